//! One product: writing it, showing it to shoppers, what it was.

mod both;
mod fields;
mod grid;
mod history;
mod preview;

use kernel::{CategoryId, ProductId};
use leptos::prelude::*;
use storefront::{
    Shop, ShopError,
    draft::ProductStatus,
    product_desk::{ProductChoices, ProductError, ProductForm, ProductSheet, status_name},
    staff::{Permission, StaffMember},
};

use super::{
    super::{Page, refusal},
    audit, frame,
};
use crate::{
    context::{Failure, FormState, PageRequest, Visitor},
    pages::decode,
    parts::{
        form::{done, hidden, part, summary},
        moment::moment,
    },
};

pub(super) use history::draw as draw_history;
pub(super) use preview::draw as draw_preview;

/// Where products are listed.
const LIST: &str = "/admin/products";
const NEW: &str = "/admin/products/new";

const DONE: [(&str, &str); 8] = [
    ("created", "The product is made."),
    ("changed", "The product is saved."),
    ("published", "The product is for sale."),
    ("archived", "The product is no longer for sale. Its page says so."),
    ("withdrawn", "The product is a draft again. Shoppers do not see it."),
    ("duplicated", "This is the copy. It is a draft until you publish it."),
    ("restored", "The earlier version is written as the newest one."),
    ("before", "It stood like this already. Nothing was done twice."),
];

/// The id of a field by its name: `variant.2.price` is at `variant-2-price`.
fn place(field: &str) -> String {
    field.replace('.', "-")
}

/// What a page about a product says that could not be drawn.
fn failed(error: &ProductError) -> Page {
    match error {
        ProductError::Forbidden => refusal::failed(Failure::Forbidden),
        ProductError::NotFound => refusal::not_found(),
        _ => refusal::error(ShopError::Unavailable),
    }
}

/// The product that an address names.
fn named(text: &str) -> Option<ProductId> {
    ProductId::parse(decode(text)).ok()
}

/// The page of a product.
fn address_of(id: &ProductId) -> String {
    format!("{LIST}/{id}")
}

/// The key of the forms on this page. One that was refused is sent again under its own.
fn key(form: &FormState, visitor: &Visitor) -> String {
    let sent = Some(form.value("key")).filter(|key| !key.is_empty());
    sent.unwrap_or_else(|| visitor.form_key.clone())
}

/// What can be chosen while the store is away.
fn no_choices(shop: &Shop) -> ProductChoices {
    ProductChoices {
        categories: Vec::new(),
        specs: Vec::new(),
        currency: shop.offer_room.currency(),
    }
}

/// The form as it was typed, if it was refused or its grid was made.
fn typed(form: &FormState) -> Option<ProductForm> {
    (!form.values.is_empty()).then(|| ProductForm::read(&form.values))
}

/// Choices for a form that was typed: specs are those of the categories that are ticked in it. What
/// cannot be read just now is only not suggested.
async fn choices_for(
    shop: &Shop,
    member: &StaffMember,
    typed: &ProductForm,
    choices: ProductChoices,
) -> ProductChoices {
    let ticked: Vec<_> =
        typed.categories.iter().filter_map(|id| CategoryId::parse(id).ok()).collect();
    if ticked.is_empty() {
        return choices;
    }
    let specs = shop.product_desk.specs_of(member, &ticked).await;
    ProductChoices { specs: specs.unwrap_or_default(), ..choices }
}

pub(super) async fn draw_new(
    shop: &Shop,
    visitor: &Visitor,
    member: &StaffMember,
    form: &FormState,
) -> Page {
    let choices = match shop.product_desk.choices(member).await {
        Ok(choices) => choices,
        // What was typed is shown again all the same.
        Err(ProductError::Unavailable) if !form.errors.is_empty() => no_choices(shop),
        Err(error) => return failed(&error),
    };
    let typed = typed(form);
    let choices = match &typed {
        Some(typed) => choices_for(shop, member, typed, choices).await,
        None => choices,
    };
    let now = typed.unwrap_or_else(|| ProductForm {
        tax_class: "standard".to_owned(),
        status: status_name(ProductStatus::Draft).to_owned(),
        stock_tracked: true,
        ..ProductForm::default()
    });
    let (hidden, identity) = (hidden("key", key(form, visitor)), shop.identity());
    let origin = identity.origin.as_str();
    let sheet = fields::Sheet { form, now: &now, choices: &choices, origin, open: true };
    let body = view! {
        <p><a href=LIST>"All products"</a></p>
        {summary(form, place)}
        {written(&sheet, NEW, hidden)}
    };
    frame::inside(LIST, "New product", member, form, body.into_any())
}

