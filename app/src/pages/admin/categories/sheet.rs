//! One category: changing, moving, merging and deleting it.

use kernel::CategoryId;
use leptos::prelude::*;
use storefront::{
    Shop,
    shelf_room::{CategoryEntry, CategoryTree, ShelfError},
    staff::{Permission, StaffMember},
};

use super::{
    super::{
        super::{Page, refusal},
        frame,
        shelves::{choices, failed, version},
    },
    texts, words,
};
use crate::{
    context::{FormState, PageRequest},
    pages::parameter,
    parts::{
        choices::{Choice, select},
        form::{done, hidden, part, summary},
    },
};

const DONE: [(&str, &str); 5] = [
    ("created", "The category is made."),
    ("changed", "The category is changed. A former address leads here."),
    ("moved", "The category is moved."),
    ("before", "It stood like this already. Nothing was done twice."),
    ("partly", "Many products are moved, and others are left. Merge again to go on."),
];

/// The id of a field by its name.
fn place(field: &str) -> String {
    // What somebody else has changed stands in a list of its own.
    if field == "version" { "now".to_owned() } else { field.to_owned() }
}

/// `id` is that of the category as the address has it.
pub(in crate::pages::admin) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
    id: &str,
) -> Page {
    let Ok(id) = CategoryId::parse(id) else { return refusal::not_found() };
    let tree = match shop.shelf_room.categories(member).await {
        Ok(tree) => tree,
        // What was typed is shown again all the same.
        Err(ShelfError::Unavailable) if !form.errors.is_empty() => return typed(member, form, &id),
        Err(error) => return failed(&error),
    };
    let Some(row) = tree.row(&id) else { return refusal::not_found() };
    let entry = &row.entry;
    let deeds = member
        .may(Permission::EditCatalogue)
        .then(|| deeds(&tree, entry, form, parameter(&request.query, "into").as_deref()));
    let heading = format!("Category {}", entry.name);
    let body = view! {
        <p><a href="/admin/categories">"All categories"</a></p>
        {done(&request.query, &DONE)}
        {summary(form, place)}
        {facts(&tree, entry)}
        {deeds}
    };
    frame::inside("/admin/categories", &heading, member, form, body.into_any())
}

/// How it stands now.
fn facts(tree: &CategoryTree, entry: &CategoryEntry) -> AnyView {
    let paths = tree.paths();
    let path = paths.iter().find(|(id, _)| *id == entry.id).map(|(_, path)| path.clone());
    let address = format!("/c/{}", entry.slug);
    let said = (!entry.description.is_empty()).then(|| {
        view! { <div><dt>"Description"</dt><dd>{entry.description.clone()}</dd></div> }
    });
    view! {
        <dl class="facts-list" id="now" tabindex="-1">
            <div><dt>"Stands at"</dt><dd>{path}</dd></div>
            <div><dt>"In the shop"</dt><dd><a href=address.clone()>{address.clone()}</a></dd></div>
            {said}
            <div><dt>"Products in it"</dt><dd>{entry.products}</dd></div>
            <div><dt>"With what is below"</dt><dd>{entry.within}</dd></div>
        </dl>
    }
    .into_any()
}

/// The forms of those who may change it.
fn deeds(
    tree: &CategoryTree,
    entry: &CategoryEntry,
    form: &FormState,
    into: Option<&str>,
) -> AnyView {
    let action = format!("/admin/categories/{}", entry.id);
    let read = version(form, entry.version);
    let paths = tree.paths();
    let own: Vec<&CategoryId> = tree.branch(&entry.id).iter().map(|row| &row.entry.id).collect();
    let others: Vec<_> = paths.into_iter().filter(|(id, _)| !own.contains(&id)).collect();
    let empty = entry.within == 0 && own.len() == 1;
    view! {
        {changing(&action, &read, &part(form, "change"), Some(entry))}
        {moving(&action, &read, entry, &others, &part(form, "move"))}
        {merging(&action, &read, &others, &part(form, "merge"), into)}
        {deleting(&action, &read, empty)}
    }
    .into_any()
}

fn changing(action: &str, read: &str, form: &FormState, entry: Option<&CategoryEntry>) -> AnyView {
    let name = entry.map_or("", |entry| entry.name.as_str());
    let slug = entry.map_or("", |entry| entry.slug.as_str());
    let description = entry.map_or("", |entry| entry.description.as_str());
    view! {
        <section class="panel" aria-labelledby="change">
            <h2 id="change">"Change the category"</h2>
            <form method="post" action=action.to_owned() novalidate>
                {hidden("version", read)}
                {words(form, name, slug, description)}
                <button class="button">"Save category"</button>
            </form>
        </section>
    }
    .into_any()
}

/// The page while the store does not answer: what was typed, and nothing else.
fn typed(member: &StaffMember, form: &FormState, id: &CategoryId) -> Page {
    let action = format!("/admin/categories/{id}");
    let body = view! {
        {summary(form, ToOwned::to_owned)}
        {changing(&action, &form.value("version"), &part(form, "change"), None)}
    };
    frame::inside("/admin/categories", "Category", member, form, body.into_any())
}

fn moving(
    action: &str,
    read: &str,
    entry: &CategoryEntry,
    others: &[(CategoryId, String)],
    form: &FormState,
) -> AnyView {
    let above = choices("None: it stands at the top", texts(others));
    let now = entry.parent.as_ref().map_or("", CategoryId::as_str);
    view! {
        <section class="panel" aria-labelledby="move">
            <h2 id="move">"Move it"</h2>
            <p class="quiet">"All that is below it moves along. Its address stays."</p>
            <form method="post" action=format!("{action}/move") novalidate>
                {hidden("version", read)}
                {select(form, "parent", "Below", "off", above, now)}
                <button class="button button-quiet">"Move category"</button>
            </form>
        </section>
    }
    .into_any()
}

fn merging(
    action: &str,
    read: &str,
    others: &[(CategoryId, String)],
    form: &FormState,
    into: Option<&str>,
) -> AnyView {
    let choices: Vec<Choice> = choices("Choose a category", texts(others));
    view! {
        <section class="panel" aria-labelledby="merge">
            <h2 id="merge">"Merge it into another"</h2>
            <p class="quiet">"Its products and the categories below it go there, its addresses lead there, and it ends. This cannot be undone."</p>
            <form method="post" action=format!("{action}/merge") novalidate>
                {hidden("version", read)}
                {select(form, "into", "Into", "off", choices, into.unwrap_or_default())}
                <button class="button button-quiet">"Merge category"</button>
            </form>
        </section>
    }
    .into_any()
}

fn deleting(action: &str, read: &str, empty: bool) -> AnyView {
    let deed = if empty {
        view! { <form method="post" action=format!("{action}/delete")>{hidden("version", read)}<button class="button button-quiet">"Delete category"</button></form> }
            .into_any()
    } else {
        view! { <p>"It can be deleted once nothing is in it and nothing is below it."</p> }
            .into_any()
    };
    view! { <section class="panel" aria-labelledby="delete"><h2 id="delete">"Delete it"</h2>{deed}</section> }
        .into_any()
}
