//! The lines of a cart.

use leptos::prelude::*;
use storefront::{
    cart::{CartLine, Notice},
    stock::{Availability, StockSnapshot},
};

use super::notices;
use crate::{
    context::FormState,
    pages::encode,
    parts::{form::hidden, stock_text},
};

/// What would be bought.
pub(super) fn list(lines: &[CartLine], form: &FormState, stock: &StockSnapshot) -> Option<AnyView> {
    let lines: Vec<_> = lines.iter().map(|line| to_buy(line, form, stock)).collect();
    (!lines.is_empty()).then(|| view! { <ul class="cart-lines">{lines}</ul> }.into_any())
}

/// What is saved for later.
pub(super) fn saved(lines: &[CartLine], stock: &StockSnapshot) -> Option<AnyView> {
    let lines: Vec<_> = lines.iter().map(|line| put_aside(line, stock)).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="cart-saved" aria-labelledby="saved">
                <h2 id="saved">"Saved for later"</h2>
                <ul class="cart-lines">{lines}</ul>
            </section>
        }
        .into_any()
    })
}

fn to_buy(line: &CartLine, form: &FormState, stock: &StockSnapshot) -> AnyView {
    let gone = line.notice.is_some_and(|notice| !notice.purchasable());
    view! {
        <li class=if gone { "cart-line cart-line-gone" } else { "cart-line" }>
            {about(line, stock)}
            <div class="cart-line-deeds">
                {(!gone).then(|| quantity(line, form))}
                <div class="cart-line-buttons">
                    {act("save", "Save for later", line)}
                    {act("remove", "Remove", line)}
                </div>
            </div>
            {line.line_total.filter(|_| !gone).map(|total| view! { <p class="cart-line-total"><span class="hidden">"Together "</span>{total.to_string()}</p> })}
            {notices::of(line)}
        </li>
    }
    .into_any()
}

fn put_aside(line: &CartLine, stock: &StockSnapshot) -> AnyView {
    let gone = line.notice.is_some_and(|notice| !notice.purchasable());
    view! {
        <li class=if gone { "cart-line cart-line-gone" } else { "cart-line" }>
            {about(line, stock)}
            <div class="cart-line-deeds">
                <p class="quiet">"Quantity "{line.quantity.units()}</p>
                <div class="cart-line-buttons">
                    {(!gone).then(|| act("move-back", "Move to cart", line))}
                    {act("remove-saved", "Remove", line)}
                </div>
            </div>
            {notices::explained(line)}
        </li>
    }
    .into_any()
}

/// Picture, title, variant and price.
fn about(line: &CartLine, stock: &StockSnapshot) -> AnyView {
    let picture = line.image.as_ref().map(|image| {
        view! { <img src=image.src(160) alt="" width="96" height="96" loading="lazy"/> }
    });
    let title = match &line.product_slug {
        Some(slug) => {
            let href = format!("/p/{slug}?sku={}", encode(line.sku.as_str()));
            view! { <a href=href>{line.title.clone()}</a> }.into_any()
        }
        None => line.title.clone().into_any(),
    };
    let options: Vec<_> =
        line.options.iter().map(|option| format!("{}: {}", option.axis, option.value)).collect();
    view! {
        <div class="cart-line-picture">{picture}</div>
        <div class="cart-line-about">
            <p class="cart-line-title">{title}</p>
            {(!options.is_empty()).then(|| view! { <p class="quiet">{options.join(", ")}</p> })}
            <p class="cart-line-price">{line.unit_price.to_string()}" each"{line.was.map(|was| view! { <s class="price-before"><span class="hidden">", before "</span>{was.to_string()}</s> })}</p>
            {stock_of(line, stock)}
            {(!line.confirmed).then(|| view! { <p class="quiet">"As last seen; the catalogue does not answer just now."</p> })}
        </div>
    }
    .into_any()
}

/// What the shopper is told about stock without a notice: that few are left, or when there are some
/// again. What never runs out has no entry among the figures.
fn stock_of(line: &CartLine, stock: &StockSnapshot) -> Option<AnyView> {
    let told = match stock.availability(line.sku.as_str(), true) {
        told @ Availability::Low(_) if line.notice.is_none() => told,
        told @ Availability::BackOn(_) if line.notice == Some(Notice::SoldOut) => told,
        _ => return None,
    };
    Some(view! { <p class=stock_text::class(told)>{stock_text::sentence(told)}</p> }.into_any())
}

fn quantity(line: &CartLine, form: &FormState) -> AnyView {
    let id = format!("quantity-{}", line.sku);
    let error = form.error(&id).map(ToOwned::to_owned);
    let typed = if error.is_some() { form.value(&id) } else { line.quantity.units().to_string() };
    let note = format!("{id}-error");
    let invalid = error.is_some().then_some("true");
    let described = error.is_some().then(|| note.clone());
    view! {
        <form class="cart-quantity field" method="post" action="/cart">
            {hidden("op", "set")}
            {hidden("sku", line.sku.as_str())}
            <label for=id.clone()>"Quantity"<span class="hidden">" of "{line.title.clone()}</span></label>
            {error.map(|message| view! { <p class="field-error" id=note>{message}</p> })}
            <div class="field-row">
                <input id=id name="quantity" r#type="text" inputmode="numeric" autocomplete="off" value=typed aria-invalid=invalid aria-describedby=described/>
                <button class="button button-quiet">"Update"</button>
            </div>
        </form>
    }
    .into_any()
}

/// A form of one button.
fn act(op: &'static str, label: &'static str, line: &CartLine) -> AnyView {
    view! {
        <form method="post" action="/cart">
            {hidden("op", op)}
            {hidden("sku", line.sku.as_str())}
            <button class="button-text">{label}<span class="hidden">": "{line.title.clone()}</span></button>
        </form>
    }
    .into_any()
}
