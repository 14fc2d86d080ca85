//! Texts of pages: which there are, and making one.

mod fields;
mod sheet;

use leptos::prelude::*;
use storefront::{
    Shop,
    settings_room::{SettingsError, TextDraft, TextRow, TextStanding},
    staff::StaffMember,
};

use super::{super::Page, frame, settings::failed};
use crate::{
    context::{FormState, PageRequest},
    parts::{
        form::{done, part, summary},
        moment::moment,
    },
};

pub(super) use sheet::draw as draw_sheet;

const DONE: [(&str, &str); 1] = [("before", "It stood like this already. Nothing was done twice.")];

pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
) -> Page {
    let rows = match shop.settings_room.texts(member).await {
        Ok(rows) => rows,
        // What was typed is shown again all the same.
        Err(SettingsError::Unavailable) if !form.values.is_empty() => Vec::new(),
        Err(error) => return failed(&error),
    };
    let preview = fields::preview(shop, member, form);
    let typed = if preview.is_some() { form.clone() } else { part(form, "create") };
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, ToOwned::to_owned)}
        <p class="quiet">"What you write here counts within a second, and wins over the files that the shop was started with."</p>
        {list(&rows)}
        <section class="panel" aria-labelledby="create">
            <h2 id="create">"Make a page"</h2>
            <form method="post" action="/admin/texts" novalidate>
                {fields::slug(&typed)}
                {fields::all(&typed, &TextDraft::default())}
                {fields::buttons("Make page", "/admin/texts/-/preview".to_owned())}
            </form>
        </section>
        {preview}
    };
    frame::inside("/admin/texts", "Texts", member, form, body.into_any())
}

/// Where a page comes from, as words.
const fn from(standing: TextStanding) -> &'static str {
    match standing {
        TextStanding::File => "File",
        TextStanding::Written => "Written here",
        TextStanding::Gone => "Taken off the shop",
    }
}

fn list(rows: &[TextRow]) -> AnyView {
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            let slug = row.slug.to_string();
            let title = if row.title.is_empty() { slug.clone() } else { row.title.clone() };
            view! {
                <tr>
                    <th scope="row"><a href=format!("/admin/texts/{slug}")>{title}</a></th>
                    <td>{format!("/pages/{slug}")}</td>
                    <td>{from(row.standing)}</td>
                    <td>{row.changed_at.map(moment)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table-scroll" role="region" aria-label="Texts" tabindex="0">
            <table>
                <caption class="hidden">"Pages of the shop, in the order of the footer"</caption>
                <thead><tr><th scope="col">"Page"</th><th scope="col">"Address"</th><th scope="col">"From"</th><th scope="col">"Changed"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
