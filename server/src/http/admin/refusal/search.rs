//! What staff hear of synonyms and pins.

use axum::http::StatusCode;
use storefront::search_room::SearchRoomError;

use super::Refused;

impl From<SearchRoomError> for Refused {
    fn from(error: SearchRoomError) -> Self {
        let form = Self::form;
        match error {
            SearchRoomError::Refused(refusals) => {
                let errors = refusals.into_iter().map(|refusal| app::FormError {
                    field: refusal.field.to_owned(),
                    message: refusal.message,
                });
                Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors: errors.collect() }
            }
            SearchRoomError::Forbidden => {
                form(StatusCode::FORBIDDEN, "None of your roles allows this.")
            }
            SearchRoomError::Stale => {
                let message = "Somebody else has changed this meanwhile. Nothing was overwritten: \
                               look at how it stands now, and save again if yours is to count.";
                let errors = vec![app::FormError {
                    field: "version".to_owned(),
                    message: message.to_owned(),
                }];
                Self { status: StatusCode::CONFLICT, errors }
            }
            SearchRoomError::NotFound => {
                form(StatusCode::NOT_FOUND, "There is no such thing any more.")
            }
            SearchRoomError::Unavailable => form(
                StatusCode::SERVICE_UNAVAILABLE,
                "This cannot be done just now. Nothing was lost; try again in a moment.",
            ),
        }
    }
}
