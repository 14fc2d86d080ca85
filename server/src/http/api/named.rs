//! What an address of the API names.

use axum::extract::{Path, rejection::PathRejection};

use crate::http::problem::Problem;

/// The one name in an address; nothing is called what no text is.
pub(super) fn named(id: Result<Path<String>, PathRejection>) -> Result<String, Problem> {
    id.map(|Path(id)| id).map_err(|_| Problem::not_found())
}
