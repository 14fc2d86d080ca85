//! What staff hear of imports.

use axum::http::StatusCode;
use storefront::import_room::ImportRoomError;

use super::Refused;

impl From<ImportRoomError> for Refused {
    fn from(error: ImportRoomError) -> Self {
        let form = Self::form;
        match error {
            ImportRoomError::Refused(refusals) => {
                let errors = refusals.into_iter().map(|refusal| app::FormError {
                    field: refusal.field,
                    message: refusal.message,
                });
                Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors: errors.collect() }
            }
            ImportRoomError::Forbidden => {
                form(StatusCode::FORBIDDEN, "None of your roles allows this.")
            }
            ImportRoomError::Stale => {
                let message = "Somebody else has gone on with this import meanwhile. Nothing was \
                               overwritten: look at how it stands now.";
                let errors = vec![app::FormError {
                    field: "version".to_owned(),
                    message: message.to_owned(),
                }];
                Self { status: StatusCode::CONFLICT, errors }
            }
            ImportRoomError::NotFound => form(
                StatusCode::NOT_FOUND,
                "There is no such import, or its file was deleted. Upload it again.",
            ),
            ImportRoomError::Unavailable => form(
                StatusCode::SERVICE_UNAVAILABLE,
                "This cannot be done just now. Nothing was lost; try again in a moment.",
            ),
        }
    }
}
