//! The form on the contact page.

use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use storefront::enquiry::EnquiryForm;

use super::{AppState, pages, visitor::Visitor};

/// The form as a browser posts it. Whatever else is posted is not looked at.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Posted {
    name: String,
    email: String,
    message: String,
    key: String,
}

/// Keeps a letter and sends the browser on, or shows the page again with what was typed.
pub(super) async fn post(
    State(state): State<AppState>,
    visitor: Visitor,
    headers: HeaderMap,
    form: Result<Form<Posted>, FormRejection>,
) -> Response {
    let Form(posted) = match form {
        Ok(form) => form,
        Err(rejection) => return rejection.into_response(),
    };
    let form = EnquiryForm {
        name: posted.name,
        email: posted.email,
        message: posted.message,
        key: posted.key,
    };
    let (status, errors) = match form.check() {
        Err(errors) => (StatusCode::UNPROCESSABLE_ENTITY, errors),
        Ok(enquiry) => match state.shop.enquiries.submit(enquiry).await {
            Ok(()) => return Redirect::to("/pages/contact?sent=1").into_response(),
            Err(_) => (StatusCode::SERVICE_UNAVAILABLE, vec![NOT_STORED]),
        },
    };
    let refused = app::FormState {
        form: "enquiry",
        values: vec![
            ("name".to_owned(), form.name),
            ("email".to_owned(), form.email),
            ("message".to_owned(), form.message),
            ("key".to_owned(), form.key),
        ],
        errors: errors.into_iter().map(Into::into).collect(),
    };
    let visitor = visitor.for_page(&state).await;
    pages::refused(&state, "/pages/contact", status, visitor, refused, &headers).await
}

const NOT_STORED: storefront::enquiry::FieldError = storefront::enquiry::FieldError {
    field: "message",
    message: "We could not store your message just now. Nothing was lost: send it again in a moment.",
};
