//! What is answered when a handler breaks or takes too long.

use std::{any::Any, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures::FutureExt;

use super::{page_cache::RenderedPage, problem::Problem, route_table::UPLOADS};

/// How long an answer may take.
const DEADLINE: Duration = Duration::from_secs(15);
/// How long it may take where staff send files, over a slow line.
const SENDING: Duration = Duration::from_secs(30 * 60);

/// The pages for it, drawn at start: what fails later may be the very thing that draws pages.
pub(crate) struct Failures {
    /// Something broke.
    pub(super) broken: RenderedPage,
    /// It took too long.
    pub(super) late: RenderedPage,
}

/// Lets a handler fail without the visitor losing the shop: a page with search, or a problem for
/// programs. A panic is logged with its text and told without it.
pub(super) async fn answer_all(
    State(failures): State<Arc<Failures>>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers().clone();
    let program = request.uri().path().starts_with("/api/");
    let deadline = deadline(&request);
    let handled = AssertUnwindSafe(next.run(request)).catch_unwind();
    match tokio::time::timeout(deadline, handled).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(panic)) => {
            tracing::error!(panic = text_of(&*panic), "a request's handler panicked");
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            tell(&failures.broken, status, program, &headers, "internal", "Something went wrong.")
        }
        Err(_) => {
            tracing::warn!("an answer took longer than {deadline:?}");
            let status = StatusCode::SERVICE_UNAVAILABLE;
            let sentence = "The answer took too long; try again in a moment.";
            tell(&failures.late, status, program, &headers, "unavailable", sentence)
        }
    }
}

/// How long the answer to a request may take.
fn deadline(request: &Request) -> Duration {
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    if *request.method() == Method::POST && UPLOADS.contains(&route) { SENDING } else { DEADLINE }
}

fn tell(
    page: &RenderedPage,
    status: StatusCode,
    program: bool,
    request: &HeaderMap,
    code: &'static str,
    sentence: &str,
) -> Response {
    if program {
        return Problem::new(status, code, sentence).into_response();
    }
    let mut answer = page.answer(request, false);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    answer
}

fn text_of(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no text")
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, middleware::from_fn_with_state, routing::get};
    use tower::ServiceExt;

    use super::*;

    fn page(status: StatusCode, html: &'static str) -> RenderedPage {
        RenderedPage::new(status, HeaderMap::new(), html.into(), 0)
    }

    async fn ask(path: &str) -> (StatusCode, String, String) {
        async fn panics() -> &'static str {
            panic!("secret text")
        }
        async fn hangs() -> &'static str {
            std::future::pending().await
        }
        let failures = Arc::new(Failures {
            broken: page(StatusCode::INTERNAL_SERVER_ERROR, "<h1>Broken</h1>"),
            late: page(StatusCode::SERVICE_UNAVAILABLE, "<h1>Late</h1>"),
        });
        let router = Router::new()
            .route("/panics", get(panics))
            .route("/api/panics", get(panics))
            .route("/hangs", get(hangs))
            .layer(from_fn_with_state(failures, answer_all));
        let request = Request::get(path).body(Body::empty()).expect("a request");
        let answer = router.oneshot(request).await.expect("an answer");
        let status = answer.status();
        let kind = answer.headers()[header::CONTENT_TYPE].to_str().expect("text").to_owned();
        let body = axum::body::to_bytes(answer.into_body(), 10_000).await.expect("a body");
        (status, kind, String::from_utf8(body.to_vec()).expect("text"))
    }

    #[tokio::test(start_paused = true)]
    async fn a_handler_that_fails_is_answered_for() {
        let (status, kind, body) = ask("/panics").await;
        assert_eq!((status.as_u16(), body.as_str()), (500, "<h1>Broken</h1>"));
        assert!(kind.starts_with("text/html"));
        let (status, kind, body) = ask("/api/panics").await;
        assert_eq!((status.as_u16(), kind.as_str()), (500, "application/problem+json"));
        assert!(body.contains("internal") && !body.contains("secret text"));
        let (status, _, body) = ask("/hangs").await;
        assert_eq!((status.as_u16(), body.as_str()), (503, "<h1>Late</h1>"));
    }
}
