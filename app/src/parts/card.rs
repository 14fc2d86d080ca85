//! A product in a list.

use leptos::prelude::*;
use storefront::{
    product::ProductCard,
    stock::{Availability, StockSnapshot},
};

use super::{buy, stars::stars, stock_text};

/// Cards in a grid; pictures of the first `eager` are loaded at once.
pub(crate) fn cards(items: &[ProductCard], stock: &StockSnapshot, eager: usize) -> AnyView {
    let cards: Vec<_> =
        items.iter().enumerate().map(|(place, item)| card(item, stock, place < eager)).collect();
    view! { <div class="cards">{cards}</div> }.into_any()
}

fn card(item: &ProductCard, stock: &StockSnapshot, eager: bool) -> impl IntoView + use<> {
    let availability = best_of(item, stock);
    let picture = item.image.as_ref().map(|image| {
        view! { <img src=image.src(320) srcset=format!("{} 320w, {} 640w", image.src(320), image.src(640)) sizes="(min-width: 40rem) 17rem, 45vw" alt="" width="320" height="320" loading=if eager { "eager" } else { "lazy" }/> }
    });
    view! {
        <article class="card">
            <div class="card-picture">{picture}</div>
            <h3 class="card-title"><a href=format!("/p/{}", item.slug)>{item.title.clone()}</a></h3>
            {(!item.brand.is_empty()).then(|| view! { <p class="card-brand">{item.brand.clone()}</p> })}
            {item.rating.map(stars)}
            <p class=if item.compare_at.is_some() { "price price-reduced" } else { "price" }>
                {item.price_varies.then_some(view! { <span class="price-from">"from "</span> })}
                <span class="price-now">{item.price.to_string()}</span>
                {item.compare_at.map(|before| view! { <s class="price-before"><span class="hidden">"before "</span>{before.to_string()}</s> })}
            </p>
            <p class=stock_text::class(availability)>{stock_text::sentence(availability)}</p>
            {item.options_note.clone().map(|note| view! { <p class="card-note">{note}</p> })}
            {(item.skus.len() == 1 && availability.purchasable()).then(|| buy::add_one(&item.slug, &item.sku, &item.title))}
        </article>
    }
}

/// What the best-stocked variant says.
fn best_of(item: &ProductCard, stock: &StockSnapshot) -> Availability {
    let best = item.skus.iter().max_by_key(|sku| stock.free(sku.as_str())).unwrap_or(&item.sku);
    stock.availability(best.as_str(), item.stock_tracked)
}
