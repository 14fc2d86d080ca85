//! Putting products on the wishlist and taking them off.

use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use kernel::ProductId;

use super::Refused;
use crate::http::{
    AppState, next,
    posted::Posted,
    visitor::{Shopper, Visitor},
};

/// `POST /wishlist`. A guest is asked to sign in, and comes back to where the button was.
pub(in crate::http) async fn post(
    State(state): State<AppState>,
    visitor: Visitor,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let back = next::local(posted.text("next"));
    let Some(shopper) = Shopper::of(visitor) else {
        let back = app::encode(back.unwrap_or("/account/wishlist"));
        return Redirect::to(&format!("/sign-in?next={back}")).into_response();
    };
    match change(&state, &shopper, &posted).await {
        Ok(word) => {
            let list = format!("/account/wishlist?done={word}");
            Redirect::to(back.unwrap_or(&list)).into_response()
        }
        Err(refused) => {
            let page = ("wishlist", "/account/wishlist");
            refused.answer(&state, &shopper.visitor, &posted, page, &headers).await
        }
    }
}

async fn change(
    state: &AppState,
    shopper: &Shopper,
    posted: &Posted,
) -> Result<&'static str, Refused> {
    let product = ProductId::parse(posted.text("product"))
        .map_err(|_| Refused::field("", "The form names no product."))?;
    let lists = &state.shop.lists;
    match posted.text("op") {
        "add" => {
            lists.wish(&shopper.account, &product).await?;
            Ok("added")
        }
        "remove" => {
            lists.unwish(&shopper.account, &product).await?;
            Ok("removed")
        }
        _ => Err(Refused::field("", "The form asks for nothing that a wishlist can do.")),
    }
}
