//! What staff hear of settings and texts.

use axum::http::StatusCode;
use storefront::settings_room::SettingsError;

use super::Refused;

impl From<SettingsError> for Refused {
    fn from(error: SettingsError) -> Self {
        let form = Self::form;
        match error {
            SettingsError::Refused(errors) => {
                let errors = errors.into_iter().map(Into::into).collect();
                Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors }
            }
            SettingsError::Forbidden => {
                form(StatusCode::FORBIDDEN, "None of your roles allows this.")
            }
            SettingsError::Stale => {
                let message = "Somebody else has changed this meanwhile. Nothing was overwritten: \
                               look at how it stands now, and save again if yours is to count.";
                let errors = vec![app::FormError {
                    field: "version".to_owned(),
                    message: message.to_owned(),
                }];
                Self { status: StatusCode::CONFLICT, errors }
            }
            SettingsError::NotFound => {
                form(StatusCode::NOT_FOUND, "There is no such page, or it was never like that.")
            }
            SettingsError::Unavailable => form(
                StatusCode::SERVICE_UNAVAILABLE,
                "This cannot be done just now. Nothing was lost; try again in a moment.",
            ),
        }
    }
}
