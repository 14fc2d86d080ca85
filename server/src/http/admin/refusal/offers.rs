//! What staff hear of coupons, delivery and tax.

use axum::http::StatusCode;
use storefront::offer_room::OfferError;

use super::Refused;

impl From<OfferError> for Refused {
    fn from(error: OfferError) -> Self {
        let form = Self::form;
        match error {
            OfferError::Refused(refusals) => {
                let errors = refusals.into_iter().map(|refusal| app::FormError {
                    field: refusal.field.to_owned(),
                    message: refusal.message,
                });
                Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors: errors.collect() }
            }
            OfferError::Forbidden => form(StatusCode::FORBIDDEN, "None of your roles allows this."),
            OfferError::Stale => {
                let message = "Somebody else has changed this meanwhile. Nothing was overwritten: \
                               look at how it stands now, and save again if yours is to count.";
                let errors = vec![app::FormError {
                    field: "version".to_owned(),
                    message: message.to_owned(),
                }];
                Self { status: StatusCode::CONFLICT, errors }
            }
            OfferError::NotFound => form(StatusCode::NOT_FOUND, "There is no such thing any more."),
            OfferError::Unavailable => form(
                StatusCode::SERVICE_UNAVAILABLE,
                "This cannot be done just now. Nothing was lost; try again in a moment.",
            ),
        }
    }
}
