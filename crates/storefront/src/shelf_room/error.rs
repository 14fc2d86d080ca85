//! Why something was not done to shelves.

use crate::staff::StaffError;

/// A field that was refused; the whole form where it is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShelfRefusal {
    /// The field's name in the form.
    pub field: &'static str,
    /// What to do about it, as a sentence.
    pub message: String,
}

impl ShelfRefusal {
    /// A field, refused with a sentence.
    #[must_use]
    pub fn new(field: &'static str, message: impl Into<String>) -> Self {
        Self { field, message: message.into() }
    }
}

/// Why something was not done to shelves.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShelfError {
    /// Fields to put right, in the order of the form.
    #[error("fields were refused")]
    Refused(Vec<ShelfRefusal>),
    /// None of their roles allows it.
    #[error("forbidden")]
    Forbidden,
    /// Somebody else changed it since it was read. Nothing is overwritten.
    #[error("changed by somebody else")]
    Stale,
    /// There is no such thing.
    #[error("not found")]
    NotFound,
    /// The store did not answer. Whether it was done is unknown; it may be asked for again.
    #[error("unavailable")]
    Unavailable,
}

impl ShelfError {
    /// One field, refused.
    #[must_use]
    pub fn refused(field: &'static str, message: impl Into<String>) -> Self {
        Self::Refused(vec![ShelfRefusal::new(field, message)])
    }
}

impl From<StaffError> for ShelfError {
    fn from(error: StaffError) -> Self {
        match error {
            StaffError::Forbidden => Self::Forbidden,
            _ => Self::Unavailable,
        }
    }
}
