//! Refusals of the API, as `application/problem+json` with a code that never changes.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use storefront::{
    ShopError, enquiry::FieldError, search::SearchError, search_request::BadParameter,
};
use utoipa::ToSchema;

/// Why a request was refused.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// HTTP status, repeated.
    status: u16,
    /// Stable name of the reason, for programs: `bad_request`, `not_found`, `gone`, `unavailable`, ...
    code: &'static str,
    /// What kind of refusal it is, in a few words.
    title: &'static str,
    /// What was wrong, as a sentence.
    detail: String,
    /// Units that are free, where there are fewer than wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    available: Option<u32>,
    /// Fields that were refused.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldProblem>,
    /// What a program needs beside, by the code: `skus`, `changes`, `missing`, `orderId`, `version`,
    /// `conflicts`.
    #[serde(flatten)]
    #[schema(ignore)]
    more: serde_json::Map<String, serde_json::Value>,
}

/// A field that was refused.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldProblem {
    /// Its name.
    field: String,
    /// What to do about it.
    message: String,
}

impl Problem {
    /// A refusal with a sentence of its own.
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        let title = status.canonical_reason().unwrap_or("Refused");
        Self {
            status: status.as_u16(),
            code,
            title,
            detail: detail.into(),
            available: None,
            errors: Vec::new(),
            more: serde_json::Map::new(),
        }
    }

    /// The same with something beside.
    pub(crate) fn with(mut self, name: impl Into<String>, value: serde_json::Value) -> Self {
        self.more.insert(name.into(), value);
        self
    }

    /// Fields that cannot be what they are.
    pub(crate) fn fields(refused: &[FieldError]) -> Self {
        Self::named_fields(refused.iter().map(|error| (error.field, error.message)))
    }

    /// The same for fields that are not called as they are in forms: each name with its message.
    pub(crate) fn named_fields(
        refused: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let none = Self::new(status, "invalid", "Fields were refused; nothing was entered.");
        let name = |problem: Self, (field, message)| problem.naming(field, message);
        refused.into_iter().fold(none, name)
    }

    /// Fewer units are free than wanted. Nothing was changed.
    pub(crate) fn not_enough_stock(available: u32, detail: impl Into<String>) -> Self {
        let refused = Self::new(StatusCode::CONFLICT, "not_enough_stock", detail);
        Self { available: Some(available), ..refused }
    }

    /// A field that cannot be what it is.
    pub(crate) fn field(field: impl Into<String>, message: impl Into<String>) -> Self {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Self::new(status, "invalid", "A field was refused.").naming(field, message)
    }

    /// The same with a field that it is about.
    pub(crate) fn naming(mut self, field: impl Into<String>, message: impl Into<String>) -> Self {
        self.errors.push(FieldProblem { field: field.into(), message: message.into() });
        self
    }

    /// What is asked cannot be understood.
    pub(crate) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", detail)
    }

    /// There is no such thing.
    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "There is nothing at this address.")
    }

    /// The refusal that a status alone says.
    pub(crate) fn for_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::not_found(),
            StatusCode::FORBIDDEN => {
                Self::new(status, "forbidden", "Whoever asks may not do that.")
            }
            _ => Self::from(ShopError::Unavailable),
        }
    }
}

impl From<BadParameter> for Problem {
    fn from(refused: BadParameter) -> Self {
        Self::bad_request(refused.sentence)
    }
}

impl From<SearchError> for Problem {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::BadCursor => {
                Self::bad_request("The cursor is not one that this shop gave out for this list.")
            }
            SearchError::CursorGone => Self::new(
                StatusCode::GONE,
                "gone",
                "The list has changed since this cursor was given out; begin again without it.",
            ),
            SearchError::Unavailable => Self::from(ShopError::Unavailable),
        }
    }
}

impl From<ShopError> for Problem {
    fn from(error: ShopError) -> Self {
        match error {
            ShopError::NotFound => Self::not_found(),
            ShopError::Gone => {
                Self::new(StatusCode::GONE, "gone", "This product is no longer sold.")
            }
            ShopError::Unavailable => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "unavailable",
                "A part of the shop does not answer just now; try again in a moment.",
            ),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, axum::Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        response
    }
}
