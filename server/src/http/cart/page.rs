//! `GET /cart`

use axum::{
    extract::{Request, State},
    response::Response,
};

use crate::http::{AppState, pages, visitor::Visitor};

/// The cart of whoever asks.
pub(in crate::http) async fn get(
    State(state): State<AppState>,
    mut visitor: Visitor,
    request: Request,
) -> Response {
    visitor.settled_cart(&state).await;
    let mut page = visitor.for_page(&state).await;
    page.cart_out_of_reach = visitor.cart_is_out_of_reach().await;
    pages::own(&state, request, pages::Context { visitor: page, ..pages::Context::default() }).await
}
