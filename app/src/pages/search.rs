//! The results of a search.

use leptos::prelude::*;
use storefront::Shop;

use super::{Page, list, parameters, refusal};
use crate::context::PageRequest;

pub(super) async fn draw(shop: &Shop, request: &PageRequest) -> Page {
    let asked = match list::parse(&parameters(&request.query)) {
        Ok(asked) => asked,
        Err(refused) => {
            let mut page = refusal::bad_request(&refused.sentence);
            page.title = "Search".to_owned();
            return page;
        }
    };
    let listing = match list::draw(shop, "/search", &asked, &asked, None).await {
        Ok(listing) => listing,
        Err(page) => return *page,
    };
    let heading = if asked.query.is_empty() {
        "Everything in the shop".to_owned()
    } else {
        format!("Results for “{}”", asked.query)
    };
    let body = view! {
        <header class="list-head"><h1>{heading.clone()}</h1></header>
        {listing}
    };
    let mut page = Page::new(heading, body.into_any());
    page.description = format!("Search {}.", shop.identity().name);
    page.unlisted = true;
    page.query = asked.query;
    page
}
