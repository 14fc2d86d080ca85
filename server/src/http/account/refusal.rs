//! Why a form about an account is shown again.

use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use storefront::{
    ShopError,
    account::{AccountError, Refusal},
    profile::ProfileError,
    reviews::ReviewError,
};

use crate::http::{AppState, limits::TooOften, pages, posted::Posted, visitor::Visitor};

/// A form that was refused.
pub(in crate::http) struct Refused {
    status: StatusCode,
    errors: Vec<app::FormError>,
}

impl Refused {
    /// For one field; for the whole form where that is empty.
    pub(super) fn field(field: &str, message: impl Into<String>) -> Self {
        Self::with_status(StatusCode::UNPROCESSABLE_ENTITY, field, message)
    }

    pub(super) fn with_status(status: StatusCode, field: &str, message: impl Into<String>) -> Self {
        let errors = vec![app::FormError { field: field.to_owned(), message: message.into() }];
        Self { status, errors }
    }

    pub(super) fn fields(errors: impl IntoIterator<Item = impl Into<app::FormError>>) -> Self {
        let errors = errors.into_iter().map(Into::into).collect();
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors }
    }

    fn unavailable() -> Self {
        Self::with_status(
            StatusCode::SERVICE_UNAVAILABLE,
            "",
            "This cannot be done just now. Nothing was lost; try again in a moment.",
        )
    }

    /// Draws the page again.
    pub(super) async fn answer(
        self,
        state: &AppState,
        visitor: &Visitor,
        posted: &Posted,
        page: (&'static str, &str),
        headers: &HeaderMap,
    ) -> Response {
        let visitor = visitor.for_page(state).await;
        self.answer_to(state, visitor, posted, page, headers).await
    }

    /// The same, for a page that is told of its visitor otherwise.
    pub(in crate::http) async fn answer_to(
        self,
        state: &AppState,
        visitor: app::Visitor,
        posted: &Posted,
        page: (&'static str, &str),
        headers: &HeaderMap,
    ) -> Response {
        let (form, address) = page;
        // By this name the page knows that there is no form to send again.
        let form = if self.status == StatusCode::GONE { "spent" } else { form };
        let form = posted.again(form, self.errors);
        pages::refused(state, address, self.status, visitor, form, headers).await
    }
}

impl From<TooOften> for Refused {
    fn from(TooOften(again): TooOften) -> Self {
        Self::with_status(StatusCode::TOO_MANY_REQUESTS, "", again)
    }
}

/// What is wrong with some fields, as a page shows it.
pub(in crate::http) fn errors(refusals: &[Refusal]) -> Vec<app::FormError> {
    refusals
        .iter()
        .map(|refusal| app::FormError {
            field: refusal.field.to_owned(),
            message: refusal.reason.message(),
        })
        .collect()
}

impl From<AccountError> for Refused {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Refused(refusals) => Self::fields(errors(&refusals)),
            AccountError::WrongCredentials => Self::field(
                "",
                "Address and password do not belong together, or the address is not confirmed yet.",
            ),
            AccountError::LinkSpent => Self::with_status(
                StatusCode::GONE,
                "",
                "This link has been used or is too old. Ask for another.",
            ),
            AccountError::MailTaken => Self::with_status(
                StatusCode::GONE,
                "",
                "This address has been confirmed for an account already. Sign in, or choose a new password.",
            ),
            AccountError::NotFound => {
                Self::with_status(StatusCode::NOT_FOUND, "", "There is no such account any more.")
            }
            AccountError::StillStaff => {
                Self::field("", "You are one of staff. An owner has to take your roles first.")
            }
            AccountError::Busy => Self::with_status(
                StatusCode::SERVICE_UNAVAILABLE,
                "",
                "Many people are signing in just now. Try again in a few seconds.",
            ),
            AccountError::Unavailable => Self::unavailable(),
        }
    }
}

impl From<ShopError> for Refused {
    fn from(error: ShopError) -> Self {
        match error {
            ShopError::NotFound | ShopError::Gone => {
                Self::with_status(StatusCode::NOT_FOUND, "", "There is no such thing any more.")
            }
            ShopError::Unavailable => Self::unavailable(),
        }
    }
}

impl From<ReviewError> for Refused {
    fn from(error: ReviewError) -> Self {
        match error {
            ReviewError::Refused(errors) => Self::fields(errors),
            ReviewError::NotBought => Self::with_status(
                StatusCode::FORBIDDEN,
                "",
                "Only who bought this here can write a review of it.",
            ),
            ReviewError::Own => Self::field("", "This is your own review."),
            ReviewError::Changed | ReviewError::NotFound => Self::with_status(
                StatusCode::NOT_FOUND,
                "",
                "This review is not here any more. Its writer may have changed it.",
            ),
            ReviewError::Forbidden => {
                Self::with_status(StatusCode::FORBIDDEN, "", "You may not do this.")
            }
            ReviewError::Unavailable => Self::unavailable(),
        }
    }
}

impl From<ProfileError> for Refused {
    fn from(error: ProfileError) -> Self {
        match error {
            ProfileError::NotFound => {
                Self::with_status(StatusCode::NOT_FOUND, "", "There is no such thing any more.")
            }
            ProfileError::Stale { .. } => Self::with_status(
                StatusCode::CONFLICT,
                "",
                "This was changed elsewhere meanwhile. Look at it again and send it once more.",
            ),
            ProfileError::Full => {
                Self::field("", "You have as many as there may be. Remove one first.")
            }
            ProfileError::MailHeld(_) | ProfileError::Unavailable => Self::unavailable(),
        }
    }
}
