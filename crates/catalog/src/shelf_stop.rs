//! Why a transaction about shelves was not committed.

use storefront::shelf_room::ShelfError;

use crate::{store::StoreError, write_errors::Refusal};

/// Why a change was not made.
pub(crate) enum Stop {
    /// It may not be.
    Denied(ShelfError),
    /// Somebody else just wrote the same.
    Again,
    /// MongoDB failed.
    Store(StoreError),
}

impl From<mongodb::error::Error> for Stop {
    fn from(error: mongodb::error::Error) -> Self {
        match Refusal::of(&error) {
            Some(Refusal::Taken("slug")) => Self::Denied(slug_taken()),
            Some(Refusal::Taken(_)) => Self::Again,
            Some(Refusal::Invalid) => {
                tracing::error!(%error, "a shelf was not written");
                Self::Denied(ShelfError::refused("", "This cannot be stored as it is."))
            }
            None => Self::Store(error.into()),
        }
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        error.0.into()
    }
}

/// What is said where something else has an address.
pub(crate) fn slug_taken() -> ShelfError {
    ShelfError::refused("slug", "This address is taken. Enter another.")
}
