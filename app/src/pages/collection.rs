//! A collection: products that the merchant shows together.

use kernel::Slug;
use leptos::prelude::*;
use storefront::{
    Shop,
    catalogue::Found,
    collections::{CollectionCursor, CollectionPage},
};

use super::{Page, parameter, refusal};
use crate::{
    context::PageRequest,
    parts::{card::cards, crumbs::trail, json_ld},
    respond::moved_to,
};

pub(super) async fn draw(shop: &Shop, request: &PageRequest, slug: &Slug) -> Page {
    let after = parameter(&request.query, "nextCursor").filter(|text| !text.is_empty());
    let after = match after.map(|text| CollectionCursor::parse(&text)).transpose() {
        Ok(after) => after,
        Err(_) => {
            return refusal::bad_request(
                "The page number in the address is not one that this shop gave out. Begin the list again.",
            );
        }
    };
    let found = match shop.collections.page(slug, after.as_ref()).await {
        Ok(Found::Here(found)) => found,
        Ok(Found::MovedTo(slug)) => {
            moved_to(&format!("/collections/{slug}"));
            return Page::new("Moved", ().into_any());
        }
        Err(error) => return refusal::error(error),
    };
    let path = format!("/collections/{slug}");
    let next = found.next.as_ref().map(|next| format!("{path}?nextCursor={}", next.write()));
    let back = after.is_some().then(|| path.clone());
    let stock = shop.stock.snapshot();
    let CollectionPage { name, description, .. } = &found;
    let said = (!description.is_empty()).then(|| view! { <p>{description.clone()}</p> });
    let body = view! {
        {trail(&[], Some(name))}
        <header class="list-head"><h1>{name.clone()}</h1>{said}</header>
        <section class="results" aria-labelledby="products">
            <h2 class="hidden" id="products">"Products"</h2>
            {if found.cards.is_empty() { nothing(after.is_some()) } else { cards(&found.cards, &stock, 4) }}
            {(back.is_some() || next.is_some()).then(|| view! {
                <nav class="paging" aria-label="Pages">
                    {back.map(|href| view! { <a class="button button-quiet" href=href>"Back to the first page"</a> })}
                    {next.map(|href| view! { <a class="button button-quiet" rel="next" href=href>"Next page"</a> })}
                </nav>
            })}
        </section>
    };
    let mut page = Page::new(name.clone(), body.into_any());
    page.description.clone_from(description);
    page.data = Some(json_ld::page(name, &path, &shop.identity().origin));
    page.canonical = Some(path);
    page.unlisted = after.is_some();
    let first = found.cards.first().and_then(|card| card.image.as_ref());
    page.image = first.map(storefront::image::Image::social);
    page
}

fn nothing(later: bool) -> AnyView {
    let sentence =
        if later { "There is nothing more in it." } else { "There is nothing in it just now." };
    view! {
        <div class="empty">
            <p class="empty-head">{sentence}</p>
            <p><a href="/">"Look through the departments"</a></p>
        </div>
    }
    .into_any()
}
