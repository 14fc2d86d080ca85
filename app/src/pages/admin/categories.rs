//! Categories: which there are, and making one.

mod sheet;

use leptos::prelude::*;
use storefront::{
    Shop,
    shelf_room::{CategoryRow, CategoryTree, ShelfError},
    staff::{Permission, StaffMember},
};

use super::{
    super::Page,
    frame,
    shelves::{choices, failed, key},
};
use crate::{
    context::{FormState, PageRequest, Visitor},
    parts::{
        choices::select,
        form::{Field, done, field, hidden, part, summary},
    },
};

pub(super) use sheet::draw as draw_sheet;

const DONE: [(&str, &str); 4] = [
    ("moved", "The category is moved."),
    ("merged", "The categories are one. Former addresses lead there."),
    ("deleted", "The category is deleted."),
    ("before", "It was so already. Nothing was done twice."),
];

pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    visitor: &Visitor,
    member: &StaffMember,
    form: &FormState,
) -> Page {
    let tree = match shop.shelf_room.categories(member).await {
        Ok(tree) => tree,
        // What was typed is shown again all the same.
        Err(ShelfError::Unavailable) if !form.errors.is_empty() => CategoryTree::default(),
        Err(error) => return failed(&error),
    };
    let may_edit = member.may(Permission::EditCatalogue);
    let create = may_edit.then(|| new(&tree, &part(form, "create"), &visitor.form_key));
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, ToOwned::to_owned)}
        <p class="quiet">"How many products there are is counted once a minute. What you change is in the shop within seconds, and in search as soon as the index is built anew."</p>
        {if tree.rows.is_empty() { nothing() } else { list(&tree.rows, may_edit) }}
        {create}
    };
    frame::inside("/admin/categories", "Categories", member, form, body.into_any())
}

fn nothing() -> AnyView {
    view! { <div class="empty"><p>"There is no category yet."</p></div> }.into_any()
}

fn list(rows: &[CategoryRow], may_edit: bool) -> AnyView {
    let lines: Vec<_> = rows.iter().map(|row| line(row, may_edit)).collect();
    view! {
        <div class="table-scroll" role="region" aria-label="Categories" tabindex="0">
            <table class="shelf-tree">
                <caption class="hidden">"Categories"</caption>
                <thead><tr><th scope="col">"Category"</th><th scope="col" class="number">"In it"</th><th scope="col" class="number">"In all"</th>{may_edit.then(|| view! { <th scope="col">"Order"</th> })}</tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(row: &CategoryRow, may_edit: bool) -> AnyView {
    let CategoryRow { entry, depth, first, last } = row;
    let address = format!("/admin/categories/{}", entry.id);
    // Deeper ones are set in no further: names have to stay readable on a phone.
    let class = format!("shelf-depth-{}", (*depth).min(4));
    let level = (*depth > 0).then(|| {
        let text = format!("Level {}: ", depth + 1);
        view! { <span class="hidden">{text}</span> }
    });
    let order = may_edit.then(|| {
        let version = entry.version.to_string();
        let step = |way: &'static str, sign: &'static str, end: bool| {
            let label = format!("Move {} {way}", entry.name);
            (!end).then(|| view! {
                <form method="post" action=format!("{address}/{way}")>{hidden("version", version.clone())}<button class="button-text" aria-label=label>{sign}</button></form>
            })
        };
        view! { <td class="shelf-order">{step("up", "↑", *first)}{step("down", "↓", *last)}</td> }
    });
    view! {
        <tr>
            <th scope="row" class=class>{level}<a href=address.clone()>{entry.name.clone()}</a></th>
            <td class="number">{entry.products}</td>
            <td class="number">{entry.within}</td>
            {order}
        </tr>
    }
    .into_any()
}

/// The form that makes a category.
fn new(tree: &CategoryTree, form: &FormState, fresh: &str) -> AnyView {
    let paths = tree.paths();
    let above = choices("None: it stands at the top", texts(&paths));
    view! {
        <section class="panel" aria-labelledby="create">
            <h2 id="create">"Make a category"</h2>
            <form method="post" action="/admin/categories" novalidate>
                {hidden("key", key(form, fresh))}
                {words(form, "", "", "")}
                {select(form, "parent", "Below", "off", above, "")}
                <button class="button">"Make category"</button>
            </form>
        </section>
    }
    .into_any()
}

/// What a category says, as fields.
fn words(form: &FormState, name: &str, slug: &str, description: &str) -> AnyView {
    let plain = |name, label| Field { name, label, ..Field::default() };
    let address = Field {
        hint: "The last part of its address: small letters, digits and hyphens. Made of the name if empty.",
        optional: true,
        ..plain("slug", "Address")
    };
    let about = Field {
        kind: "area",
        hint: "A sentence or two under the heading.",
        optional: true,
        ..plain("description", "Description")
    };
    view! {
        {field(form, plain("name", "Name"), name)}
        {field(form, address, slug)}
        {field(form, about, description)}
    }
    .into_any()
}

/// Ids and paths as they are chosen from.
fn texts(paths: &[(kernel::CategoryId, String)]) -> impl Iterator<Item = (&str, &str)> {
    paths.iter().map(|(id, path)| (id.as_str(), path.as_str()))
}
