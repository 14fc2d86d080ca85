//! Why a form of staff is shown again.

use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use storefront::{
    order_room::OrderRoomError, reviews::ReviewError, staff::StaffError, stock_room::StockError,
};

use crate::http::{
    AppState, account::errors, limits::TooOften, orders as bought, pages, posted::Posted,
};

/// A form that was refused.
pub(super) struct Refused {
    status: StatusCode,
    errors: Vec<app::FormError>,
}

impl Refused {
    /// For the whole form.
    fn form(status: StatusCode, message: &str) -> Self {
        let errors = vec![app::FormError { field: String::new(), message: message.to_owned() }];
        Self { status, errors }
    }

    /// Draws the page at an address again, with what was typed and some values beside. They are left
    /// out when what they name is spent: the page then leads back to the beginning.
    pub(super) async fn answer(
        self,
        state: &AppState,
        visitor: app::Visitor,
        posted: &Posted,
        page: (&'static str, &str),
        values: &[(&str, &str)],
        headers: &HeaderMap,
    ) -> Response {
        let (form, address) = page;
        let mut form = posted.again(form, self.errors);
        let spent = self.status == StatusCode::GONE;
        let values = values.iter().filter(|_| !spent);
        let beside = values.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        form.values.extend(beside);
        pages::refused(state, address, self.status, visitor, form, headers).await
    }
}

impl From<TooOften> for Refused {
    fn from(TooOften(again): TooOften) -> Self {
        Self::form(StatusCode::TOO_MANY_REQUESTS, &again)
    }
}

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
                form(StatusCode::NOT_FOUND, "There is no such member or token any more.")
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

impl From<StockError> for Refused {
    fn from(error: StockError) -> Self {
        let form = Self::form;
        match error {
            StockError::Refused(refusals) => {
                let errors = refusals.into_iter().map(|refusal| app::FormError {
                    field: refusal.field.to_owned(),
                    message: refusal.reason.message(),
                });
                Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors: errors.collect() }
            }
            StockError::Forbidden => form(StatusCode::FORBIDDEN, "None of your roles allows this."),
            StockError::NotFound => {
                form(StatusCode::NOT_FOUND, "There is no such checkout, or no such SKU.")
            }
            StockError::BeingPaid => form(
                StatusCode::CONFLICT,
                "Somebody is paying for this just now. Only how that ends frees or sells the units.",
            ),
            StockError::Paid => {
                form(StatusCode::CONFLICT, "This was paid meanwhile. Its units are sold.")
            }
            StockError::Unavailable => form(
                StatusCode::SERVICE_UNAVAILABLE,
                "This cannot be done just now. Nothing was lost; try again in a moment.",
            ),
        }
    }
}

impl From<ReviewError> for Refused {
    fn from(error: ReviewError) -> Self {
        let form = Self::form;
        match error {
            ReviewError::Refused(errors) => {
                let errors = errors.into_iter().map(Into::into).collect();
                Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors }
            }
            ReviewError::Changed => form(
                StatusCode::CONFLICT,
                "Its writer changed it, or somebody decided about it meanwhile. Read it again.",
            ),
            ReviewError::NotFound => form(StatusCode::NOT_FOUND, "There is no such review."),
            ReviewError::Forbidden | ReviewError::NotBought | ReviewError::Own => {
                form(StatusCode::FORBIDDEN, "None of your roles allows this.")
            }
            ReviewError::Unavailable => form(
                StatusCode::SERVICE_UNAVAILABLE,
                "This cannot be done just now. Nothing was lost; try again in a moment.",
            ),
        }
    }
}

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
