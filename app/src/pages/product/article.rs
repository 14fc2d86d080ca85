//! A product as its page shows it, on the page itself and in a preview.

use std::sync::Arc;

use leptos::prelude::*;
use storefront::{
    Shop,
    product::{Product, Variant},
    stock::StockSnapshot,
};

use crate::{
    context::{FormState, PageRequest},
    islands::gallery::Gallery,
    pages::{encode, parameter},
    parts::{buy, stars::stars, stock_text},
};

/// Whether the page offers to buy.
pub(super) enum Buying<'a> {
    /// With what was typed before it was refused.
    Offered(Option<&'a FormState>),
    /// The button is only shown.
    Shown,
}

/// How a product is shown.
pub(super) struct Shown<'a> {
    pub(super) stock: &'a StockSnapshot,
    /// What delivery costs and how long it takes.
    pub(super) delivery: &'a str,
    /// Whether tax is in the price.
    pub(super) tax: &'static str,
    /// The picture that was asked for.
    pub(super) picture: Option<usize>,
    /// The page's address, to which parameters are added.
    pub(super) address: &'a str,
    pub(super) buying: Buying<'a>,
}

/// A product as its page at `address` would show it, which need not be there for shoppers. Nothing
/// without a variant.
pub(in crate::pages) fn preview(
    shop: &Shop,
    request: &PageRequest,
    product: &Arc<Product>,
    address: &str,
) -> Option<AnyView> {
    let sku = parameter(&request.query, "sku");
    let picture = parameter(&request.query, "image");
    let variant = product.variant(sku.as_deref())?;
    let identity = shop.identity();
    let shown = Shown {
        stock: &shop.stock.snapshot(),
        delivery: &identity.delivery_note,
        tax: shop.front.tax_basis().note(),
        picture: picture.and_then(|number| number.parse().ok()),
        address,
        buying: Buying::Shown,
    };
    Some(article(product, variant, &shown, ().into_any()))
}

pub(super) fn article(
    product: &Arc<Product>,
    variant: &Variant,
    shown: &Shown<'_>,
    wish: AnyView,
) -> AnyView {
    view! {
        <article class="product">
            {gallery(product, variant, shown)}
            <div class="product-buy">
                {(!product.brand.is_empty()).then(|| view! { <p class="product-brand"><a href=format!("/search?filter={}", encode(&format!("brand:{}", product.brand)))>{product.brand.clone()}</a></p> })}
                <h1>{product.title.clone()}</h1>
                {product.rating.map(stars)}
                {(!product.summary.is_empty()).then(|| view! { <p class="product-summary">{product.summary.clone()}</p> })}
                {price(variant, shown.tax)}
                {variants(product, variant, shown)}
                {buy_facts(product, variant, shown)}
                {wish}
            </div>
            <div class="product-about">
                {(!product.description_html.is_empty()).then(|| view! { <section class="prose" aria-labelledby="about"><h2 id="about">"About it"</h2><div inner_html=product.description_html.clone()></div></section> })}
                {specs(product, variant)}
            </div>
        </article>
    }
    .into_any()
}

fn gallery(product: &Arc<Product>, variant: &Variant, shown: &Shown<'_>) -> AnyView {
    let own =
        variant.image.iter().filter(|own| product.images.iter().all(|image| image.key != own.key));
    let pictures: Vec<_> = own.chain(&product.images).cloned().collect();
    // A variant whose picture is among the product's shows that one first.
    let of_variant = variant
        .image
        .as_ref()
        .and_then(|own| product.images.iter().position(|image| image.key == own.key));
    let chosen = shown.picture.or(of_variant).filter(|place| *place < pictures.len()).unwrap_or(0);
    let address = format!("{}?sku={}", shown.address, encode(variant.sku.as_str()));
    if pictures.is_empty() {
        return view! { <div class="gallery gallery-none" aria-hidden="true"></div> }.into_any();
    }
    view! { <Gallery pictures=pictures chosen=chosen address=address/> }.into_any()
}

fn price(variant: &Variant, tax: &'static str) -> AnyView {
    view! {
        <p class=if variant.compare_at.is_some() { "price price-large price-reduced" } else { "price price-large" }>
            <span class="price-now">{variant.price.to_string()}</span>
            {variant.compare_at.map(|before| view! { <s class="price-before"><span class="hidden">"before "</span>{before.to_string()}</s> })}
            <span class="price-note">{tax}</span>
        </p>
    }
    .into_any()
}

