//! What staff hear of orders and returns.

use axum::http::StatusCode;
use storefront::{order_room::OrderRoomError, staff::StaffError};

use super::Refused;
use crate::http::orders as bought;

impl From<OrderRoomError> for Refused {
    fn from(error: OrderRoomError) -> Self {
        match error {
            OrderRoomError::Forbidden => StaffError::Forbidden.into(),
            OrderRoomError::Fields(errors) => Self {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                errors: errors.into_iter().map(Into::into).collect(),
            },
            OrderRoomError::Order(refusal) => {
                Self::form(bought::status(refusal), &bought::sentence(refusal))
            }
        }
    }
}
