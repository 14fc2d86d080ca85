//! What staff hear of the door and of who is staff.

use axum::http::StatusCode;
use storefront::staff::StaffError;

use super::Refused;
use crate::http::account::errors;

impl From<StaffError> for Refused {
    fn from(error: StaffError) -> Self {
        let form = Self::form;
        match error {
            StaffError::Refused(refusals) => {
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                Self { status, errors: errors(&refusals) }
            }
            StaffError::WrongCredentials => form(
                StatusCode::UNPROCESSABLE_ENTITY,
                "Address and password do not belong to anyone of staff.",
            ),
            StaffError::StepSpent => form(
                StatusCode::GONE,
                "The step between password and code took too long, or was tried too often. Sign in again.",
            ),
            StaffError::Forbidden => form(StatusCode::FORBIDDEN, "None of your roles allows this."),
            StaffError::LastOwner => form(
                StatusCode::CONFLICT,
                "The shop would be left without an owner who can sign in. Make another owner first.",
            ),
            StaffError::NotFound => {
                form(StatusCode::NOT_FOUND, "There is no such member, session or token any more.")
            }
            StaffError::Busy => form(
                StatusCode::SERVICE_UNAVAILABLE,
                "Many people are signing in just now. Try again in a few seconds.",
            ),
            StaffError::Unavailable => form(
                StatusCode::SERVICE_UNAVAILABLE,
                "This cannot be done just now. Nothing was lost; try again in a moment.",
            ),
        }
    }
}
