//! Answers as JSON: for everybody, with a tag, or for one alone.

use axum::{
    Json,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::http::problem::Problem;

/// `body` as JSON for whoever asks and nobody else.
pub(super) fn private(status: StatusCode, body: impl Serialize) -> Response {
    (status, [(header::CACHE_CONTROL, "private, no-store")], Json(body)).into_response()
}

/// `body` as JSON with a tag of its content, or 304 when the client has it already. `max_age` is
/// in seconds.
pub(super) fn tagged(request: &HeaderMap, max_age: u32, body: &impl Serialize) -> Response {
    let Ok(bytes) = serde_json::to_vec(body) else {
        return Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "The answer could not be written.",
        )
        .into_response();
    };
    let digest = Sha256::digest(&bytes);
    let tag = format!("\"{}\"", kernel::hex(&digest[..12]));
    let known = request.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let fresh = known.is_some_and(|tags| {
        tags.split(',').any(|known| known.trim().trim_start_matches("W/") == tag)
    });
    let value =
        |text: String| HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("no-store"));
    let headers = [
        (header::ETAG, value(tag)),
        (header::CACHE_CONTROL, value(format!("public, max-age={max_age}"))),
    ];
    if fresh {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, [(header::CONTENT_TYPE, "application/json")], bytes).into_response()
}
