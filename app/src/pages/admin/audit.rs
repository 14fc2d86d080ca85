//! The audit log.

use std::collections::HashMap;

use kernel::AccountId;
use leptos::prelude::*;
use storefront::{
    Shop,
    staff::{AuditEntry, AuditForm, AuditQuery, Permission, StaffMember},
};

use super::{super::Page, failed, frame};
use crate::{
    context::{FormState, PageRequest},
    pages::{encode, parameter},
    parts::{
        form::{Field, field, summary},
        moment::moment,
    },
};

/// Entries on one page.
const A_PAGE: usize = 50;

/// The fields of the form, as the address has them.
const FIELDS: [&str; 5] = ["actor", "action", "subject", "from", "to"];

/// Which entries are asked for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Filters {
    /// As they were typed.
    typed: AuditForm,
    /// Only what is older than this entry.
    before: Option<i64>,
}

impl Filters {
    /// Reads them from an address.
    fn read(query: &str) -> Self {
        let asked = |name| parameter(query, name).map(|text| text.trim().to_owned());
        let [actor, action, subject, from, to] = FIELDS.map(|name| asked(name).unwrap_or_default());
        let before = asked("before").and_then(|before| before.parse().ok());
        Self { typed: AuditForm { actor, action, subject, from, to }, before }
    }

    /// The address of the same list, from its newest entry or from the one after another.
    fn address(&self, before: Option<i64>) -> String {
        let AuditForm { actor, action, subject, from, to } = &self.typed;
        let values = [actor, action, subject, from, to];
        let fields =
            FIELDS.iter().zip(values).map(|(name, value)| format!("{name}={}", encode(value)));
        let fields: Vec<String> = fields.chain(before.map(|id| format!("before={id}"))).collect();
        format!("/admin/audit?{}", fields.join("&"))
    }
}

/// The link to what the log says of a thing, for those who may read it.
pub(super) fn of(member: &StaffMember, subject: &str) -> Option<AnyView> {
    let href = format!("/admin/audit?subject={}", encode(subject));
    let may = member.may(Permission::ReadAudit);
    may.then(|| view! { <a href=href>"In the audit log"</a> }.into_any())
}

pub(super) async fn draw(shop: &Shop, request: &PageRequest, member: &StaffMember) -> Page {
    let filters = Filters::read(&request.query);
    let (found, form) = match filters.typed.read() {
        // One more than is shown tells whether there are older ones.
        Ok(query) => {
            let query = AuditQuery { before: filters.before, limit: A_PAGE as u32 + 1, ..query };
            (shop.staff_room.audit(member, &query).await, FormState::default())
        }
        Err(errors) => {
            let errors = errors.into_iter().map(Into::into).collect();
            (Ok(Vec::new()), FormState { errors, ..FormState::default() })
        }
    };
    let mut entries = match found {
        Ok(entries) => entries,
        Err(error) => return failed(&error),
    };
    let more = entries.len() > A_PAGE;
    entries.truncate(A_PAGE);
    let newest = filters.before.map(|_| filters.address(None));
    let older = entries.last().filter(|_| more).map(|last| filters.address(Some(last.id)));
    let paged = newest.is_some() || older.is_some();
    let names = names(shop, member).await;
    let refused = !form.errors.is_empty();
    let body = view! {
        {summary(&form, ToOwned::to_owned)}
        {searching(&form, &filters.typed)}
        {(!refused).then(|| list(&entries, &names))}
        {paged.then(|| view! {
            <nav class="paging" aria-label="Pages">
                {newest.map(|href| view! { <a class="button button-quiet" href=href>"Newest"</a> })}
                {older.map(|href| view! { <a class="button button-quiet" rel="next" href=href>"Older"</a> })}
            </nav>
        })}
    };
    frame::inside("/admin/audit", "Audit log", member, &form, body.into_any())
}

fn searching(form: &FormState, typed: &AuditForm) -> AnyView {
    let one = |name, label, kind, hint| Field {
        name,
        label,
        kind,
        hint,
        optional: true,
        ..Field::default()
    };
    let subject_hint = "The number of an order, the id of a product or an account, a SKU, a coupon: as the log has it, or without its kind.";
    view! {
        <form class="panel staff-search" action="/admin/audit" novalidate>
            {field(form, one("actor", "Who", "", "The id of an account."), &typed.actor)}
            {field(form, one("action", "What", "", "An action as the log names it."), &typed.action)}
            {field(form, one("subject", "To whom or what", "", subject_hint), &typed.subject)}
            {field(form, one("from", "First day", "date", "In UTC."), &typed.from)}
            {field(form, one("to", "Last day", "date", "In UTC."), &typed.to)}
            <button class="button">"Search the log"</button>
        </form>
    }
    .into_any()
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
    let state = |text: &Option<String>| {
        text.clone().map(|text| view! { <code class="audit-state">{text}</code> })
    };
    view! {
        <tr>
            <th scope="row">{moment(entry.at)}</th>
            <td>{who}{token}</td>
            <td><a href=format!("/admin/audit?action={}", encode(&entry.action))>{entry.action.clone()}</a></td>
            <td>{entry.subject.as_ref().map(|subject| view! { <a href=format!("/admin/audit?subject={}", encode(subject))>{subject.clone()}</a> })}</td>
            <td>{state(&entry.before)}</td>
            <td>{state(&entry.after)}</td>
            <td>{entry.network.clone()}{entry.agent.clone().map(|agent| view! { <p class="quiet">{agent}</p> })}</td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_read_as_the_form_and_the_links_write_them() {
        assert_eq!(Filters::read("actor=&action=&subject=&from=&to="), Filters::default());
        let query = "subject=order+4F7K-2MXD-9QRA&from=2026-11-21&to=+yesterday+";
        let filters = Filters::read(query);
        assert_eq!((filters.typed.to.as_str(), filters.before), ("yesterday", None));
        let older = filters.address(Some(7));
        assert_eq!(
            older,
            "/admin/audit?actor=&action=&subject=order+4F7K-2MXD-9QRA&from=2026-11-21&to=yesterday&before=7"
        );
        let (_, query) = older.split_once('?').expect("a query");
        assert_eq!(Filters::read(query), Filters { before: Some(7), ..filters });
    }
}
