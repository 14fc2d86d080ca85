//! Why something was not done about an import.

use crate::staff::StaffError;

/// A field that was refused; the whole form where it is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRefusal {
    /// The field's name in the form.
    pub field: String,
    /// What to do about it, as a sentence.
    pub message: String,
}

impl ImportRefusal {
    /// A field, refused with a sentence.
    #[must_use]
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// Why something was not done about an import.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportRoomError {
    /// Fields to put right, in the order of the form.
    #[error("fields were refused")]
    Refused(Vec<ImportRefusal>),
    /// None of their roles allows it.
    #[error("forbidden")]
    Forbidden,
    /// It stands otherwise since it was read. Nothing is overwritten.
    #[error("it stands otherwise by now")]
    Stale,
    /// There is no such run, or its file was deleted.
    #[error("not found")]
    NotFound,
    /// The store did not answer. Whether it was done is unknown; it may be asked for again.
    #[error("unavailable")]
    Unavailable,
}

impl ImportRoomError {
    /// One field, refused.
    #[must_use]
    pub fn refused(field: &str, message: impl Into<String>) -> Self {
        Self::Refused(vec![ImportRefusal::new(field, message)])
    }
}

impl From<StaffError> for ImportRoomError {
    fn from(error: StaffError) -> Self {
        match error {
            StaffError::Forbidden => Self::Forbidden,
            _ => Self::Unavailable,
        }
    }
}
