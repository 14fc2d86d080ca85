//! Pages: drawn by `app` from the shop's ports, kept for a moment for visitors without a cookie.

use app::{Assets, Failure};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use leptos::context::provide_context;
use storefront::Shop;

use super::{AppState, failures::Failures, page_cache::RenderedPage, respond::RequestId};

/// Larger than any page; a page that long is a defect.
const LARGEST_PAGE: usize = 8 * 1024 * 1024;

/// Any page that is asked for by its address.
pub(super) async fn get(State(state): State<AppState>, request: Request) -> Response {
    let headers = request.headers().clone();
    let shared = !headers.contains_key(header::COOKIE);
    let address = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    let stamp = state.shop.search.stamp();
    let page = if shared {
        let render = render(&state, request, Context::default(), stamp);
        state.pages.page(&address, stamp, render).await
    } else {
        render(&state, request, Context::default(), stamp).await.into()
    };
    page.answer(&headers, shared && page.status.is_success())
}

/// A page that is drawn for each visitor anew, because its form holds a key of its own.
pub(super) async fn get_own(State(state): State<AppState>, request: Request) -> Response {
    let headers = request.headers().clone();
    render(&state, request, Context::default(), 0).await.answer(&headers, false)
}

/// No route matches: the page says so and offers search. For a program, a problem.
pub(super) async fn not_found(State(state): State<AppState>, request: Request) -> Response {
    use axum::response::IntoResponse;
    if request.uri().path().starts_with("/api/") {
        return super::problem::Problem::not_found().into_response();
    }
    let headers = request.headers().clone();
    render(&state, request, Context::default(), 0).await.answer(&headers, false)
}

/// What a page is drawn with, beside its address.
#[derive(Clone, Default)]
pub(super) struct Context {
    /// What was posted and why it was refused; the page is then answered 422.
    pub(super) refused: Option<app::FormState>,
    /// A status that the page answers with unless it sets one.
    pub(super) status: Option<StatusCode>,
    /// Why the page at this address cannot be drawn.
    pub(super) failure: Option<Failure>,
}

/// Draws the page at the request's address.
pub(super) async fn render(
    state: &AppState,
    request: Request,
    context: Context,
    stamp: u64,
) -> RenderedPage {
    draw(&state.shop, &state.files.links, request, context, stamp).await
}

/// The pages for what breaks or takes too long, which need no state that serves yet.
pub(super) async fn failures(shop: &Shop, assets: &Assets) -> Failures {
    let page = async |failure| {
        let context = Context { failure: Some(failure), ..Context::default() };
        draw(shop, assets, Request::new(Body::empty()), context, 0).await
    };
    Failures { broken: page(Failure::Broken).await, late: page(Failure::Late).await }
}

async fn draw(
    shop: &Shop,
    assets: &Assets,
    request: Request,
    context: Context,
    stamp: u64,
) -> RenderedPage {
    let (shop, assets) = (shop.clone(), assets.clone());
    let (parts, _) = request.into_parts();
    let page_request = app::PageRequest {
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        request_id: parts.extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
    };
    let status = context.status;
    let handler = leptos_axum::render_app_async_with_context(
        move || {
            provide_context(shop.clone());
            provide_context(assets.clone());
            provide_context(page_request.clone());
            if let Some(failure) = context.failure {
                provide_context(failure);
            }
            if let Some(refused) = context.refused.clone() {
                provide_context(refused);
            }
        },
        app::shell,
    );
    let (answer, body) = handler(Request::from_parts(parts, Body::empty())).await.into_parts();
    let html = to_bytes(body, LARGEST_PAGE).await.unwrap_or_else(|error| {
        tracing::error!(%error, "a page could not be drawn to its end");
        Bytes::new()
    });
    let html = document(&html);
    let mut headers = HeaderMap::new();
    for name in [header::LOCATION, header::RETRY_AFTER] {
        if let Some(value) = answer.headers.get(&name) {
            headers.insert(name, value.clone());
        }
    }
    RenderedPage::new(status.unwrap_or(answer.status), headers, html, stamp)
}

/// The document without the scripts that leptos writes after it: they hand over data of resources,
/// which no page has, and carry a nonce that would change the page's tag with every drawing.
fn document(html: &Bytes) -> Bytes {
    const END: &[u8] = b"</html>";
    let end = html.windows(END.len()).rposition(|window| window == END);
    end.map_or_else(|| html.clone(), |at| html.slice(..at + END.len()))
}
