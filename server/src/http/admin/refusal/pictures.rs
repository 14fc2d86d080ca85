//! What staff hear of the pictures of products.

use axum::http::StatusCode;
use storefront::picture_room::PictureRoomError;

use super::Refused;

impl From<PictureRoomError> for Refused {
    fn from(error: PictureRoomError) -> Self {
        let form = Self::form;
        match error {
            PictureRoomError::Refused(refusals) => {
                let errors = refusals.into_iter().map(|refusal| app::FormError {
                    field: refusal.field.to_owned(),
                    message: refusal.message,
                });
                Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors: errors.collect() }
            }
            PictureRoomError::Stale => {
                let message = "Somebody else has changed this product meanwhile. Nothing was \
                               overwritten: look at how it stands now, and send yours again if it \
                               is to count.";
                let errors = vec![app::FormError {
                    field: "version".to_owned(),
                    message: message.to_owned(),
                }];
                Self { status: StatusCode::CONFLICT, errors }
            }
            PictureRoomError::InUse => form(
                StatusCode::CONFLICT,
                "The file stays: a product, a variant, a category or the head of every page shows this \
                 picture still.",
            ),
            PictureRoomError::NotFound => {
                form(StatusCode::NOT_FOUND, "There is no such product or picture.")
            }
            PictureRoomError::Forbidden => {
                form(StatusCode::FORBIDDEN, "None of your roles allows this.")
            }
            PictureRoomError::Unavailable => form(
                StatusCode::SERVICE_UNAVAILABLE,
                "This cannot be done just now. Nothing was lost; try again in a moment.",
            ),
        }
    }
}
