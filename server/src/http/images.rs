//! Pictures in the widths that pages ask for. An address never shows another picture.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use pictures::{PictureError, PictureStore};

use super::AppState;

/// What a file's name asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted<'a> {
    /// `<key>-<width>.webp`, for a page.
    Rendition { key: &'a str, width: u32 },
    /// `<key>-social.png`, for previews of links: many of those who draw them read no WebP.
    Social { key: &'a str },
}

impl<'a> Wanted<'a> {
    fn by(file: &'a str) -> Option<Self> {
        if let Some(key) = file.strip_suffix("-social.png") {
            return Some(Self::Social { key });
        }
        let (key, width) = file.strip_suffix(".webp")?.split_once('-')?;
        Some(Self::Rendition { key, width: width.parse().ok()? })
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Rendition { .. } => "image/webp",
            Self::Social { .. } => "image/png",
        }
    }

    fn make(self, pictures: &PictureStore) -> Result<Arc<[u8]>, PictureError> {
        match self {
            Self::Rendition { key, width } => pictures.rendition(key, width),
            Self::Social { key } => pictures.social(key),
        }
    }
}

/// `/img/<key>-<width>.webp` and `/img/<key>-social.png`
pub(super) async fn get(State(state): State<AppState>, Path(file): Path<String>) -> Response {
    let Some(media_type) = Wanted::by(&file).map(Wanted::media_type) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let (pictures, name) = (state.pictures, file.clone());
    let made = tokio::task::spawn_blocking(move || {
        Wanted::by(&name).ok_or(PictureError::Unknown)?.make(&pictures)
    });
    match made.await {
        Ok(Ok(bytes)) => (
            [
                (header::CONTENT_TYPE, media_type),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ],
            axum::body::Bytes::from_owner(bytes),
        )
            .into_response(),
        Ok(Err(error)) => refused(&error, &file),
        Err(error) => {
            tracing::error!(%error, file, "making a picture failed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// What is not there is not found. What could not be fetched may be there in a moment, and nobody shall
/// keep an answer that says it is not.
fn refused(error: &PictureError, file: &str) -> Response {
    if let PictureError::Shelf(_) = error {
        tracing::warn!(%error, file, "a picture could not be fetched");
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")]).into_response();
    }
    tracing::debug!(%error, file, "no such picture");
    StatusCode::NOT_FOUND.into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_say_what_is_wanted() {
        assert_eq!(Wanted::by("ab-320.webp"), Some(Wanted::Rendition { key: "ab", width: 320 }));
        assert_eq!(Wanted::by("ab-social.png"), Some(Wanted::Social { key: "ab" }));
        for nonsense in ["", "ab", "ab.webp", "ab-x.webp", "ab-320.png", "ab-320"] {
            assert_eq!(Wanted::by(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn a_store_that_is_away_is_not_a_picture_that_is_gone() {
        for (error, status) in [
            (PictureError::Unknown, 404),
            (PictureError::Width, 404),
            (PictureError::Shelf(std::io::Error::other("away")), 503),
        ] {
            assert_eq!(refused(&error, "ab-320.webp").status().as_u16(), status, "{error}");
        }
    }
}
