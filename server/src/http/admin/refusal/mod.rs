//! Why a form of staff is shown again: one file for the errors of each room.

mod customers;
mod goods;
mod imports;
mod offers;
mod orders;
mod pictures;
mod product;
mod reviews;
mod search;
mod settings;
mod shelves;
mod staff;
mod stock;
mod taking;

use crate::http::{AppState, limits::TooOften, pages, posted::Posted};
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
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

    /// For a form that was only looked at: nothing is wrong with it.
    pub(super) fn nothing() -> Self {
        Self { status: StatusCode::OK, errors: Vec::new() }
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
