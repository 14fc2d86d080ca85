//! What staff hear of categories, collections and brands.

use axum::http::StatusCode;
use storefront::shelf_room::ShelfError;

use super::Refused;

impl From<ShelfError> for Refused {
    fn from(error: ShelfError) -> Self {
        let form = Self::form;
        match error {
            ShelfError::Refused(refusals) => {
                let errors = refusals.into_iter().map(|refusal| app::FormError {
                    field: refusal.field.to_owned(),
                    message: refusal.message,
                });
                Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors: errors.collect() }
            }
            ShelfError::Forbidden => form(StatusCode::FORBIDDEN, "None of your roles allows this."),
            ShelfError::Stale => {
                let message = "Somebody else has changed this meanwhile. Nothing was overwritten: \
                               look at how it stands now, and save again if yours is to count.";
                let errors = vec![app::FormError {
                    field: "version".to_owned(),
                    message: message.to_owned(),
                }];
                Self { status: StatusCode::CONFLICT, errors }
            }
            ShelfError::NotFound => form(StatusCode::NOT_FOUND, "There is no such thing any more."),
            ShelfError::Unavailable => form(
                StatusCode::SERVICE_UNAVAILABLE,
                "This cannot be done just now. Nothing was lost; try again in a moment.",
            ),
        }
    }
}
