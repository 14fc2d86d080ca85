//! A category: what is in it, and what is below it.

use kernel::Slug;
use leptos::prelude::*;
use storefront::{Shop, catalogue::Found, product::CategoryLink, search_request::SearchRequest};

use super::{Page, list, parameters, refusal};
use crate::{
    context::PageRequest,
    parts::{crumbs::crumbs, json_ld},
    respond::moved_to,
};

pub(super) async fn draw(shop: &Shop, request: &PageRequest, slug: &Slug) -> Page {
    let category = match shop.catalogue.category_by_slug(slug).await {
        Ok(Found::Here(category)) => category,
        Ok(Found::MovedTo(slug)) => {
            moved_to(&format!("/c/{slug}"));
            return Page::new("Moved", ().into_any());
        }
        Err(error) => return refusal::error(error),
    };
    let here = CategoryLink { slug: category.slug.clone(), name: category.name.clone() };
    let asked = match list::parse(&parameters(&request.query)) {
        Ok(asked) => asked,
        Err(refused) => return refusal::bad_request(&refused.sentence),
    };
    let plain = asked.filters.is_empty() && asked.cursor.is_none() && asked.query.is_empty();
    let path = format!("/c/{slug}");
    let within = |asked: &SearchRequest| {
        let mut request = asked.clone();
        // The category of the page itself narrows the list only while none below it is chosen.
        if request.filters.categories.is_empty() {
            request.filters.categories.push(here.slug.as_str().to_owned());
        }
        request
    };
    let listing =
        match list::draw(shop, &path, &asked, &within(&asked), Some(here.slug.as_str())).await {
            Ok(listing) => listing,
            Err(page) => return *page,
        };
    let below: Vec<_> = category
        .children
        .iter()
        .map(|child| view! { <li><a href=format!("/c/{}", child.slug)>{child.name.clone()}</a></li> })
        .collect();
    let mut way = category.ancestors.clone();
    let body = view! {
        {crumbs(&way, Some(&category.name))}
        <header class="list-head"><h1>{category.name.clone()}</h1><p>{category.description.clone()}</p></header>
        {(!below.is_empty()).then(|| view! { <nav class="below" aria-label=format!("Within {}", category.name)><ul>{below}</ul></nav> })}
        {listing}
    };
    way.push(here);
    let mut page = Page::new(category.name.clone(), body.into_any());
    page.description.clone_from(&category.description);
    page.canonical = Some(path);
    page.unlisted = !plain;
    page.data = Some(json_ld::category(&way, &shop.identity().origin));
    page.image = category.image.as_ref().map(storefront::image::Image::social);
    page
}
