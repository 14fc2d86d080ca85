//! The fields of a product, but for its variants.

use leptos::prelude::*;
use storefront::product_desk::{ProductChoices, ProductForm, SpecRow};

use super::place;
use crate::{
    context::FormState,
    islands::suggest_values::SuggestValues,
    parts::{
        choices::{Choice, select, tick_box},
        form::{Field, field},
    },
};

/// Empty rows of the specification beside those that are filled in.
const SPARE: usize = 5;

/// The list of names of specs that are suggested.
const SPEC_NAMES: &str = "spec-names";

/// The list of values that are suggested for the spec at a place.
fn values_id(at: usize) -> String {
    format!("spec-values-{at}")
}

/// What the form is drawn from.
pub(super) struct Sheet<'a> {
    /// What was refused.
    pub(super) form: &'a FormState,
    /// What the fields hold.
    pub(super) now: &'a ProductForm,
    /// What can be chosen.
    pub(super) choices: &'a ProductChoices,
    /// Scheme and host of the shop.
    pub(super) origin: &'a str,
    /// Whether it can be saved by who sees it.
    pub(super) open: bool,
}

/// A field in a row of several, which all have a label of their own that only its row and column show.
pub(super) fn cell(
    form: &FormState,
    name: String,
    label: String,
    value: &str,
    (mode, list): (Option<&'static str>, Option<String>),
) -> AnyView {
    let id = place(&name);
    let error = form.error(&name).map(ToOwned::to_owned);
    let note = format!("{id}-error");
    let invalid = error.is_some().then_some("true");
    let described = error.is_some().then(|| note.clone());
    view! {
        <label class="hidden" for=id.clone()>{label}</label>
        {error.map(|message| view! { <p class="field-error" id=note>{message}</p> })}
        <input id=id name=name r#type="text" inputmode=mode list=list autocomplete="off" value=value.to_owned() aria-invalid=invalid aria-describedby=described/>
    }
    .into_any()
}

pub(super) fn basics(sheet: &Sheet<'_>) -> AnyView {
    let Sheet { form, now, .. } = sheet;
    let plain = |name, label, hint| Field { name, label, hint, ..Field::default() };
    let optional = |name, label, hint| Field { optional: true, ..plain(name, label, hint) };
    let area = |name, label, hint| Field { kind: "area", ..optional(name, label, hint) };
    let states = vec![
        Choice::new("draft", "Draft: shoppers do not see it", ""),
        Choice::new("active", "For sale", ""),
        Choice::new("archived", "Archived: no longer for sale", ""),
    ];
    let classes = vec![
        Choice::new("standard", "Standard", ""),
        Choice::new("reduced", "Reduced", ""),
        Choice::new("zero", "None", ""),
    ];
    view! {
        <section aria-labelledby="basics">
            <h2 id="basics">"Basics"</h2>
            {field(form, plain("title", "Title", ""), &now.title)}
            {field(form, optional("slug", "Address", "The last part of the page's address. Made of the title if empty; a former one leads on to the new one."), &now.slug)}
            {field(form, optional("brand", "Brand", ""), &now.brand)}
            {field(form, optional("summary", "Summary", "One or two sentences of plain text."), &now.summary)}
            {field(form, area("description", "Description", "HTML: paragraphs, lists, headings, links. Scripts and styles are taken out."), &now.description)}
            {field(form, optional("tags", "Tags", "Words that lead to it, with commas between."), &now.tags)}
            {select(form, "tax_class", "Class of tax", "off", classes, &now.tax_class)}
            {tick_box(form, "stock_tracked", "Stock is counted", "Without, it never runs out.", now.stock_tracked)}
            {select(form, "status", "Status", "off", states, &now.status)}
        </section>
    }
    .into_any()
}

/// The tree of categories as boxes.
pub(super) fn categories(sheet: &Sheet<'_>) -> AnyView {
    let Sheet { form, now, choices, .. } = sheet;
    let error = form.error("category").map(ToOwned::to_owned);
    let described = error.is_some().then_some("category-error");
    let boxes: Vec<_> = choices
        .categories
        .iter()
        .map(|category| {
            let value = category.id.to_string();
            let id = format!("category-{value}");
            let ticked = now.categories.contains(&value);
            let depth = format!("choice tree-{}", category.depth.min(4));
            view! {
                <div class=depth>
                    <input id=id.clone() r#type="checkbox" name="category" value=value checked=ticked/>
                    <label for=id>{category.name.clone()}</label>
                </div>
            }
        })
        .collect();
    // What is ticked is not lost while the tree cannot be read.
    let away = choices.categories.is_empty();
    let unseen: Vec<_> = now
        .categories
        .iter()
        .filter(|_| away)
        .map(|id| view! { <input type="hidden" name="category" value=id.clone()/> })
        .collect();
    view! {
        <section aria-labelledby="categories">
            <h2 id="categories">"Categories"</h2>
            <fieldset class="field choices tree" id="category" tabindex="-1" aria-describedby=described>
                <legend>"It is in"</legend>
                {error.map(|message| view! { <p class="field-error" id="category-error">{message}</p> })}
                {boxes}
                {unseen}
            </fieldset>
        </section>
    }
    .into_any()
}

pub(super) fn specs(sheet: &Sheet<'_>) -> AnyView {
    let Sheet { form, now, choices, open, .. } = sheet;
    let filled = now.specs.iter().rposition(|row| *row != SpecRow::default());
    let filled = filled.map_or(0, |last| last + 1);
    let rows: Vec<_> = (0..filled + SPARE)
        .map(|at| {
            let empty = SpecRow::default();
            let row = now.specs.get(at).unwrap_or(&empty);
            let (name, value) = (format!("spec.{at}.name"), format!("spec.{at}.value"));
            let known = choices.specs.iter().position(|spec| spec.name == row.name.trim());
            let (names, values) = (Some(SPEC_NAMES.to_owned()), known.map(values_id));
            let number = at + 1;
            view! {
                <tr>
                    <td class="field">{cell(form, name, format!("Row {number}: name"), &row.name, (None, names))}</td>
                    <td class="field">{cell(form, value, format!("Row {number}: value"), &row.value, (None, values))}</td>
                </tr>
            }
        })
        .collect();
    let options = |texts: Vec<String>| {
        texts.into_iter().map(|text| view! { <option value=text></option> }).collect_view()
    };
    let names = options(choices.specs.iter().map(|spec| spec.name.clone()).collect());
    let values: Vec<_> = choices
        .specs
        .iter()
        .enumerate()
        .map(|(at, spec)| {
            let (name, values) = (spec.name.clone(), options(spec.values.clone()));
            view! { <datalist id=values_id(at) data-spec=name>{values}</datalist> }
        })
        .collect();
    view! {
        <section aria-labelledby="specification">
            <h2 id="specification">"Specification"</h2>
            <p class="quiet">"Shown in this order. Empty rows are left out; save to get more of them."</p>
            <datalist id=SPEC_NAMES>{names}</datalist>
            {values}
            {open.then(|| view! { <SuggestValues/> })}
            <div class="table-scroll" role="region" aria-label="Rows of the specification" tabindex="0">
                <table>
                    <caption class="hidden">"Specification"</caption>
                    <thead><tr><th scope="col">"Name"</th><th scope="col">"Value"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// How often it is paid, for what is sold as a subscription.
pub(super) fn subscription(sheet: &Sheet<'_>) -> AnyView {
    let Sheet { form, now, .. } = sheet;
    let row = now.subscription.clone().unwrap_or_default();
    let months = Field {
        name: "interval",
        label: "Months that one payment covers",
        hint: "Nothing for what is bought once. Of a subscription no units are counted.",
        optional: true,
        ..Field::default()
    };
    let features = Field {
        name: "features",
        label: "What one gets",
        kind: "area",
        hint: "One a line.",
        optional: true,
        ..Field::default()
    };
    view! {
        <section aria-labelledby="subscription">
            <h2 id="subscription">"Subscription"</h2>
            {field(form, months, &row.interval)}
            {field(form, features, &row.features)}
        </section>
    }
    .into_any()
}

/// What search engines are told, and how one would show it.
pub(super) fn seo(sheet: &Sheet<'_>) -> AnyView {
    let Sheet { form, now, origin, .. } = sheet;
    let either = |own: &str, other: &str| {
        let text = if own.trim().is_empty() { other } else { own };
        text.trim().to_owned()
    };
    let title = either(&now.seo_title, &now.title);
    let description = either(&now.seo_description, &now.summary);
    let address = format!("{origin}/p/{}", now.slug);
    let optional =
        |name, label, hint| Field { name, label, hint, optional: true, ..Field::default() };
    let preview = (!title.is_empty()).then(|| {
        view! {
            <div class="seo-preview" role="group" aria-label="As a search engine shows it">
                <p class="seo-title">{title}</p>
                <p class="seo-address">{address}</p>
                <p>{description}</p>
            </div>
        }
    });
    view! {
        <section aria-labelledby="seo">
            <h2 id="seo">"Search engines"</h2>
            {field(form, optional("seo_title", "Title for search engines", "The product's title if empty. About 60 characters are shown."), &now.seo_title)}
            {field(form, optional("seo_description", "Description for search engines", "The summary if empty. About 160 characters are shown."), &now.seo_description)}
            {preview}
        </section>
    }
    .into_any()
}
