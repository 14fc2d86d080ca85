//! Tokens for the API.

use leptos::prelude::*;
use storefront::{
    Shop,
    staff::{ApiTokenRow, StaffMember, TokenCursor, TokenPage},
};

use super::{
    super::{Page, refusal},
    failed, frame, roles,
};
use crate::{
    context::{FormState, NewToken, PageRequest},
    pages::parameter,
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
    let after = parameter(&request.query, "nextCursor").filter(|text| !text.is_empty());
    let after = match after.as_deref().map(TokenCursor::parse).transpose() {
        Ok(after) => after,
        Err(_) => {
            return refusal::bad_request(
                "The place in the list that the address names is none. Begin the list again.",
            );
        }
    };
    let found = match shop.staff_room.tokens(member, after.as_ref()).await {
        Ok(found) => found,
        // The secret of a token that was just made is shown now or never.
        Err(_) if new.is_some() => TokenPage::default(),
        Err(error) => return failed(&error),
    };
    let next = found.next.as_ref();
    let next = next.map(|next| format!("/admin/tokens?nextCursor={}", next.as_str()));
    let paged = after.is_some() || next.is_some();
    let group = roles::group("roles".to_owned(), "May be used as".to_owned(), &member.roles);
    let first = first_id(&group);
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, |field| if field == "roles" { first.clone() } else { field.to_owned() })}
        {new.map(secret)}
        {list(&found.tokens, member)}
        {paged.then(|| view! {
            <nav class="paging" aria-label="Pages of tokens">
                {after.is_some().then(|| view! { <a class="button button-quiet" href="/admin/tokens">"First page"</a> })}
                {next.map(|href| view! { <a class="button button-quiet" rel="next" href=href>"Next page"</a> })}
            </nav>
        })}
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
