//! The page of a product.

use std::sync::Arc;

use http::StatusCode;
use kernel::Slug;
use leptos::prelude::*;
use storefront::{
    Shop, ShopError,
    catalogue::Found,
    product::{Product, Variant},
    search_request::{SearchRequest, Sort},
    stock::StockSnapshot,
};

use super::{Page, encode, parameters, refusal};
use crate::{
    context::{FormState, PageRequest, Visitor},
    islands::gallery::Gallery,
    parts::{
        buy, card::cards, crumbs::crumbs, form::summary, json_ld, stars::stars, stock_text,
        wish::wish_button,
    },
    respond::{moved_to, set_status},
};

mod review_form;
mod reviews;

/// Products under "More like this".
const RELATED: usize = 5;

pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    visitor: &Visitor,
    form: Option<FormState>,
    slug: &Slug,
) -> Page {
    let (product, whole) = match shop.catalogue.product_by_slug(slug).await {
        Ok(Found::Here(product)) => (product, true),
        Ok(Found::MovedTo(slug)) => {
            moved_to(&format!("/p/{slug}"));
            return Page::new("Moved", ().into_any());
        }
        // The catalogue's store is away: what the index remembers is better than nothing.
        Err(ShopError::Unavailable) => match shop.search.remembered(slug.as_str()).await {
            Ok(Some(product)) => (product, false),
            _ => return refusal::error(ShopError::Unavailable),
        },
        Err(error) => return refusal::error(error),
    };
    let asked = parameters(&request.query);
    let value = |wanted: &str| {
        asked.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    };
    let sku = value("sku");
    let Some(variant) = product.variant(sku) else { return refusal::not_found() };
    if sku.is_some_and(|sku| variant.sku.as_str() != sku) {
        set_status(StatusCode::NOT_FOUND);
    }
    let query = match reviews::query(value("sort"), value("reviews")) {
        Ok(query) => query,
        Err(sentence) => return refusal::bad_request(sentence),
    };
    let said = if whole {
        reviews::ask(shop, visitor, &product, &query).await
    } else {
        reviews::Said::default()
    };
    let around = reviews::Around {
        product: &product,
        sku,
        query: &query,
        signed_in: visitor.account.is_some(),
        done: value("done"),
    };
    let wish = wish(shop, visitor, &product).await;
    let related = related(shop, &product).await;
    let stock = shop.stock.snapshot();
    let picture = value("image").and_then(|number| number.parse::<usize>().ok());
    let identity = shop.identity();
    let body = view! {
        {crumbs(&product.breadcrumbs, Some(&product.title))}
        {(!whole).then(|| view! { <p class="notice" role="status">"Some details are missing just now; price and stock are as last known."</p> })}
        {form.as_ref().and_then(|form| summary(form, |field| reviews::id_of(form, field)))}
        <article class="product">
            {gallery(&product, variant, picture)}
            <div class="product-buy">
                {(!product.brand.is_empty()).then(|| view! { <p class="product-brand"><a href=format!("/search?filter={}", encode(&format!("brand:{}", product.brand)))>{product.brand.clone()}</a></p> })}
                <h1>{product.title.clone()}</h1>
                {product.rating.map(stars)}
                {(!product.summary.is_empty()).then(|| view! { <p class="product-summary">{product.summary.clone()}</p> })}
                {price(variant)}
                {variants(&product, variant, &stock)}
                {buy_facts(&product, variant, &stock, &identity.delivery_note, form.as_ref())}
                {wish}
            </div>
            <div class="product-about">
                {(!product.description_html.is_empty()).then(|| view! { <section class="prose" aria-labelledby="about"><h2 id="about">"About it"</h2><div inner_html=product.description_html.clone()></div></section> })}
                {specs(&product, variant)}
            </div>
        </article>
        {reviews::section(&around, &said, form.as_ref())}
        {related.map(|cards| view! { <section class="shelf"><h2>"More like this"</h2>{cards}</section> })}
    };
    let mut page = Page::new(
        product.seo_title.clone().unwrap_or_else(|| product.title.clone()),
        body.into_any(),
    );
    page.description = product.seo_description.clone().unwrap_or_else(|| product.summary.clone());
    page.canonical = Some(format!("/p/{}", product.slug));
    page.image = product.images.first().map(storefront::image::Image::social);
    page.kind = "product";
    page.data = Some(json_ld::product(&product, &stock, &identity.origin));
    page
}

