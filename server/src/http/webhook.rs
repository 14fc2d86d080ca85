//! Messages of the payment provider.

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use storefront::{ShopError, payment::WebhookError};

use super::{AppState, problem::Problem};

/// Headers in which providers sign: Stripe, and the sandbox.
const SIGNATURES: [&str; 2] = ["stripe-signature", "quayside-signature"];

/// `POST /webhooks/payments`: laid into the inbox if the signature is right; the provider is asked
/// later how things stand.
pub(super) async fn post(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let signature = SIGNATURES
        .iter()
        .find_map(|name| headers.get(*name))
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    match state.shop.messages.receive(&body, signature).await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(WebhookError::BadSignature) => {
            let detail = "The message is not signed as the provider signs.";
            Problem::new(StatusCode::FORBIDDEN, "forbidden", detail).into_response()
        }
        Err(WebhookError::Malformed) => {
            let detail = "The message is not understood.";
            Problem::bad_request(detail).into_response()
        }
        Err(WebhookError::Unavailable) => Problem::from(ShopError::Unavailable).into_response(),
    }
}
