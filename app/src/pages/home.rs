//! The home page: search first, then where to go, then what is new and what is liked.

use leptos::prelude::*;
use storefront::{
    Shop,
    search_request::{SearchRequest, Sort},
};

use super::Page;
use crate::{islands::search_box::SearchBox, parts::card::cards};

/// Products in each row.
const ROW: usize = 8;

pub(super) async fn draw(shop: &Shop) -> Page {
    let newest = shop.search.search(&SearchRequest::everything(Sort::Newest, ROW)).await;
    let best = shop.search.search(&SearchRequest::everything(Sort::Rating, ROW)).await;
    let top = shop.catalogue.top_categories().await.unwrap_or_default();
    let stock = shop.stock.snapshot();
    let row = |title: &'static str,
               link: &'static str,
               found: &Result<std::sync::Arc<storefront::search::SearchPage>, _>| {
        found.as_ref().ok().filter(|page| !page.items.is_empty()).map(|page| {
            view! {
                <section class="shelf">
                    <div class="shelf-head"><h2>{title}</h2><a href=link>"See all"<span class="hidden">" of "{title}</span></a></div>
                    {cards(&page.items, &stock, 0)}
                </section>
            }
        })
    };
    let tiles: Vec<_> = top
        .iter()
        .map(|category| {
            let picture = category.image.as_ref().map(|image| {
                view! { <img src=image.src(320) srcset=image.srcset() sizes="(min-width: 60rem) 17rem, 45vw" alt="" width="320" height="320" loading="lazy"/> }
            });
            let below = category.children.iter().take(3).map(|child| child.name.clone()).collect::<Vec<_>>().join(", ");
            view! {
                <li><a class="berth" href=format!("/c/{}", category.slug)>{picture}<span class="berth-name">{category.name.clone()}</span><span class="berth-below">{below}</span></a></li>
            }
        })
        .collect();
    let rows = (
        row("New arrivals", "/search?sort=newest", &newest),
        row("Best rated", "/search?sort=rating", &best),
    );
    let empty = newest.as_ref().is_ok_and(|page| page.total == 0).then(|| {
        view! { <p class="empty">"The shelves are still empty. Import a catalogue with "<code>"quayside import"</code>"."</p> }
    });
    let tagline = shop.identity().tagline.clone();
    let body = view! {
        <section class="hero">
            <h1>{tagline.clone()}</h1>
            <SearchBox query=String::new() id="q".to_owned()/>
        </section>
        {empty}
        {(!tiles.is_empty()).then(|| view! { <section class="shelf"><h2>"Departments"</h2><ul class="berths">{tiles}</ul></section> })}
        {rows}
    };
    let mut page = Page::new("", body.into_any());
    page.description = tagline;
    page.canonical = Some("/".to_owned());
    page.own_search = true;
    page
}
