//! Answers that no page or route gives itself: refusals made before or after it.

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderName, HeaderValue, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tower_http::csrf::ProtectionError;
use tracing::Instrument;

use super::problem::Problem;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request, for logs and for the sentence on an error page.
#[derive(Clone, Debug)]
pub(super) struct RequestId(pub(super) String);

/// Gives each request an id, and every line logged under it.
pub(super) async fn with_request_id(mut request: Request, next: Next) -> Response {
    let id = kernel::random_token::<8>();
    // As the table of routes has it: in its place there may be the secret of a link.
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let span = tracing::debug_span!("request", id, method = %request.method(), route);
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).instrument(span).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// A request that another site's page sent.
pub(super) fn cross_site(_: ProtectionError) -> Response {
    Problem::new(StatusCode::FORBIDDEN, "forbidden", "This request came from another site's page.")
        .into_response()
}

/// The path is right and the method is not.
pub(super) async fn method_not_allowed() -> Response {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "This address does not take that method.",
    )
    .into_response()
}
