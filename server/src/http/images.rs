//! Pictures in the widths that pages ask for. An address never shows another picture.

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::AppState;

/// `/img/<key>-<width>.webp`
pub(super) async fn get(State(state): State<AppState>, Path(file): Path<String>) -> Response {
    let wanted = file
        .strip_suffix(".webp")
        .and_then(|name| name.split_once('-'))
        .and_then(|(key, width)| Some((key.to_owned(), width.parse::<u32>().ok()?)));
    let Some((key, width)) = wanted else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let pictures = state.pictures;
    let made = tokio::task::spawn_blocking(move || pictures.rendition(&key, width)).await;
    match made {
        Ok(Ok(webp)) => (
            [
                (header::CONTENT_TYPE, "image/webp"),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ],
            axum::body::Bytes::from_owner(webp),
        )
            .into_response(),
        Ok(Err(error)) => {
            tracing::debug!(%error, file, "no such picture");
            StatusCode::NOT_FOUND.into_response()
        }
        Err(error) => {
            tracing::error!(%error, file, "making a picture failed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
