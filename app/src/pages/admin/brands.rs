//! Brands: which there are, and renaming one.

use leptos::prelude::*;
use storefront::{
    Shop,
    shelf_room::{BrandPage, BrandRow, ShelfError},
    staff::{Permission, StaffMember},
};

use super::{super::Page, frame, shelves::failed};
use crate::{
    context::{FormState, PageRequest},
    pages::{encode, parameter},
    parts::{
        choices::tick_box,
        form::{Field, done, field, hidden, summary},
    },
};

const DONE: [(&str, &str); 3] = [
    ("renamed", "The brand is renamed."),
    ("before", "No product is of that brand any more. Nothing was done twice."),
    ("partly", "Many products are renamed, and others are left. Rename again to go on."),
];

pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
) -> Page {
    let given = |name| parameter(&request.query, name).filter(|text| !text.is_empty());
    let after = given("nextCursor");
    let found = match shop.shelf_room.brands(member, after.as_deref()).await {
        Ok(found) => found,
        // What was typed is shown again all the same.
        Err(ShelfError::Unavailable) if !form.errors.is_empty() => BrandPage::default(),
        Err(error) => return failed(&error),
    };
    let may_edit = member.may(Permission::EditCatalogue);
    let rename = given("brand").filter(|_| may_edit);
    let rename = rename.map(|brand| renaming(form, &brand, given("to")));
    let next = found.next.as_deref();
    let next = next.map(|after| format!("/admin/brands?nextCursor={}", encode(after)));
    let first = after.is_some().then_some("/admin/brands");
    let paged = next.is_some() || first.is_some();
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, ToOwned::to_owned)}
        {rename}
        <p class="quiet">"How many products there are is counted once a minute."</p>
        {if found.rows.is_empty() { nothing() } else { list(&found.rows, may_edit) }}
        {paged.then(|| view! {
            <nav class="paging" aria-label="Pages of brands">
                {first.map(|href| view! { <a class="button button-quiet" href=href>"First page"</a> })}
                {next.map(|href| view! { <a class="button button-quiet" rel="next" href=href>"Next page"</a> })}
            </nav>
        })}
    };
    frame::inside("/admin/brands", "Brands", member, form, body.into_any())
}

/// The form that renames a brand. `to` is set where it goes on with what was broken off.
fn renaming(form: &FormState, brand: &str, to: Option<String>) -> AnyView {
    let heading = format!("Rename {brand}");
    let new = Field { name: "to", label: "New name", ..Field::default() };
    let on = to.is_some();
    let to = to.unwrap_or_else(|| brand.to_owned());
    // Both forms of a brand stand side by side until the last product has the new one.
    let merge = (on || form.error("merge").is_some())
        .then(|| tick_box(form, "merge", "Make both one brand", "This cannot be undone.", on));
    view! {
        <section class="panel" aria-labelledby="rename">
            <h2 id="rename">{heading}</h2>
            <p class="quiet">"All products of the brand get the new name, and so do the rules of collections."</p>
            <form method="post" action="/admin/brands/rename" novalidate>
                {hidden("from", brand)}
                {field(form, new, &to)}
                {merge}
                <button class="button">"Rename brand"</button>
            </form>
        </section>
    }
    .into_any()
}

fn nothing() -> AnyView {
    view! { <div class="empty"><p>"No product names a brand here."</p></div> }.into_any()
}

fn list(rows: &[BrandRow], may_edit: bool) -> AnyView {
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            let rename = may_edit.then(|| {
                let href = format!("/admin/brands?brand={}", encode(&row.name));
                let label = format!("Rename {}", row.name);
                view! { <td><a href=href aria-label=label>"Rename"</a></td> }
            });
            view! { <tr><th scope="row">{row.name.clone()}</th><td class="number">{row.products}</td>{rename}</tr> }
        })
        .collect();
    view! {
        <div class="table-scroll" role="region" aria-label="Brands" tabindex="0">
            <table>
                <caption class="hidden">"Brands"</caption>
                <thead><tr><th scope="col">"Brand"</th><th scope="col" class="number">"Products"</th>{may_edit.then(|| view! { <th scope="col">"Change"</th> })}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
