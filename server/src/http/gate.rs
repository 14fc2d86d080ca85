//! Lets through to a route only whom the table says.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, Uri, header, request::Parts, uri::PathAndQuery},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use sessions::SignedIn;
use storefront::{
    ShopError,
    account::Secret,
    staff::{Permission, StaffError},
};
use tower_sessions::Session;

use super::{AppState, caller, pages, problem::Problem};

/// Sends someone who is not signed in to where one signs in, and back afterwards.
pub(super) fn sign_in_first(parts: &Parts) -> Response {
    if parts.uri.path().starts_with("/api/") {
        return Problem::new(StatusCode::UNAUTHORIZED, "sign_in_required", "Sign in first.")
            .into_response();
    }
    let back = page_asked(&parts.method, &parts.uri).unwrap_or("/account");
    Redirect::to(&format!("/sign-in?next={}", app::encode(back))).into_response()
}

/// The page that was asked for. Where a form was sent to shows nothing, and the page it was on is not
/// known for sure.
fn page_asked<'a>(method: &Method, uri: &'a Uri) -> Option<&'a str> {
    let shows = matches!(*method, Method::GET | Method::HEAD);
    uri.path_and_query().filter(|_| shows).map(PathAndQuery::as_str)
}

/// Only for those who are signed in as shoppers.
pub(super) async fn shoppers_only(session: Session, request: Request, next: Next) -> Response {
    if SignedIn::of(&session).await.is_some() {
        return next.run(request).await;
    }
    let (parts, _) = request.into_parts();
    sign_in_first(&parts)
}

/// Only for staff who showed their second factor and, where the table names permissions, have one of
/// them. Who they are now is asked anew for each request.
pub(super) async fn staff_only(
    needed: [Option<Permission>; 2],
    state: AppState,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let who = SignedIn::of(&session).await.filter(|who| who.second_factor);
    let Some(who) = who else { return staff_sign_in(&request) };
    let member = match state.shop.staff_door.member(&who.account).await {
        Ok(member) => member,
        Err(StaffError::Unavailable | StaffError::Busy) => {
            return pages::failed(&state, request, StatusCode::SERVICE_UNAVAILABLE).await;
        }
        Err(_) => return staff_sign_in(&request),
    };
    let mut named = needed.into_iter().flatten().peekable();
    if named.peek().is_some() && !named.any(|permission| member.may(permission)) {
        return pages::failed(&state, request, StatusCode::FORBIDDEN).await;
    }
    request.extensions_mut().insert(member);
    request.extensions_mut().insert(who.handle);
    next.run(request).await
}

/// Only for programs that show an API token with a permission: cookies do not count here.
pub(super) async fn token_only(
    permission: Permission,
    state: AppState,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(token) = bearer(request.headers()) else { return no_token() };
    let member = match state.shop.staff_door.bearer(&token).await {
        Ok(member) => member,
        Err(StaffError::Unavailable | StaffError::Busy) => {
            return Problem::from(ShopError::Unavailable).into_response();
        }
        Err(_) => return no_token(),
    };
    if member.require(permission).is_err() {
        return Problem::for_status(StatusCode::FORBIDDEN).into_response();
    }
    request.extensions_mut().insert(member);
    next.run(request).await
}

/// The token of `Authorization: Bearer`.
fn bearer(headers: &HeaderMap) -> Option<Secret> {
    let said = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (kind, token) = said.split_once(' ')?;
    kind.eq_ignore_ascii_case("bearer").then(|| Secret::new(token.trim()))
}

fn no_token() -> Response {
    let detail = "Send an API token with a role that may: Authorization: Bearer.";
    let problem = Problem::new(StatusCode::UNAUTHORIZED, "sign_in_required", detail);
    ([(header::WWW_AUTHENTICATE, "Bearer")], problem).into_response()
}

/// Sends staff to where they sign in, and back to a page that they asked for.
fn staff_sign_in(request: &Request) -> Response {
    let back = page_asked(request.method(), request.uri()).filter(|asked| *asked != "/admin");
    let next = back.map(|back| format!("?next={}", app::encode(back))).unwrap_or_default();
    Redirect::to(&format!("/admin/sign-in{next}")).into_response()
}

/// Only for the machine that the shop runs on, and only while the shop serves no other.
pub(super) async fn own_machine_only(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let local = caller::of(&parts, &state.addresses).is_local();
    let request = Request::from_parts(parts, body);
    if local && state.shop.letters.is_some() {
        next.run(request).await
    } else {
        pages::failed(&state, request, StatusCode::NOT_FOUND).await
    }
}

/// Nothing has a zero in its address, and nobody asks for one. No text of PostgreSQL can hold one: asked
/// for it, it fails as if it were away.
pub(super) async fn nothing_with_zeros(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let (path, query) = (request.uri().path(), request.uri().query().unwrap_or_default());
    if path.contains("%00") || query.contains("%00") {
        return pages::failed(&state, request, StatusCode::NOT_FOUND).await;
    }
    next.run(request).await
}
