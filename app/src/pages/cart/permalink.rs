//! A link that adds: it asks first, and its form adds.

use kernel::{Quantity, Sku};
use leptos::prelude::*;
use storefront::{Shop, ShopError};

use crate::{
    context::{PageRequest, Visitor},
    pages::{Page, encode, parameter, refusal},
    parts::{form::hidden, stock_text},
};

pub(super) async fn draw(shop: &Shop, request: &PageRequest) -> Page {
    let key = use_context::<Visitor>().map(|visitor| visitor.form_key).unwrap_or_default();
    let Some(Ok(sku)) = parameter(&request.query, "sku").map(Sku::parse) else {
        return refusal::bad_request("The link names nothing that is sold here.");
    };
    let wanted = parameter(&request.query, "quantity").unwrap_or_else(|| "1".to_owned());
    let Ok(quantity) = Quantity::parse(&wanted) else {
        return refusal::bad_request("The link asks for a quantity that is none: it is 1 to 99.");
    };
    let offers = match shop.catalogue.offers(std::slice::from_ref(&sku)).await {
        Ok(offers) => offers,
        Err(error) => return refusal::error(error),
    };
    let Some(offer) = offers.get(&sku) else {
        return refusal::error(ShopError::Gone);
    };
    let availability = shop.stock.snapshot().availability(sku.as_str(), offer.stock_tracked);
    let href = format!("/p/{}?sku={}", offer.slug, encode(sku.as_str()));
    let options: Vec<_> = offer
        .variant
        .options
        .iter()
        .map(|option| format!("{}: {}", option.axis, option.value))
        .collect();
    let body = view! {
        <section class="panel">
            <h1>"Add this to your cart?"</h1>
            <p class="cart-line-title"><a href=href>{offer.title.clone()}</a></p>
            {(!options.is_empty()).then(|| view! { <p class="quiet">{options.join(", ")}</p> })}
            <p>{quantity.units()}" × "{offer.variant.price.to_string()}</p>
            <p class=stock_text::class(availability)>{stock_text::sentence(availability)}</p>
            {availability.purchasable().then(|| view! {
                <form method="post" action="/cart">
                    {hidden("op", "add")}
                    {hidden("slug", offer.slug.as_str())}
                    {hidden("sku", sku.as_str())}
                    {hidden("quantity", quantity.units().to_string())}
                    {(!key.is_empty()).then(|| hidden("key", format!("{key}-link")))}
                    <button class="button">"Add to cart"</button>
                </form>
            })}
            <p><a href="/">"No, go to the shop"</a></p>
        </section>
    };
    let mut page = Page::new("Add to cart", body.into_any());
    page.unlisted = true;
    page
}
