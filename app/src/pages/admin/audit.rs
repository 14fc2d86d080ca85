//! The audit log.

use std::collections::HashMap;

use kernel::AccountId;
use leptos::prelude::*;
use storefront::{
    Shop,
    staff::{AuditEntry, AuditQuery, StaffMember},
};

use super::{super::Page, failed, frame};
use crate::{
    context::{FormState, PageRequest},
    pages::{encode, parameter},
    parts::{
        form::{Field, field},
        moment::moment,
    },
};

/// Entries on one page.
const A_PAGE: usize = 50;

pub(super) async fn draw(shop: &Shop, request: &PageRequest, member: &StaffMember) -> Page {
    let asked = |name| parameter(&request.query, name).map(|text| text.trim().to_owned());
    let actor = asked("actor").filter(|text| !text.is_empty());
    let action = asked("action").filter(|text| !text.is_empty());
    let id = actor.as_ref().map(AccountId::parse).transpose();
    let found = match id {
        Ok(id) => {
            let query = AuditQuery {
                actor: id,
                action: action.clone(),
                before: asked("before").and_then(|before| before.parse().ok()),
                // One more than is shown tells whether there are older ones.
                limit: A_PAGE as u32 + 1,
                ..AuditQuery::default()
            };
            shop.staff_room.audit(member, &query).await
        }
        // Nobody has such an id.
        Err(_) => Ok(Vec::new()),
    };
    let mut entries = match found {
        Ok(entries) => entries,
        Err(error) => return failed(&error),
    };
    let more = entries.len() > A_PAGE;
    entries.truncate(A_PAGE);
    let (actor, action) = (actor.unwrap_or_default(), action.unwrap_or_default());
    let older = entries.last().filter(|_| more).map(|last| {
        format!(
            "/admin/audit?actor={}&action={}&before={}",
            encode(&actor),
            encode(&action),
            last.id
        )
    });
    let names = names(shop, member).await;
    let form = FormState::default();
    let body = view! {
        <form class="panel staff-search" action="/admin/audit">
            {field(&form, Field { name: "actor", label: "Who", hint: "The id of an account.", optional: true, ..Field::default() }, &actor)}
            {field(&form, Field { name: "action", label: "What", hint: "An action as the log names it.", optional: true, ..Field::default() }, &action)}
            <button class="button">"Search the log"</button>
        </form>
        {list(&entries, &names)}
        {older.map(|href| view! { <nav class="paging" aria-label="Pages"><a class="button button-quiet" rel="next" href=href>"Older"</a></nav> })}
    };
    frame::inside("/admin/audit", "Audit log", member, &form, body.into_any())
}

/// What staff are called. The log is as good without.
async fn names(shop: &Shop, member: &StaffMember) -> HashMap<AccountId, String> {
    let rows = shop.staff_room.list(member).await.unwrap_or_default();
    rows.into_iter().map(|row| (row.account, row.name)).collect()
}

fn list(entries: &[AuditEntry], names: &HashMap<AccountId, String>) -> AnyView {
    if entries.is_empty() {
        return view! { <div class="empty"><p>"Nothing in the log is like this."</p><p><a href="/admin/audit">"Show the whole log"</a></p></div> }.into_any();
    }
    let rows: Vec<_> = entries.iter().map(|entry| row(entry, names)).collect();
    view! {
        <div class="table-scroll" role="region" aria-label="Entries" tabindex="0">
            <table>
                <caption class="hidden">"What was done, the newest first"</caption>
                <thead><tr><th scope="col">"When"</th><th scope="col">"Who"</th><th scope="col">"What"</th><th scope="col">"To whom or what"</th><th scope="col">"How it was"</th><th scope="col">"How it became"</th><th scope="col">"From"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(entry: &AuditEntry, names: &HashMap<AccountId, String>) -> AnyView {
    let who = match &entry.actor {
        Some(actor) => {
            let name = names.get(actor).cloned().unwrap_or_else(|| actor.to_string());
            view! { <a href=format!("/admin/audit?actor={}", encode(actor.as_str()))>{name}</a> }
                .into_any()
        }
        None => view! { "The shop or a stranger" }.into_any(),
    };
    let token = entry.api_token.clone().map(|id| view! { <p class="quiet">"with token "{id}</p> });
    let state = |text: &Option<String>| text.clone().map(|text| view! { <code>{text}</code> });
    view! {
        <tr>
            <th scope="row">{moment(entry.at)}</th>
            <td>{who}{token}</td>
            <td><a href=format!("/admin/audit?action={}", encode(&entry.action))>{entry.action.clone()}</a></td>
            <td>{entry.subject.clone()}</td>
            <td>{state(&entry.before)}</td>
            <td>{state(&entry.after)}</td>
            <td>{entry.network.clone()}{entry.agent.clone().map(|agent| view! { <p class="quiet">{agent}</p> })}</td>
        </tr>
    }
    .into_any()
}
