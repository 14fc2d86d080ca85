//! Why something was not done to settings or texts.

use crate::{enquiry::FieldError, staff::StaffError};

/// Why something was not done to settings or texts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// Fields to put right, in the order of the form.
    #[error("fields were refused")]
    Refused(Vec<FieldError>),
    /// None of their roles allows it.
    #[error("forbidden")]
    Forbidden,
    /// Somebody else changed it since it was read. Nothing is overwritten.
    #[error("changed by somebody else")]
    Stale,
    /// There is no such page, or it was never at this version.
    #[error("not found")]
    NotFound,
    /// The store did not answer. Whether it was done is unknown; it may be asked for again.
    #[error("unavailable")]
    Unavailable,
}

impl SettingsError {
    /// One field, refused.
    #[must_use]
    pub fn refused(field: &'static str, message: &'static str) -> Self {
        Self::Refused(vec![FieldError { field, message }])
    }
}

impl From<StaffError> for SettingsError {
    fn from(error: StaffError) -> Self {
        match error {
            StaffError::Forbidden => Self::Forbidden,
            _ => Self::Unavailable,
        }
    }
}