/// Puts it on the wishlist, or takes it off. A guest is asked to sign in and comes back here.
async fn wish(shop: &Shop, visitor: &Visitor, product: &Product) -> AnyView {
    let wished = match &visitor.account {
        Some(account) => {
            let wished = shop.lists.wished(account, std::slice::from_ref(&product.id)).await;
            wished.is_ok_and(|wished| !wished.is_empty())
        }
        None => false,
    };
    wish_button(&product.id, wished, &format!("/p/{}", product.slug))
}

/// Others from the same category, best rated first.
async fn related(shop: &Shop, product: &Product) -> Option<AnyView> {
    let category = product.breadcrumbs.last()?;
    let request = SearchRequest::everything(Sort::Rating, RELATED).within(category);
    let found = shop.search.search(&request).await.ok()?;
    let others: Vec<_> = found
        .items
        .iter()
        .filter(|card| card.id != product.id)
        .take(RELATED - 1)
        .cloned()
        .collect();
    (!others.is_empty()).then(|| cards(&others, &shop.stock.snapshot(), 0))
}

fn gallery(product: &Arc<Product>, variant: &Variant, chosen: Option<usize>) -> AnyView {
    let own =
        variant.image.iter().filter(|own| product.images.iter().all(|image| image.key != own.key));
    let pictures: Vec<_> = own.chain(&product.images).cloned().collect();
    // A variant whose picture is among the product's shows that one first.
    let of_variant = variant
        .image
        .as_ref()
        .and_then(|own| product.images.iter().position(|image| image.key == own.key));
    let chosen = chosen.or(of_variant).filter(|place| *place < pictures.len()).unwrap_or(0);
    let address = format!("/p/{}?sku={}", product.slug, encode(variant.sku.as_str()));
    if pictures.is_empty() {
        return view! { <div class="gallery gallery-none" aria-hidden="true"></div> }.into_any();
    }
    view! { <Gallery pictures=pictures chosen=chosen address=address/> }.into_any()
}

fn price(variant: &Variant) -> AnyView {
    view! {
        <p class=if variant.compare_at.is_some() { "price price-large price-reduced" } else { "price price-large" }>
            <span class="price-now">{variant.price.to_string()}</span>
            {variant.compare_at.map(|before| view! { <s class="price-before"><span class="hidden">"before "</span>{before.to_string()}</s> })}
            <span class="price-note">"incl. VAT"</span>
        </p>
    }
    .into_any()
}

/// The choice between variants, one group of links an axis. A link goes to the variant that
/// differs from the present one in that axis alone, or else to the nearest that has the value.
fn variants(product: &Product, chosen: &Variant, stock: &StockSnapshot) -> Option<AnyView> {
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
                    let sold_out = !stock.availability(target.sku.as_str(), product.stock_tracked).purchasable();
                    let href = format!("/p/{}?sku={}", product.slug, encode(target.sku.as_str()));
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

fn buy_facts(
    product: &Product,
    variant: &Variant,
    stock: &StockSnapshot,
    delivery: &str,
    form: Option<&FormState>,
) -> AnyView {
    let availability = stock.availability(variant.sku.as_str(), product.stock_tracked);
    let subscription = product.subscription.as_ref().map(|subscription| {
        let months = subscription.interval_months;
        let period = if months == 1 { "one month".to_owned() } else { format!("{months} months") };
        let features: Vec<_> = subscription.features.iter().map(|feature| view! { <li>{feature.clone()}</li> }).collect();
        view! { <div class="facts-subscription"><p>{format!("Charged once, for {period}. Renewal is not offered: it ends by itself.")}</p><ul>{features}</ul></div> }
    });
    let delivery = if product.stock_tracked {
        view! { <p>{delivery.to_owned()}" "<a href="/pages/delivery-and-returns">"Delivery and returns: 30 days"</a></p> }.into_any()
    } else {
        view! { <p>"No delivery charge. "<a href="/pages/delivery-and-returns">"Delivery and returns"</a></p> }.into_any()
    };
    view! {
        <div class="facts">
            <p class=stock_text::class(availability)>{stock_text::sentence(availability)}</p>
            {availability.purchasable().then(|| buy::add(&product.slug, &variant.sku, form))}
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
