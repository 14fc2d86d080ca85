//! Collections: which there are, and making one.

mod fields;
mod sheet;

use kernel::Slug;
use leptos::prelude::*;
use storefront::{
    Shop,
    shelf_room::{CollectionList, CollectionRow, ShelfError},
    staff::{Permission, StaffMember},
};

use super::{
    super::{Page, refusal},
    frame,
    shelves::{failed, key},
};
use crate::{
    context::{FormState, PageRequest, Visitor},
    pages::parameter,
    parts::form::{Field, field, hidden, part, summary},
};

pub(super) use sheet::draw as draw_sheet;

/// The address of the list after a slug.
fn address(after: &Slug) -> String {
    format!("/admin/collections?nextCursor={after}")
}

pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    visitor: &Visitor,
    member: &StaffMember,
    form: &FormState,
) -> Page {
    let after = parameter(&request.query, "nextCursor").filter(|text| !text.is_empty());
    let Ok(after) = after.map(Slug::parse).transpose() else {
        return refusal::bad_request(
            "The place in the list that the address names is none. Begin the list again.",
        );
    };
    let found = match shop.shelf_room.collections(member, after.as_ref()).await {
        Ok(found) => found,
        // What was typed is shown again all the same.
        Err(ShelfError::Unavailable) if !form.errors.is_empty() => CollectionList::default(),
        Err(error) => return failed(&error),
    };
    let next = found.next.as_ref().map(address);
    let first = after.is_some().then_some("/admin/collections");
    let paged = next.is_some() || first.is_some();
    let create = member
        .may(Permission::EditCatalogue)
        .then(|| new(&part(form, "create"), &visitor.form_key));
    let body = view! {
        {summary(form, ToOwned::to_owned)}
        {if found.rows.is_empty() { nothing() } else { list(&found.rows) }}
        {paged.then(|| view! {
            <nav class="paging" aria-label="Pages of collections">
                {first.map(|href| view! { <a class="button button-quiet" href=href>"First page"</a> })}
                {next.map(|href| view! { <a class="button button-quiet" rel="next" href=href>"Next page"</a> })}
            </nav>
        })}
        {create}
    };
    frame::inside("/admin/collections", "Collections", member, form, body.into_any())
}

fn nothing() -> AnyView {
    view! { <div class="empty"><p>"There is no collection here."</p></div> }.into_any()
}

fn list(rows: &[CollectionRow]) -> AnyView {
    let rows: Vec<_> = rows.iter().map(line).collect();
    view! {
        <div class="table-scroll" role="region" aria-label="Collections" tabindex="0">
            <table>
                <caption class="hidden">"Collections"</caption>
                <thead><tr><th scope="col">"Collection"</th><th scope="col">"Address"</th><th scope="col">"Made of"</th><th scope="col">"Stands"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(row: &CollectionRow) -> AnyView {
    let made_of = match row.picked {
        Some(1) => "1 picked product".to_owned(),
        Some(count) => format!("{count} picked products"),
        None => "A rule".to_owned(),
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("/admin/collections/{}", row.id)>{row.name.clone()}</a></th>
            <td>{row.slug.to_string()}</td>
            <td>{made_of}</td>
            <td>{stands(row.active)}</td>
        </tr>
    }
    .into_any()
}

/// Whether shoppers see it, as a word.
const fn stands(active: bool) -> &'static str {
    if active { "In the shop" } else { "Draft" }
}

/// The form that makes a collection.
fn new(form: &FormState, fresh: &str) -> AnyView {
    let plain = |name, label| Field { name, label, ..Field::default() };
    let address = Field {
        hint: "Small letters, digits and hyphens. Made of the name if empty.",
        optional: true,
        ..plain("slug", "Address")
    };
    view! {
        <section class="panel" aria-labelledby="create">
            <h2 id="create">"Make a collection"</h2>
            <p class="quiet">"It begins as a draft with nothing in it."</p>
            <form method="post" action="/admin/collections" novalidate>
                {hidden("key", key(form, fresh))}
                {field(form, plain("name", "Name"), "")}
                {field(form, address, "")}
                <button class="button">"Make collection"</button>
            </form>
        </section>
    }
    .into_any()
}