/// The choice between variants, one group of links an axis. A link goes to the variant that
/// differs from the present one in that axis alone, or else to the nearest that has the value.
fn variants(product: &Product, chosen: &Variant, shown: &Shown<'_>) -> Option<AnyView> {
    if product.variants.len() < 2 {
        return None;
    }
    let choice = |variant: &Variant, axis: &str| {
        variant.options.iter().find(|option| option.axis == axis).map(|option| option.value.clone())
    };
    let groups: Vec<_> = product
        .axes
        .iter()
        .map(|axis| {
            let mut values: Vec<String> = Vec::new();
            for value in product.variants.iter().filter_map(|variant| choice(variant, axis)) {
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            let links: Vec<_> = values
                .into_iter()
                .filter_map(|value| {
                    let same = |variant: &&Variant| product.axes.iter().filter(|other| *other != axis && choice(variant, other) == choice(chosen, other)).count();
                    let target = product.variants.iter().filter(|variant| choice(variant, axis).as_ref() == Some(&value)).max_by_key(same)?;
                    let current = choice(chosen, axis).as_ref() == Some(&value);
                    let sold_out = !shown.stock.availability(target.sku.as_str(), product.stock_tracked).purchasable();
                    let href = format!("{}?sku={}", shown.address, encode(target.sku.as_str()));
                    Some(view! {
                        <li><a class="option" class:option-out=sold_out href=href aria-current=current.then_some("true")>{value}{sold_out.then(|| view! { <span class="option-note">"Sold out"</span> })}</a></li>
                    })
                })
                .collect();
            let picked = choice(chosen, axis).unwrap_or_default();
            view! { <div class="axis" role="group" aria-label=axis.clone()><p class="axis-name">{axis.clone()}": "<strong>{picked}</strong></p><ul>{links}</ul></div> }
        })
        .collect();
    Some(groups.into_any())
}

fn buy_facts(product: &Product, variant: &Variant, shown: &Shown<'_>) -> AnyView {
    let availability = shown.stock.availability(variant.sku.as_str(), product.stock_tracked);
    let subscription = product.subscription.as_ref().map(|subscription| {
        let months = subscription.interval_months;
        let period = if months == 1 { "one month".to_owned() } else { format!("{months} months") };
        let features: Vec<_> = subscription.features.iter().map(|feature| view! { <li>{feature.clone()}</li> }).collect();
        view! { <div class="facts-subscription"><p>{format!("Charged once, for {period}. Renewal is not offered: it ends by itself.")}</p><ul>{features}</ul></div> }
    });
    let delivery = if product.stock_tracked {
        view! { <p>{shown.delivery.to_owned()}" "<a href="/pages/delivery-and-returns">"Delivery and returns: 30 days"</a></p> }.into_any()
    } else {
        view! { <p>"No delivery charge. "<a href="/pages/delivery-and-returns">"Delivery and returns"</a></p> }.into_any()
    };
    let buying = match shown.buying {
        _ if !availability.purchasable() => None,
        Buying::Offered(form) => Some(buy::add(&product.slug, &variant.sku, form)),
        Buying::Shown => Some(
            view! { <p><button type="button" class="button" disabled>"Add to cart"</button></p> }
                .into_any(),
        ),
    };
    view! {
        <div class="facts">
            <p class=stock_text::class(availability)>{stock_text::sentence(availability)}</p>
            {buying}
            {subscription}
            {delivery}
            <p class="quiet">"SKU "<span class="sku">{variant.sku.to_string()}</span></p>
        </div>
    }
    .into_any()
}

fn specs(product: &Product, variant: &Variant) -> Option<AnyView> {
    let row = |name: String, value: String| view! { <tr><th scope="row">{name}</th><td>{value}</td></tr> };
    let mut rows: Vec<_> =
        product.specs.iter().map(|spec| row(spec.name.clone(), spec.value.clone())).collect();
    if let Some(grams) = variant.weight_grams {
        rows.push(row(
            "Weight with packaging".to_owned(),
            if grams < 1000 {
                format!("{grams} g")
            } else {
                format!("{}.{:02} kg", grams / 1000, grams % 1000 / 10)
            },
        ));
    }
    if !variant.barcodes.is_empty() {
        rows.push(row("EAN".to_owned(), variant.barcodes.join(", ")));
    }
    (!rows.is_empty()).then(|| {
        view! { <section class="specs" aria-labelledby="specs"><h2 id="specs">"Specification"</h2><table><tbody>{rows}</tbody></table></section> }.into_any()
    })
}
