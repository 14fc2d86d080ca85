//! The page of a product.

use http::StatusCode;
use kernel::Slug;
use leptos::prelude::*;
use storefront::{
    Shop, ShopError,
    catalogue::Found,
    product::Product,
    search_request::{SearchRequest, Sort},
};

use self::article::{Buying, Shown, article};
use super::{Page, parameters, refusal};
use crate::{
    context::{FormState, PageRequest, Visitor},
    parts::{card::cards, crumbs::crumbs, form::summary, json_ld, wish::wish_button},
    respond::{moved_to, set_status},
};

mod article;
mod review_form;
mod reviews;

pub(super) use article::preview;

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
    let identity = shop.identity();
    let shown = Shown {
        stock: &stock,
        delivery: &identity.delivery_note,
        tax: shop.front.tax_basis().note(),
        picture: value("image").and_then(|number| number.parse::<usize>().ok()),
        address: &format!("/p/{}", product.slug),
        buying: Buying::Offered(form.as_ref()),
    };
    let body = view! {
        {crumbs(&product.breadcrumbs, Some(&product.title))}
        {(!whole).then(|| view! { <p class="notice" role="status">"Some details are missing just now; price and stock are as last known."</p> })}
        {form.as_ref().and_then(|form| summary(form, |field| reviews::id_of(form, field)))}
        {article(&product, variant, &shown, wish)}
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
