//! The page of a checkout, and where one is led from it.

use axum::{
    extract::{Path, Request, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use kernel::CheckoutId;
use storefront::checkout::{CheckoutError, CheckoutState, Submitted};

use super::sentences::{sentence, status};
use crate::http::{AppState, pages, posted::Posted, visitor::Visitor};

/// `GET /checkout`: the one that is under way, or the cart.
pub(in crate::http) async fn running(State(state): State<AppState>, visitor: Visitor) -> Response {
    let running = match visitor.buyer() {
        Some(buyer) => state.shop.checkouts.running(&buyer).await.ok().flatten(),
        None => None,
    };
    let to = running.map_or_else(|| "/cart".to_owned(), |view| format!("/checkout/{}", view.id));
    Redirect::to(&to).into_response()
}

/// `GET /checkout/{id}`
pub(in crate::http) async fn get(
    State(state): State<AppState>,
    Path(id): Path<String>,
    visitor: Visitor,
    request: Request,
) -> Response {
    let (Some(buyer), Ok(id)) = (visitor.buyer(), CheckoutId::parse(id)) else {
        return pages::failed(&state, request, StatusCode::NOT_FOUND).await;
    };
    let view = match state.shop.checkouts.view(&buyer, &id).await {
        Ok(view) => view,
        Err(CheckoutError::NotFound) => {
            return pages::failed(&state, request, StatusCode::NOT_FOUND).await;
        }
        Err(_) => return pages::failed(&state, request, StatusCode::SERVICE_UNAVAILABLE).await,
    };
    let page = visitor.for_page(&state).await;
    let mut context = pages::Context { visitor: page, ..pages::Context::default() };
    match view.state {
        CheckoutState::Completed => {
            if let Some(order) = &view.order {
                return to_order(&state, order);
            }
        }
        CheckoutState::Submitted => match state.shop.checkouts.progress(&buyer, &id).await {
            Ok(Submitted::Paid(order)) => return to_order(&state, &order.id),
            Ok(submitted) => context.submitted = Some(submitted),
            Err(error @ CheckoutError::Declined { .. }) => {
                let headers = request.headers().clone();
                return declined(&state, &visitor, &id, &error, &headers).await;
            }
            // The page says that it is not known.
            Err(_) => {}
        },
        CheckoutState::Open | CheckoutState::Expired | CheckoutState::Cancelled => {}
    }
    pages::own(&state, request, context).await
}

/// To the page of an order that was just placed.
pub(super) fn to_order(state: &AppState, order: &kernel::OrderId) -> Response {
    let link = state.shop.checkouts.order_link(order);
    Redirect::to(&format!("/orders/{}?placed=1", link.reveal())).into_response()
}

/// The page of a checkout whose payment was declined while the shopper was at the bank's.
async fn declined(
    state: &AppState,
    visitor: &Visitor,
    id: &CheckoutId,
    error: &CheckoutError,
    headers: &HeaderMap,
) -> Response {
    let page = visitor.for_page(state).await;
    let errors = vec![app::FormError { field: String::new(), message: sentence(error, &[]) }];
    let form = Posted::default().again("submit", errors);
    let address = format!("/checkout/{id}?step=payment");
    pages::refused(state, &address, status(error), page, form, headers).await
}

/// `GET /checkout/{id}/card`: to the provider's page for a card, and back.
pub(in crate::http) async fn card(
    State(state): State<AppState>,
    Path(id): Path<String>,
    visitor: Visitor,
    request: Request,
) -> Response {
    let (Some(buyer), Ok(id)) = (visitor.buyer(), CheckoutId::parse(id)) else {
        return pages::failed(&state, request, StatusCode::NOT_FOUND).await;
    };
    match state.shop.checkouts.card_page(&buyer, &id).await {
        Ok(url) => Redirect::to(&url).into_response(),
        Err(error) => pages::failed(&state, request, status(&error)).await,
    }
}
