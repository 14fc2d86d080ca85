//! The fields of a collection.

use kernel::{CategoryId, Currency};
use leptos::prelude::*;
use storefront::shelf_room::CollectionForm;

use super::super::shelves::choices;
use crate::{
    context::FormState,
    parts::{
        choices::{Choice, Group, first_id, radios, select, tick_box},
        form::{Field, field},
    },
};

/// The id of a field by its name.
pub(super) fn place(field: &str) -> String {
    match field {
        "kind" => first_id(&kinds()),
        "status" => first_id(&statuses()),
        // What somebody else has changed stands in a list of its own.
        "version" => "now".to_owned(),
        field => field.to_owned(),
    }
}

fn kinds() -> Group {
    Group {
        name: "kind",
        id: "kind".to_owned(),
        legend: "Made of".to_owned(),
        choices: vec![
            Choice::new("picked", "Products that are picked", "In the order of the list below."),
            Choice::new(
                "rule",
                "What a rule finds",
                "All of it has to hold. The newest come first.",
            ),
        ],
    }
}

fn statuses() -> Group {
    Group {
        name: "status",
        id: "status".to_owned(),
        legend: "Stands".to_owned(),
        choices: vec![
            Choice::new("draft", "Draft", "Nobody but staff sees it."),
            Choice::new("active", "In the shop", ""),
        ],
    }
}

/// All fields, with how it stands now or what was typed.
pub(super) fn all(
    form: &FormState,
    now: &CollectionForm,
    categories: &[(CategoryId, String)],
    currency: Currency,
) -> AnyView {
    let plain = |name, label, hint| Field { name, label, hint, ..Field::default() };
    let optional = |name, label, hint| Field { optional: true, ..plain(name, label, hint) };
    let area = |name, label, hint| Field { kind: "area", ..optional(name, label, hint) };
    let amount = |name, label, hint| Field { kind: "amount", ..optional(name, label, hint) };
    let digits = Field {
        kind: "amount",
        ..optional("newer", "Came in so many days before now", "A whole number.")
    };
    let paths = categories.iter().map(|(id, path)| (id.as_str(), path.as_str()));
    let rule = format!("What the rule says (prices in {})", currency.code());
    view! {
        {field(form, plain("name", "Name", ""), &now.name)}
        {field(form, optional("slug", "Address", "Small letters, digits and hyphens. A former one leads here."), &now.slug)}
        {field(form, area("description", "Description", "A sentence or two under the heading."), &now.description)}
        {radios(form, statuses(), &now.status)}
        {radios(form, kinds(), &now.kind)}
        {field(form, area("picked", "Picked products", "One a line, 500 at most: a SKU, an id, or the last part of a product's address."), &now.picked)}
        <fieldset class="shelf-rule">
            <legend>{rule}</legend>
            {select(form, "category", "In this category or below it", "off", choices("Any", paths), &now.category)}
            {field(form, area("brands", "Of one of these brands", "One a line, exactly as products have it."), &now.brands)}
            {field(form, area("tags", "With one of these tags", "One a line."), &now.tags)}
            {field(form, amount("from", "Price from", "The lowest price of a product counts."), &now.from)}
            {field(form, amount("to", "Price to", ""), &now.to)}
            {tick_box(form, "reduced", "Only what is reduced", "", now.reduced)}
            {field(form, digits, &now.newer)}
        </fieldset>
    }
    .into_any()
}
