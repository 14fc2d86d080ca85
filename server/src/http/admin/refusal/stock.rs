//! What staff hear of stock.

use axum::http::StatusCode;
use storefront::stock_room::StockError;

use super::Refused;

impl From<StockError> for Refused {
    fn from(error: StockError) -> Self {
        let form = Self::form;
        match error {
            StockError::Refused(refusals) => {
                let errors = refusals.into_iter().map(|refusal| app::FormError {
                    field: refusal.field.to_owned(),
                    message: refusal.reason.message(),
                });
                Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors: errors.collect() }
            }
            StockError::Forbidden => form(StatusCode::FORBIDDEN, "None of your roles allows this."),
            StockError::NotFound => {
                form(StatusCode::NOT_FOUND, "There is no such checkout, or no such SKU.")
            }
            StockError::BeingPaid => form(
                StatusCode::CONFLICT,
                "Somebody is paying for this just now. Only how that ends frees or sells the units.",
            ),
            StockError::Paid => {
                form(StatusCode::CONFLICT, "This was paid meanwhile. Its units are sold.")
            }
            StockError::Unavailable => form(
                StatusCode::SERVICE_UNAVAILABLE,
                "This cannot be done just now. Nothing was lost; try again in a moment.",
            ),
        }
    }
}
