//! Pages: drawn by `app` from the shop's ports, kept for a moment for visitors without a cookie.

use app::{Assets, Failure};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{FromRequestParts, Path, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::Slug;
use leptos::context::provide_context;
use storefront::{Shop, checkout::Submitted, sessions::SessionHandle, staff::StaffMember};

use super::{
    AppState, account::viewed, failures::Failures, page_cache::RenderedPage, problem::Problem,
    respond::RequestId, visitor::Visitor,
};

/// Larger than any page; a page that long is a defect.
const LARGEST_PAGE: usize = 8 * 1024 * 1024;

/// Any page that is asked for by its address. A visitor of whom nothing is known is shown what
/// others are shown too.
pub(super) async fn get(State(state): State<AppState>, request: Request) -> Response {
    if Visitor::is_known(request.headers(), &state) {
        return get_own(State(state), request).await;
    }
    let headers = request.headers().clone();
    let address = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    let stamp = state.pages.stamp(state.shop.stamp());
    let render = render(&state, request, Context::default(), stamp);
    let page = state.pages.page(&address, stamp, render).await;
    page.answer(&headers, page.status.is_success())
}

/// The page of a product, which those may want to find again who looked at it.
pub(super) async fn get_product(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    visitor: Visitor,
    request: Request,
) -> Response {
    let answer = get(State(state.clone()), request).await;
    if let (Some(account), Ok(slug), true) =
        (visitor.account(), Slug::parse(slug), answer.status().is_success())
    {
        viewed::note(&state, account.clone(), slug);
    }
    answer
}

/// A page that is drawn for each visitor anew.
pub(super) async fn get_own(State(state): State<AppState>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let visitor = match Visitor::from_request_parts(&mut parts, &state).await {
        Ok(visitor) => visitor.for_page(&state).await,
        Err(refused) => return refused,
    };
    let context = Context { visitor, ..Context::default() };
    own(&state, Request::from_parts(parts, body), context).await
}

/// A page for staff.
pub(super) async fn get_staff(State(state): State<AppState>, request: Request) -> Response {
    let visitor = staff_visitor(&request);
    own(&state, request, Context { visitor, ..Context::default() }).await
}

/// A page that is not told who asks: where that is yet to be said, or is no matter.
pub(super) async fn get_stranger(State(state): State<AppState>, request: Request) -> Response {
    own(&state, request, Context::default()).await
}

/// What a page for staff is told of who asks.
fn staff_visitor(request: &Request) -> app::Visitor {
    let form_key = request.extensions().get::<RequestId>().map(|id| id.0.clone());
    app::Visitor {
        staff: request.extensions().get::<StaffMember>().cloned(),
        session: request.extensions().get::<SessionHandle>().cloned(),
        form_key: form_key.unwrap_or_default(),
        ..app::Visitor::default()
    }
}

/// Draws a page for one visitor alone.
pub(super) async fn own(state: &AppState, request: Request, context: Context) -> Response {
    let headers = request.headers().clone();
    render(state, request, context, 0).await.answer(&headers, false)
}

/// The page that was asked for cannot be shown: it says why. For a program, a problem.
pub(super) async fn failed(state: &AppState, request: Request, status: StatusCode) -> Response {
    if request.uri().path().starts_with("/api/") {
        return Problem::for_status(status).into_response();
    }
    let failure = match status {
        StatusCode::NOT_FOUND => Failure::NotFound,
        StatusCode::FORBIDDEN => Failure::Forbidden,
        StatusCode::SERVICE_UNAVAILABLE => Failure::Late,
        _ => Failure::Broken,
    };
    own(state, request, Context { failure: Some(failure), ..Context::default() }).await
}

/// Draws the next step of a member of staff on the way in.
pub(super) async fn staff_step(
    state: &AppState,
    address: &str,
    visitor: app::Visitor,
    step: app::StaffStep,
    headers: &HeaderMap,
) -> Response {
    let context = Context { visitor, staff_step: Some(step), ..Context::default() };
    own(state, request_for(address, headers), context).await
}

/// Draws the page on which a token was made, with its secret.
pub(super) async fn new_token(
    state: &AppState,
    address: &'static str,
    visitor: app::Visitor,
    token: app::NewToken,
    headers: &HeaderMap,
) -> Response {
    let context = Context { visitor, new_token: Some(token), ..Context::default() };
    own(state, request_for(address, headers), context).await
}

/// A request for another page, from whoever sent these headers.
fn request_for(address: &str, headers: &HeaderMap) -> Request {
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = address.parse().unwrap_or_default();
    *request.headers_mut() = headers.clone();
    request
}

/// Draws the page at an address again, for a form that was refused.
pub(super) async fn refused(
    state: &AppState,
    address: &str,
    status: StatusCode,
    visitor: app::Visitor,
    form: app::FormState,
    headers: &HeaderMap,
) -> Response {
    let context =
        Context { refused: Some(form), status: Some(status), visitor, ..Context::default() };
    own(state, request_for(address, headers), context).await
}

/// Draws the page at an address with what was typed into its form, of which nothing is refused yet.
pub(super) async fn filled_in(
    state: &AppState,
    address: &str,
    visitor: app::Visitor,
    form: app::FormState,
    headers: &HeaderMap,
) -> Response {
    let context = Context { refused: Some(form), visitor, ..Context::default() };
    own(state, request_for(address, headers), context).await
}

/// What was asked for by a form is not there, for this visitor.
pub(super) async fn missing(
    state: &AppState,
    visitor: app::Visitor,
    headers: &HeaderMap,
) -> Response {
    let context = Context { visitor, failure: Some(Failure::NotFound), ..Context::default() };
    own(state, request_for("/", headers), context).await
}

/// No route matches: the page says so and offers search. For a program, a problem.
pub(super) async fn not_found(State(state): State<AppState>, request: Request) -> Response {
    failed(&state, request, StatusCode::NOT_FOUND).await
}

/// What a page is drawn with, beside its address.
#[derive(Clone, Default)]
pub(super) struct Context {
    /// What was posted, and why it was refused if it was.
    pub(super) refused: Option<app::FormState>,
    /// A status that the page answers with unless it sets one.
    pub(super) status: Option<StatusCode>,
    /// Why the page at this address cannot be drawn.
    pub(super) failure: Option<Failure>,
    /// Who asks; nobody in particular unless set.
    pub(super) visitor: app::Visitor,
    /// Where a member of staff is on the way in.
    pub(super) staff_step: Option<app::StaffStep>,
    /// How a submitted checkout stands.
    pub(super) submitted: Option<Submitted>,
    /// A secret that is shown this once.
    pub(super) new_token: Option<app::NewToken>,
}

/// Draws the page at the request's address.
pub(super) async fn render(
    state: &AppState,
    request: Request,
    context: Context,
    stamp: u64,
) -> RenderedPage {
    // On the heap: what a page may need is more than a future of many layers should carry along.
    Box::pin(draw(&state.shop, &state.files.links, request, context, stamp)).await
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
            provide_context(context.visitor.clone());
            if let Some(step) = context.staff_step.clone() {
                provide_context(step);
            }
            if let Some(token) = context.new_token.clone() {
                provide_context(token);
            }
            if let Some(submitted) = context.submitted.clone() {
                provide_context(submitted);
            }
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
