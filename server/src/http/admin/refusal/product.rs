//! What staff hear of a product.

use axum::http::StatusCode;
use storefront::product_desk::ProductError;

use super::Refused;

impl From<ProductError> for Refused {
    fn from(error: ProductError) -> Self {
        let form = Self::form;
        match error {
            ProductError::Refused { refusals, .. } => {
                let errors = refusals.into_iter().map(|refusal| app::FormError {
                    field: refusal.field,
                    message: refusal.message,
                });
                Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors: errors.collect() }
            }
            ProductError::Conflict(_) | ProductError::Stale => form(
                StatusCode::CONFLICT,
                "Somebody else has changed this product meanwhile. Nothing was overwritten: look at \
                 how it stands now, and do it again if it is still to be done.",
            ),
            ProductError::KeyUsed => form(
                StatusCode::UNPROCESSABLE_ENTITY,
                "A product was made of this form already. Look for it in the list, or begin a new \
                 one.",
            ),
            ProductError::Forbidden => {
                form(StatusCode::FORBIDDEN, "None of your roles allows this.")
            }
            ProductError::NotFound => {
                form(StatusCode::NOT_FOUND, "There is no such product or version any more.")
            }
            ProductError::Unavailable => form(
                StatusCode::SERVICE_UNAVAILABLE,
                "This cannot be done just now. Nothing was lost; try again in a moment.",
            ),
        }
    }
}
