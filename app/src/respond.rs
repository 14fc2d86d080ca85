//! The one place where a page sets its status or sends the browser on.

use http::{HeaderValue, StatusCode, header};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// Sets the status of the answer that is being drawn.
pub(crate) fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// Sends the browser on for good.
pub(crate) fn moved_to(path: &str) {
    if let (Some(response), Ok(location)) =
        (use_context::<ResponseOptions>(), HeaderValue::from_str(path))
    {
        response.set_status(StatusCode::PERMANENT_REDIRECT);
        response.insert_header(header::LOCATION, location);
    }
}
