//! The wishlist.

use kernel::AccountId;
use leptos::prelude::*;
use storefront::{
    Shop,
    profile::{MOST_WISHES, Wish, Wished, Wishlist},
};

use super::{super::Page, failures, frame};
use crate::{
    context::{FormState, PageRequest},
    pages::parameter,
    parts::{
        form::{done, summary},
        glimpse::{absent, glimpse},
        wish::unwish,
    },
};

const DONE: [(&str, &str); 2] =
    [("added", "It is on your wishlist."), ("removed", "It is off your wishlist.")];

/// Wishes on one page.
const A_PAGE: usize = 24;

pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    account: &AccountId,
    form: &FormState,
) -> Page {
    let asked = parameter(&request.query, "page").and_then(|page| page.parse::<usize>().ok());
    // A page that no wishlist is long enough for is the last that one could have.
    let page = asked.unwrap_or(1).clamp(1, MOST_WISHES.div_ceil(A_PAGE));
    let list = match shop.lists.wishlist(account, (page - 1) * A_PAGE, A_PAGE).await {
        Ok(list) => list,
        Err(error) => return failures::profile(&error),
    };
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, ToOwned::to_owned)}
        {if list.total == 0 { empty() } else { wishes(&list, page) }}
    };
    frame::own("/account/wishlist", None, form, body.into_any())
}

fn empty() -> AnyView {
    view! {
        <div class="empty">
            <p class="empty-head">"Nothing is put aside yet"</p>
            <p>"\u{201c}Add to wishlist\u{201d} on a product's page puts it here, and it stays for as long as you like."</p>
            <p><a class="button" href="/search?sort=rating">"See what others like"</a></p>
        </div>
    }
    .into_any()
}

fn wishes(list: &Wishlist, page: usize) -> AnyView {
    let count =
        if list.total == 1 { "1 product".to_owned() } else { format!("{} products", list.total) };
    let back = (page > 1).then(|| address(page));
    let cards: Vec<_> = list.wishes.iter().map(|wish| card(wish, back.clone())).collect();
    let more = page * A_PAGE < list.total;
    view! {
        <h2 class="account-count">{count}</h2>
        <div class="cards">{cards}</div>
        {(page > 1 || more).then(|| view! {
            <nav class="paging" aria-label="Pages">
                {(page > 1).then(|| view! { <a class="button button-quiet" rel="prev" href=address(page - 1)>"Newer"</a> })}
                {more.then(|| view! { <a class="button button-quiet" rel="next" href=address(page + 1)>"Older"</a> })}
            </nav>
        })}
    }
    .into_any()
}

fn address(page: usize) -> String {
    if page == 1 {
        "/account/wishlist".to_owned()
    } else {
        format!("/account/wishlist?page={page}")
    }
}

fn card(wish: &Wish, back: Option<String>) -> AnyView {
    let title = match &wish.now {
        Wished::Here(item) => &item.title,
        Wished::NoLongerSold | Wished::Unknown => &wish.title,
    };
    let remove = Some(unwish(&wish.product, title, back));
    match &wish.now {
        Wished::Here(item) => glimpse(item, remove),
        Wished::NoLongerSold => absent(title, "No longer sold", remove),
        Wished::Unknown => absent(title, "Price and picture cannot be shown just now", remove),
    }
}
