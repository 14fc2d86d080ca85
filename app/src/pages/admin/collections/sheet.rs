//! One collection: what is in it, and changing that.

use kernel::{CategoryId, CollectionId};
use leptos::prelude::*;
use storefront::{
    Shop,
    collections::CollectionContent,
    shelf_room::{CollectionForm, CollectionSheet, MOST_COUNTED, PickedProduct, ShelfError},
    staff::{Permission, StaffMember},
};

use super::{
    super::{
        super::{Page, refusal},
        frame,
        shelves::{failed, version},
    },
    fields, stands,
};
use crate::{
    context::{FormState, PageRequest},
    islands::count_matches::CountMatches,
    parts::form::{done, hidden, part, summary},
};

const DONE: [(&str, &str); 3] = [
    ("created", "The collection is made. Say now what is in it."),
    ("changed", "The collection is changed. A former address leads to it."),
    ("before", "It stood like this already. Nothing was done twice."),
];

/// `id` is that of the collection as the address has it.
pub(in crate::pages::admin) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
    id: &str,
) -> Page {
    let Ok(id) = CollectionId::parse(id) else { return refusal::not_found() };
    let sheet = match shop.shelf_room.collection(member, &id).await {
        Ok(sheet) => sheet,
        // What was typed is shown again all the same.
        Err(ShelfError::Unavailable) if !form.errors.is_empty() => {
            return typed(shop, member, form, &id);
        }
        Err(error) => return failed(&error),
    };
    let counted = form.errors.is_empty().then(|| form.value("matches").parse::<u64>().ok());
    let counted = counted.flatten().map(|count| {
        view! { <p class="notice" role="status" id="matches">{matches(count)}</p> }
    });
    let change = member.may(Permission::EditCatalogue).then(|| {
        let (read, now) = (version(form, sheet.version), CollectionForm::of(&sheet));
        changing(shop, &sheet.id, read, &part(form, "change"), &now, &sheet.categories)
    });
    let heading = format!("Collection {}", sheet.name);
    let body = view! {
        <p><a href="/admin/collections">"All collections"</a></p>
        {done(&request.query, &DONE)}
        {summary(form, fields::place)}
        {counted}
        {facts(&sheet)}
        {picked(&sheet.picked)}
        {change}
    };
    frame::inside("/admin/collections", &heading, member, form, body.into_any())
}

/// The form that changes it, with how it stands now or what was typed.
fn changing(
    shop: &Shop,
    id: &CollectionId,
    read: String,
    form: &FormState,
    now: &CollectionForm,
    categories: &[(CategoryId, String)],
) -> AnyView {
    let action = format!("/admin/collections/{id}");
    let currency = shop.shelf_room.currency();
    view! {
        <section class="panel" aria-labelledby="change">
            <h2 id="change">"Change the collection"</h2>
            <form method="post" action=action.clone() novalidate>
                {hidden("version", read)}
                {fields::all(form, now, categories, currency)}
                <p class="shelf-buttons">
                    <button class="button">"Save collection"</button>
                    <button class="button button-quiet" formaction=format!("{action}/count")>"Count"</button>
                </p>
                <CountMatches address=format!("{action}/count")/>
            </form>
        </section>
    }
    .into_any()
}

/// The page while the store does not answer: what was typed, and nothing else.
fn typed(shop: &Shop, member: &StaffMember, form: &FormState, id: &CollectionId) -> Page {
    let (read, now) = (form.value("version"), CollectionForm::default());
    let body = view! {
        {summary(form, typed_place)}
        {changing(shop, id, read, &part(form, "change"), &now, &[])}
    };
    frame::inside("/admin/collections", "Collection", member, form, body.into_any())
}

/// The id of a field by its name, where nothing shows how it stands.
fn typed_place(field: &str) -> String {
    if field == "version" { "name".to_owned() } else { fields::place(field) }
}

/// How many products there are, as a sentence.
fn matches(count: u64) -> String {
    match count {
        1 => "1 product matches now. Nothing is saved yet.".to_owned(),
        MOST_COUNTED.. => {
            format!("{MOST_COUNTED} products or more match now. Nothing is saved yet.")
        }
        count => format!("{count} products match now. Nothing is saved yet."),
    }
}

/// How it stands now.
fn facts(sheet: &CollectionSheet) -> AnyView {
    let address = format!("/collections/{}", sheet.slug);
    let place = if sheet.active {
        view! { <a href=address.clone()>{address.clone()}</a> }.into_any()
    } else {
        address.into_any()
    };
    let path = |id: &CategoryId| {
        let found = sheet.categories.iter().find(|(known, _)| known == id);
        found.map_or_else(|| "A category that is gone".to_owned(), |(_, path)| path.clone())
    };
    let lines: Vec<(&str, String)> = match &sheet.content {
        CollectionContent::Picked(ids) => vec![("Picked products", ids.len().to_string())],
        CollectionContent::Rule(rule) => [
            rule.category.as_ref().map(|id| ("In", path(id))),
            (!rule.brands.is_empty()).then(|| ("Of", rule.brands.join(", "))),
            (!rule.tags.is_empty()).then(|| ("With the tag", rule.tags.join(", "))),
            rule.from.map(|from| ("From", from.to_string())),
            rule.to.map(|to| ("To", to.to_string())),
            rule.reduced.then(|| ("Only", "What is reduced".to_owned())),
            rule.newer_days.map(|days| ("Came in the last", format!("{days} days"))),
        ]
        .into_iter()
        .flatten()
        .collect(),
    };
    let lines: Vec<_> = lines
        .into_iter()
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .collect();
    view! {
        <dl class="facts-list" id="now" tabindex="-1">
            <div><dt>"Name"</dt><dd>{sheet.name.clone()}</dd></div>
            <div><dt>"Stands"</dt><dd>{stands(sheet.active)}</dd></div>
            <div><dt>"Address"</dt><dd>{place}</dd></div>
            {lines}
        </dl>
    }
    .into_any()
}

/// The products that are picked, in their order.
fn picked(products: &[PickedProduct]) -> Option<AnyView> {
    if products.is_empty() {
        return None;
    }
    let rows: Vec<_> = products
        .iter()
        .map(|product| {
            let address = format!("/admin/products/{}", product.id);
            let seen = if product.active { "In the shop" } else { "Not shown" };
            view! { <tr><th scope="row"><a href=address>{product.title.clone()}</a></th><td>{product.id.to_string()}</td><td>{seen}</td></tr> }
        })
        .collect();
    let view = view! {
        <div class="table-scroll" role="region" aria-label="Picked products" tabindex="0">
            <table>
                <caption class="hidden">"Picked products"</caption>
                <thead><tr><th scope="col">"Product"</th><th scope="col">"Id"</th><th scope="col">"Stands"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    Some(view.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_said_as_a_sentence() {
        assert!(matches(1).starts_with("1 product matches"));
        assert!(matches(0).starts_with("0 products match now"));
        assert!(matches(MOST_COUNTED).starts_with("10000 products or more"));
    }
}