/// `id` is that of the product as the address has it.
pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    visitor: &Visitor,
    member: &StaffMember,
    form: &FormState,
    id: &str,
) -> Page {
    let Some(id) = named(id) else { return refusal::not_found() };
    let sheet = match shop.product_desk.sheet(member, &id).await {
        Ok(sheet) => Some(sheet),
        Err(ProductError::Unavailable) if !form.errors.is_empty() => None,
        Err(error) => return failed(&error),
    };
    let product_form = part(form, "product");
    let stored = sheet.as_ref().map(|sheet| ProductForm {
        version: sheet.version.to_string(),
        ..ProductForm::of(&sheet.product)
    });
    let choices = sheet.as_ref().map(|sheet| sheet.choices.clone());
    let choices = choices.unwrap_or_else(|| no_choices(shop));
    let typed = typed(&product_form);
    let choices = match &typed {
        Some(typed) => choices_for(shop, member, typed, choices).await,
        None => choices,
    };
    let now = typed.or(stored).unwrap_or_default();
    let may_edit = member.may(Permission::EditCatalogue);
    let action = address_of(&id);
    let version = hidden("version", now.version.clone());
    let identity = shop.identity();
    let written_form = fields::Sheet {
        form: &product_form,
        now: &now,
        choices: &choices,
        origin: identity.origin.as_str(),
        open: may_edit,
    };
    let body = view! {
        <p><a href=LIST>"All products"</a></p>
        {done(&request.query, &DONE)}
        {summary(form, place)}
        {sheet.as_ref().map(|sheet| facts(sheet, &action, audit::of(member, &format!("product {id}"))))}
        {sheet.as_ref().filter(|_| may_edit).map(|sheet| deeds(sheet, &action, &visitor.form_key))}
        {written(&written_form, &action, version)}
    };
    let heading = match &sheet {
        Some(sheet) => sheet.product.title.clone(),
        None => format!("Product {id}"),
    };
    frame::inside(LIST, &heading, member, form, body.into_any())
}

/// The form. `hidden` is what it sends beside what is typed.
fn written(sheet: &fields::Sheet<'_>, action: &str, hidden: AnyView) -> AnyView {
    let made = sheet.form.value("made") == "grid";
    let closed = !sheet.open;
    let save =
        || sheet.open.then(|| view! { <p><button class="button">"Save product"</button></p> });
    view! {
        {made.then(|| view! { <p class="notice" role="status">"The grid is made. Nothing is saved yet: look at it, and save the product."</p> })}
        <form class="sheet" method="post" action=action.to_owned() novalidate>
            <fieldset class="sheet-fields" disabled=closed>
                <legend class="hidden">"The product"</legend>
                {hidden}
                {both::section(sheet.form)}
                {save()}
                {fields::basics(sheet)}
                {fields::categories(sheet)}
                {grid::section(sheet, &format!("{action}/variants"))}
                {fields::specs(sheet)}
                {fields::subscription(sheet)}
                {fields::seo(sheet)}
                {save()}
            </fieldset>
        </form>
    }
    .into_any()
}

/// How a status is called.
const fn word(status: ProductStatus) -> &'static str {
    match status {
        ProductStatus::Draft => "Draft",
        ProductStatus::Active => "For sale",
        ProductStatus::Archived => "Archived",
    }
}

fn facts(sheet: &ProductSheet, action: &str, logged: Option<AnyView>) -> AnyView {
    let product = &sheet.product;
    let shown = product.status == ProductStatus::Active;
    view! {
        <dl class="facts-list">
            <div><dt>"Status"</dt><dd>{word(product.status)}</dd></div>
            <div><dt>"Version"</dt><dd>{sheet.version}</dd></div>
            <div><dt>"Saved"</dt><dd>{moment(sheet.updated_at)}</dd></div>
        </dl>
        <ul class="sheet-links">
            {shown.then(|| view! { <li><a href=format!("/p/{}", product.slug)>"Page in the shop"</a></li> })}
            <li><a href=format!("{action}/preview")>"Preview"</a></li>
            <li><a href=format!("{action}/images")>"Pictures"</a></li>
            <li><a href=format!("{action}/history")>"History"</a></li>
            {logged.map(|link| view! { <li>{link}</li> })}
        </ul>
    }
    .into_any()
}

/// What can be done to a product as a whole.
fn deeds(sheet: &ProductSheet, action: &str, key: &str) -> AnyView {
    let all = [
        (ProductStatus::Active, "Publish"),
        (ProductStatus::Draft, "Make it a draft"),
        (ProductStatus::Archived, "Archive"),
    ];
    let buttons: Vec<_> = all
        .into_iter()
        .filter(|(status, _)| *status != sheet.product.status)
        .map(|(status, label)| {
            view! { <form method="post" action=format!("{action}/status")>{hidden("to", status_name(status))}{hidden("version", sheet.version.to_string())}<button class="button button-quiet">{label}</button></form> }
        })
        .collect();
    view! {
        <div class="sheet-deeds">
            {buttons}
            <form method="post" action=format!("{action}/duplicate")>{hidden("key", key)}<button class="button button-quiet">"Duplicate"</button></form>
        </div>
    }
    .into_any()
}
