//! Where a person is signed in.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use storefront::{ShopError, sessions::SessionHandle};

use super::Refused;
use crate::http::{AppState, posted::Posted, visitor::Shopper};

const PAGE: (&str, &str) = ("sessions", "/account/sessions");

/// `POST /account/sessions/{handle}/end`
pub(in crate::http) async fn end(
    State(state): State<AppState>,
    shopper: Shopper,
    Path(handle): Path<String>,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let ended = match SessionHandle::parse(handle) {
        Ok(handle) => state.shop.sessions.revoke(&shopper.account, &handle).await,
        Err(_) => Err(ShopError::NotFound),
    };
    match ended {
        Ok(()) => Redirect::to("/account/sessions?done=ended").into_response(),
        Err(error) => {
            let refused = Refused::from(error);
            refused.answer(&state, &shopper.visitor, &posted, PAGE, &headers).await
        }
    }
}

/// `POST /account/sessions/end-others`
pub(in crate::http) async fn end_others(
    State(state): State<AppState>,
    shopper: Shopper,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    match state.shop.sessions.revoke_others(&shopper.account, &shopper.handle).await {
        Ok(_) => Redirect::to("/account/sessions?done=ended-others").into_response(),
        Err(error) => {
            let refused = Refused::from(error);
            refused.answer(&state, &shopper.visitor, &posted, PAGE, &headers).await
        }
    }
}
