//! Putting a product on the wishlist, and taking it off.

use kernel::ProductId;
use leptos::prelude::*;

use super::form::hidden;

/// The button on a product's page; `next` is the page to come back to.
pub(crate) fn wish_button(product: &ProductId, wished: bool, next: &str) -> AnyView {
    let (op, label) =
        if wished { ("remove", "Remove from wishlist") } else { ("add", "Add to wishlist") };
    view! {
        <form class="wish" method="post" action="/wishlist">
            {hidden("product", product.as_str())}
            {hidden("op", op)}
            {hidden("next", next)}
            <button class="button button-quiet">{label}</button>
        </form>
    }
    .into_any()
}

/// The button on a card of the wishlist; without a `next`, the wishlist begins anew.
pub(crate) fn unwish(product: &ProductId, title: &str, next: Option<String>) -> AnyView {
    view! {
        <form class="card-add" method="post" action="/wishlist">
            {hidden("product", product.as_str())}
            {hidden("op", "remove")}
            {next.map(|next| hidden("next", next))}
            <button class="button button-quiet">"Remove"<span class="hidden">" from wishlist: "{title.to_owned()}</span></button>
        </form>
    }
    .into_any()
}
