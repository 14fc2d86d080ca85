//! Who is staff, and letting others in.

use leptos::prelude::*;
use storefront::{
    Shop,
    staff::{Role, StaffMember, StaffRow},
};

use super::{super::Page, failed, frame, roles};
use crate::{
    context::{FormState, PageRequest},
    parts::{
        choices::{boxes, first_id},
        form::{Field, done, field, part, summary},
        moment::day,
    },
};

const DONE: [(&str, &str); 4] = [
    ("added", "They are staff now. A letter is on its way."),
    ("roles", "The roles are changed."),
    ("removed", "They are no longer staff."),
    ("reset", "Their authenticator is taken away. The next sign-in sets up another."),
];

pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
) -> Page {
    // All on one page: the shop lets no more than `MOST_STAFF` in.
    let rows = match shop.staff_room.list(member).await {
        Ok(rows) => rows,
        Err(error) => return failed(&error),
    };
    let about = form.value("account");
    let entries: Vec<_> = rows
        .iter()
        .map(|row| {
            entry(
                row,
                &if row.account.as_str() == about {
                    part(form, "roles")
                } else {
                    FormState::default()
                },
            )
        })
        .collect();
    let new = part(form, "add");
    let places = roles::group(place(form), String::new(), &Role::ALL);
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, |field| if field == "roles" { first_id(&places) } else { field.to_owned() })}
        <ul class="staff-list">{entries}</ul>
        <section class="panel" aria-labelledby="add">
            <h2 id="add">"Add someone"</h2>
            <form method="post" action="/admin/staff" novalidate>
                {field(&new, Field { name: "email", label: "Email", kind: "email", hint: "A letter with an invitation goes there.", ..Field::default() }, "")}
                {field(&new, Field { name: "name", label: "Name", ..Field::default() }, "")}
                {boxes(&new, roles::group("roles".to_owned(), "Roles".to_owned(), &Role::ALL), &[])}
                <button class="button">"Add to staff"</button>
            </form>
        </section>
    };
    frame::inside("/admin/staff", "Who is staff", member, form, body.into_any())
}

/// What the ids of the boxes are made of that a refusal is about.
fn place(form: &FormState) -> String {
    if form.form == "roles" { boxes_of(&form.value("account")) } else { "roles".to_owned() }
}

fn boxes_of(account: &str) -> String {
    format!("roles-{account}")
}

fn entry(row: &StaffRow, form: &FormState) -> AnyView {
    let id = row.account.as_str();
    let held: Vec<_> = row.roles.iter().map(|role| role.name()).collect();
    let group = roles::group(boxes_of(id), format!("Roles of {}", row.name), &Role::ALL);
    let about = format!(": {}", row.name);
    let deed = |what: &str, label: &'static str| {
        view! { <form method="post" action=format!("/admin/staff/{id}/{what}")><button class="button-text">{label}<span class="hidden">{about.clone()}</span></button></form> }
    };
    let factor = match (row.active, row.second_factor_since) {
        (false, _) => view! { "Invited, and not here yet" }.into_any(),
        (true, Some(since)) => view! { "Authenticator since "{day(since)} }.into_any(),
        (true, None) => view! { "No authenticator yet" }.into_any(),
    };
    let refused = !form.errors.is_empty();
    view! {
        <li class="staff-entry">
            <h2>{row.name.clone()}</h2>
            <p>{row.email.as_str().to_owned()}</p>
            <p class="quiet">{roles::listed(&row.roles)}" · "{factor}</p>
            <details open=refused>
                <summary>"Change roles"<span class="hidden">{about.clone()}</span></summary>
                <form method="post" action=format!("/admin/staff/{id}/roles") novalidate>
                    {boxes(form, group, &held)}
                    <button class="button">"Save roles"</button>
                </form>
            </details>
            <div class="deeds">
                <a href=format!("/admin/staff/{id}/sessions")>"Sessions"<span class="hidden">{about.clone()}</span></a>
                {row.second_factor_since.map(|_| deed("reset-factor", "Take away the authenticator"))}
                {deed("remove", "Remove from staff")}
            </div>
        </li>
    }
    .into_any()
}
