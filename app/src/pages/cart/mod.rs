//! The cart: its page, and the page that a link which adds leads to.

mod lines;
mod notices;
mod permalink;

use leptos::prelude::*;
use storefront::{
    Shop, ShopError,
    cart::{CartError, CartView},
};

use super::{Page, parameter, refusal};
use crate::{
    context::{FormState, PageRequest, Visitor},
    parts::{
        crumbs::crumbs,
        form::{hidden, summary},
    },
};

/// Draws the page at `/cart` and below.
pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    visitor: &Visitor,
    form: Option<FormState>,
    rest: &[&str],
) -> Page {
    match rest {
        [] => cart(shop, request, visitor, form.unwrap_or_default()).await,
        ["add"] => permalink::draw(shop, request).await,
        _ => refusal::not_found(),
    }
}

async fn cart(shop: &Shop, request: &PageRequest, visitor: &Visitor, form: FormState) -> Page {
    let view = match &visitor.cart {
        Some(owner) => match shop.carts.view(owner).await {
            Ok(view) => Some(view),
            // It may be back in a moment, and the page has more to say than that it is not.
            Err(CartError::Unavailable) if visitor.cart_out_of_reach => None,
            Err(_) => return refusal::error(ShopError::Unavailable),
        },
        None => None,
    };
    let added = parameter(&request.query, "added");
    let refused = !form.errors.is_empty();
    let body = view! {
        {crumbs(&[], Some("Your cart"))}
        <h1>"Your cart"</h1>
        <div id="cart" class="cart">
            {summary(&form, ToOwned::to_owned)}
            {visitor.cart_out_of_reach.then(|| view! { <p class="notice notice-warn" role="status">"Your cart cannot be reached just now. Nothing in it is lost. What you add meanwhile is put to it as soon as it is back."</p> })}
            {match &view {
                Some(view) => contents(view, added.as_deref(), &form, shop, &visitor.form_key),
                None => empty(),
            }}
        </div>
    };
    let mut page =
        Page::new(if refused { "Error: Your cart" } else { "Your cart" }, body.into_any());
    page.description = "What you are about to buy.".to_owned();
    page.unlisted = true;
    page
}

fn empty() -> AnyView {
    view! {
        <div class="empty">
            <p>"There is nothing in it yet."</p>
            <p><a class="button" href="/search?sort=rating">"See what others like"</a></p>
        </div>
    }
    .into_any()
}

fn contents(
    view: &CartView,
    added: Option<&str>,
    form: &FormState,
    shop: &Shop,
    key: &str,
) -> AnyView {
    let said = added.and_then(|sku| {
        let line = view.lines.iter().find(|line| line.sku.as_str() == sku)?;
        Some(view! { <p class="notice" role="status">"In your cart now: "<strong>{line.title.clone()}</strong>"."</p> })
    });
    let undo = undo(view, key);
    let told = notices::told(view);
    let stock = shop.stock.snapshot();
    let lines = lines::list(&view.lines, form, &stock);
    let (identity, tax) = (shop.identity(), shop.front.tax_basis().note());
    let saved = lines::saved(&view.saved, &stock);
    view! {
        {said}
        {told}
        {undo}
        {(view.lines.is_empty()).then(empty)}
        {lines}
        {(!view.lines.is_empty()).then(|| total(view, &identity.delivery_note, tax))}
        {saved}
    }
    .into_any()
}

/// What the last removal took, and how it comes back.
fn undo(view: &CartView, key: &str) -> Option<AnyView> {
    if view.undo.is_empty() {
        return None;
    }
    let titles = view.undo.join(", ");
    let token = format!("{key}-undo");
    Some(
        view! {
            <form class="notice notice-undo" method="post" action="/cart">
                <p role="status">"Removed: "<strong>{titles}</strong></p>
                {hidden("op", "undo")}
                {hidden("key", token)}
                <button class="button button-quiet">"Undo"</button>
            </form>
        }
        .into_any(),
    )
}

fn total(view: &CartView, delivery: &str, tax: &'static str) -> AnyView {
    let sum = match view.subtotal {
        Some(sum) => view! { <span class="cart-sum" data-subtotal>{sum.to_string()}</span> }.into_any(),
        None => view! { <span class="cart-sum">"The prices are in several currencies and do not add up."</span> }.into_any(),
    };
    let units = if view.count == 1 { "1 unit".to_owned() } else { format!("{} units", view.count) };
    view! {
        <section class="cart-total" aria-labelledby="sum">
            <h2 id="sum">"Subtotal, "{units}</h2>
            <p>{sum}" "<span class="quiet">{tax}</span></p>
            <p class="quiet">{delivery.to_owned()}" "<a href="/pages/delivery-and-returns">"Delivery and returns"</a></p>
            {view.subtotal.is_some().then(check_out)}
        </section>
    }
    .into_any()
}

/// Holds what is in the cart and goes on to buying it.
fn check_out() -> AnyView {
    view! {
        <form class="cart-checkout" method="post" action="/checkout">
            <button class="button">"Check out"</button>
            <p class="quiet">"From then on we hold these units for you for 5 minutes."</p>
        </form>
    }
    .into_any()
}
