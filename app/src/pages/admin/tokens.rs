//! Tokens for the API.

use leptos::prelude::*;
use storefront::{
    Shop,
    staff::{ApiTokenRow, StaffMember},
};

use super::{super::Page, failed, frame, roles};
use crate::{
    context::{FormState, NewToken, PageRequest},
    parts::{
        choices::{boxes, first_id},
        form::{Field, done, field, summary},
        moment::moment,
    },
};

const DONE: [(&str, &str); 1] = [("revoked", "The token opens nothing any more.")];

pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
    new: Option<NewToken>,
) -> Page {
    let tokens = match shop.staff_room.tokens(member).await {
        Ok(tokens) => tokens,
        // The secret of a token that was just made is shown now or never.
        Err(_) if new.is_some() => Vec::new(),
        Err(error) => return failed(&error),
    };
    let group = roles::group("roles".to_owned(), "May be used as".to_owned(), &member.roles);
    let first = first_id(&group);
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, |field| if field == "roles" { first.clone() } else { field.to_owned() })}
        {new.map(secret)}
        {list(&tokens, member)}
        <section class="panel" aria-labelledby="new-token">
            <h2 id="new-token">"A new token"</h2>
            <form method="post" action="/admin/tokens" novalidate>
                {field(form, Field { name: "label", label: "Label", hint: "What it is for, so that you know it again.", ..Field::default() }, "")}
                {boxes(form, group, &[])}
                <button class="button">"Make token"</button>
            </form>
        </section>
    };
    frame::inside("/admin/tokens", "API tokens", member, form, body.into_any())
}

fn secret(NewToken(secret): NewToken) -> AnyView {
    view! {
        <div class="notice" role="status">
            <p>"This is the new token. Copy it now: it is never shown again."</p>
            <p class="staff-secret"><code>{secret}</code></p>
        </div>
    }
    .into_any()
}

fn list(tokens: &[ApiTokenRow], member: &StaffMember) -> AnyView {
    if tokens.is_empty() {
        return view! { <div class="empty"><p>"There are no tokens. A program that uses the API for you needs one."</p></div> }.into_any();
    }
    let rows: Vec<_> = tokens.iter().map(|token| row(token, member)).collect();
    view! {
        <div class="table-scroll" role="region" aria-label="Tokens" tabindex="0">
            <table>
                <caption class="hidden">"API tokens, the newest first"</caption>
                <thead><tr><th scope="col">"Label"</th><th scope="col">"Roles"</th><th scope="col">"Made"</th><th scope="col">"Last used"</th><th scope="col">"State"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(token: &ApiTokenRow, member: &StaffMember) -> AnyView {
    let used = match token.last_used_at {
        Some(at) => moment(at),
        None => view! { "Never" }.into_any(),
    };
    let state = match token.revoked_at {
        Some(at) => view! { "Revoked "{moment(at)} }.into_any(),
        None => view! { <form method="post" action=format!("/admin/tokens/{}/revoke", token.id)><button class="button-text">"Revoke"<span class="hidden">": "{token.label.clone()}</span></button></form> }.into_any(),
    };
    let others = token.account != member.account;
    view! {
        <tr>
            <th scope="row">{token.label.clone()}{others.then(|| view! { <span class="quiet">" of "{token.account.to_string()}</span> })}</th>
            <td>{roles::listed(&token.roles)}</td>
            <td>{moment(token.created_at)}</td>
            <td>{used}</td>
            <td>{state}</td>
        </tr>
    }
    .into_any()
}
