//! What staff hear of customers.

use axum::http::StatusCode;
use storefront::{
    customer_room::{CustomerError, CustomerRefusal},
    staff::StaffError,
};

use super::Refused;

impl From<CustomerError> for Refused {
    fn from(error: CustomerError) -> Self {
        match error {
            CustomerError::Forbidden => StaffError::Forbidden.into(),
            CustomerError::NotFound => {
                Self::form(StatusCode::NOT_FOUND, "There is no such account any more.")
            }
            CustomerError::Refused(CustomerRefusal::AlreadyVerified) => {
                Self::form(StatusCode::CONFLICT, CustomerRefusal::AlreadyVerified.message())
            }
            CustomerError::Refused(refusal) => {
                Self::form(StatusCode::UNPROCESSABLE_ENTITY, refusal.message())
            }
            CustomerError::Unavailable => StaffError::Unavailable.into(),
        }
    }
}
