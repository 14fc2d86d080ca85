//! What MongoDB's errors mean to a writer.

use mongodb::error::{Error, ErrorKind, TRANSIENT_TRANSACTION_ERROR, WriteFailure};

use crate::store::StoreError;

/// A value that something else has, though only one may.
const DUPLICATE: i32 = 11_000;
/// A document that the validator refuses.
const INVALID: i32 = 121;

/// Why one document was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Something else has its slug, SKU, external id or id: the field's name.
    Taken(&'static str),
    /// The validator refused it.
    Invalid,
}

impl Refusal {
    /// Reads a write error of the server; `None` when the document itself is not to blame.
    pub(crate) fn read(code: i32, message: &str) -> Option<Self> {
        match code {
            DUPLICATE => Some(Self::Taken(duplicate_field(message))),
            INVALID => Some(Self::Invalid),
            _ => None,
        }
    }

    pub(crate) fn of(error: &Error) -> Option<Self> {
        match error.kind.as_ref() {
            ErrorKind::Write(WriteFailure::WriteError(error)) => {
                Self::read(error.code, &error.message)
            }
            ErrorKind::Command(error) => Self::read(error.code, &error.message),
            ErrorKind::InsertMany(error) => error
                .write_errors
                .iter()
                .flatten()
                .find_map(|error| Self::read(error.code, &error.message)),
            _ => None,
        }
    }
}

/// The server names the index in its message and nowhere else that all versions agree on.
fn duplicate_field(message: &str) -> &'static str {
    if message.contains("sku") {
        "SKU"
    } else if message.contains("external_id") {
        "external id"
    } else if message.contains("slug") {
        "slug"
    } else {
        "id"
    }
}

impl StoreError {
    /// Whether the same transaction may succeed when it is tried again.
    pub(crate) fn is_transient(&self) -> bool {
        self.0.contains_label(TRANSIENT_TRANSACTION_ERROR)
    }
}
