//! Putting a product into the cart.

use kernel::{Quantity, Sku, Slug};
use leptos::prelude::*;

use super::form::hidden;
use crate::context::{FormState, Visitor};

/// Hidden fields of a form that adds, and acts once however often it is sent. Pages that many
/// visitors are shown have no key: who has no cart yet gets one a sending.
fn fields(slug: &Slug, sku: &Sku) -> AnyView {
    let key = use_context::<Visitor>().map(|visitor| visitor.form_key).unwrap_or_default();
    // A page has many such forms, and each sending is a sending of one of them.
    let digest = sku
        .as_str()
        .bytes()
        .fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    view! {
        {hidden("op", "add")}
        {hidden("slug", slug.as_str())}
        {hidden("sku", sku.as_str())}
        {(!key.is_empty()).then(|| hidden("key", format!("{key}-{digest:08x}")))}
    }
    .into_any()
}

/// One unit, from a list.
pub(crate) fn add_one(slug: &Slug, sku: &Sku, title: &str) -> AnyView {
    view! {
        <form class="card-add" method="post" action="/cart">
            {fields(slug, sku)}
            {hidden("quantity", "1")}
            <button class="button button-quiet">"Add to cart"<span class="hidden">": "{title.to_owned()}</span></button>
        </form>
    }
    .into_any()
}

/// As many units as are asked for, from the product's own page.
pub(crate) fn add(slug: &Slug, sku: &Sku, form: Option<&FormState>) -> AnyView {
    let typed = form.map(|form| form.value("quantity")).filter(|typed| !typed.is_empty());
    let error = form.and_then(|form| form.error("quantity")).map(ToOwned::to_owned);
    let invalid = error.is_some().then_some("true");
    let described = error.is_some().then_some("quantity-error");
    view! {
        <form class="buy" method="post" action="/cart">
            {fields(slug, sku)}
            <div class="field buy-quantity">
                <label for="quantity">"Quantity"</label>
                {error.map(|message| view! { <p class="field-error" id="quantity-error">{message}</p> })}
                <input id="quantity" name="quantity" r#type="text" inputmode="numeric" autocomplete="off" maxlength="12" value=typed.unwrap_or_else(|| Quantity::ONE.units().to_string()) aria-invalid=invalid aria-describedby=described/>
            </div>
            <button class="button">"Add to cart"</button>
        </form>
    }
    .into_any()
}
