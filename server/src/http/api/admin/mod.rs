//! What programs do behind the counter: the same as staff do there, for API tokens that have the role.

pub(in crate::http) mod notes;
mod order_shapes;
pub(in crate::http) mod orders;
pub(in crate::http) mod products;
pub(in crate::http) mod returns;
pub(in crate::http) mod stock;

use axum::http::{HeaderMap, StatusCode};

use crate::http::problem::Problem;

/// The key under which something is done once, from the header `Idempotency-Key`; empty without one.
fn key(headers: &HeaderMap) -> String {
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok());
    key.unwrap_or_default().to_owned()
}

/// None of the token's roles allows it.
fn forbidden() -> Problem {
    Problem::for_status(StatusCode::FORBIDDEN)
}

/// Only what is known is asked for, so that a misspelt name never reads as "all of them".
fn unknown(name: &str) -> Problem {
    Problem::bad_request(format!("`{name}` is no parameter of this list."))
}
