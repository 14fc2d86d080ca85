//! What staff hear of reviews.

use axum::http::StatusCode;
use storefront::reviews::ReviewError;

use super::Refused;

impl From<ReviewError> for Refused {
    fn from(error: ReviewError) -> Self {
        let form = Self::form;
        match error {
            ReviewError::Refused(errors) => {
                let errors = errors.into_iter().map(Into::into).collect();
                Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors }
            }
            ReviewError::Changed => form(
                StatusCode::CONFLICT,
                "Its writer changed it, or somebody decided about it meanwhile. Read it again.",
            ),
            ReviewError::NotFound => form(StatusCode::NOT_FOUND, "There is no such review."),
            ReviewError::Forbidden | ReviewError::NotBought | ReviewError::Own => {
                form(StatusCode::FORBIDDEN, "None of your roles allows this.")
            }
            ReviewError::Unavailable => form(
                StatusCode::SERVICE_UNAVAILABLE,
                "This cannot be done just now. Nothing was lost; try again in a moment.",
            ),
        }
    }
}
