//! Remembering what somebody looked at, if they allowed that.

use kernel::{AccountId, Slug};
use storefront::catalogue::Found;

use crate::http::AppState;

/// Notes behind the request's back that a product was looked at. Whoever has not allowed it has
/// nothing noted; what fails is not worth a word to the visitor.
pub(in crate::http) fn note(state: &AppState, account: AccountId, slug: Slug) {
    let shop = state.shop.clone();
    tokio::spawn(async move {
        let Ok(Found::Here(product)) = shop.catalogue.product_by_slug(&slug).await else { return };
        if let Err(error) = shop.lists.note_view(&account, &product.id).await {
            tracing::debug!(%error, "a look at a product is not noted");
        }
    });
}
