//! Whether the process lives, and whether its stores answer.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::AppState;

/// The process answers. Asks no store.
pub(super) async fn live() -> &'static str {
    "alive\n"
}

/// Each store by name. 200 once pages can be shown, also while a store is away that they can do
/// without.
pub(super) async fn ready(State(state): State<AppState>) -> Response {
    let stores = state.readiness.stores().await;
    let serving = state.readiness.serving();
    let status = if serving { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let stores: serde_json::Map<_, _> = stores
        .into_iter()
        .map(|(name, answers)| (name.to_owned(), json!(if answers { "up" } else { "down" })))
        .collect();
    (status, Json(json!({ "serving": serving, "stores": stores }))).into_response()
}
