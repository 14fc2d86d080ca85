//! What staff hear of an order that is not taken.

use axum::http::StatusCode;
use storefront::{
    order_taking::{TakeError, TakeRefusal},
    staff::StaffError,
};

use super::Refused;

fn at_fields(status: StatusCode, refusals: Vec<TakeRefusal>) -> Refused {
    let errors = refusals
        .into_iter()
        .map(|TakeRefusal { field, message }| app::FormError { field: field.to_owned(), message });
    Refused { status, errors: errors.collect() }
}

impl From<TakeError> for Refused {
    fn from(error: TakeError) -> Self {
        match error {
            TakeError::Forbidden => StaffError::Forbidden.into(),
            TakeError::Fields(refusals) => at_fields(StatusCode::UNPROCESSABLE_ENTITY, refusals),
            TakeError::SoldOut(refusals) => at_fields(StatusCode::CONFLICT, refusals),
            TakeError::Moved => Self::form(
                StatusCode::CONFLICT,
                "It does not come to what the form showed any more, and nothing was sold. The sums \
                 below are those of now: take the order if that was paid.",
            ),
            TakeError::KeyUsed => Self::form(
                StatusCode::CONFLICT,
                "This form was sent before, and its order was taken: it stands in the list. Begin \
                 anew for another order.",
            ),
            TakeError::Unavailable => Self::form(
                StatusCode::SERVICE_UNAVAILABLE,
                "This cannot be done just now. Send the same form again in a moment: it makes one \
                 order.",
            ),
        }
    }
}
