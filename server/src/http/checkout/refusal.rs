//! A form of a checkout that was refused is shown again, with why.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use kernel::CheckoutId;
use storefront::checkout::CheckoutError;

use super::sentences::{self, sentence, status};
use crate::http::{AppState, pages, posted::Posted, visitor::Visitor};

/// Draws the page of a checkout again. `form` is which of its forms, `step` the step it stands on.
pub(super) async fn again(
    state: &AppState,
    visitor: &Visitor,
    id: &CheckoutId,
    (form, step): (&'static str, &str),
    posted: &Posted,
    error: &CheckoutError,
    headers: &HeaderMap,
) -> Response {
    // Somebody works on it, or it is decided: its page tells how it stands.
    if matches!(error, CheckoutError::InProgress(_)) {
        return Redirect::to(&format!("/checkout/{id}")).into_response();
    }
    let view = match visitor.buyer() {
        Some(buyer) => state.shop.checkouts.view(&buyer, id).await.ok(),
        None => None,
    };
    let step = match error {
        CheckoutError::Declined { .. } | CheckoutError::NoCard => "payment",
        CheckoutError::PriceChanged(_) => "review",
        _ => step,
    };
    let errors = match error {
        CheckoutError::Fields(errors) => errors.iter().copied().map(Into::into).collect(),
        other => {
            let field = if matches!(other, CheckoutError::Coupon(_)) { "coupon" } else { "" };
            let message = sentence(other, &sentences::lines(view.as_ref()));
            vec![app::FormError { field: field.to_owned(), message }]
        }
    };
    let page = visitor.for_page(state).await;
    let address = format!("/checkout/{id}?step={step}");
    let form = posted.again(form, errors);
    let mut answer = pages::refused(state, &address, status(error), page, form, headers).await;
    if matches!(error, CheckoutError::Unavailable) {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    answer
}
