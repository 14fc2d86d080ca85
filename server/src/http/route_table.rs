//! Every route of the shop: method, path, and who may call it. The router is built from this
//! table and from nothing else, so a route that is not in it cannot be reached.

use std::convert::Infallible;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::Method,
    middleware::{self, Next},
    routing::MethodRouter,
};
use storefront::staff::Permission;
use tower::ServiceBuilder;
use tower_http::csrf::CsrfLayer;
use tower_sessions::Session;

use super::{AppState, failures, gate, limits, pages, respond, security_headers};

/// Who may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Everyone, and who it is is not looked at.
    Anyone,
    /// Everyone; a visitor who is known is shown what is theirs.
    Visitor,
    /// Shoppers who are signed in.
    SignedIn,
    /// Whoever wants in as staff.
    StaffDoor,
    /// Staff, whatever their roles.
    Staff,
    /// Staff who have this permission.
    StaffWith(Permission),
    /// Programs that show an API token with this permission.
    TokenWith(Permission),
    /// Staff who have one of these.
    StaffWithEither(Permission, Permission),
    /// This machine itself, while letters are laid into a folder.
    OwnMachine,
}

impl Access {
    /// The route, open to these alone. `api` routes count how often they are asked, before anything else.
    fn guard(self, route: Mounted, state: &AppState) -> Mounted {
        let staff = |needed| {
            let state = state.clone();
            middleware::from_fn(move |session: Session, request: Request, next: Next| {
                gate::staff_only(needed, state.clone(), session, request, next)
            })
        };
        let shoppers = || state.cookies.shoppers(&state.shoppers);
        let of_staff = || state.cookies.of_staff(&state.staff);
        match self {
            Self::Anyone => route,
            Self::Visitor => route.layer(shoppers()),
            Self::SignedIn => {
                let inner: Mounted = route.layer(middleware::from_fn(gate::shoppers_only));
                inner.layer(shoppers())
            }
            Self::StaffDoor => route.layer(of_staff()),
            Self::Staff => {
                let inner: Mounted = route.layer(staff([None, None]));
                inner.layer(of_staff())
            }
            Self::StaffWith(permission) => {
                let inner: Mounted = route.layer(staff([Some(permission), None]));
                inner.layer(of_staff())
            }
            Self::StaffWithEither(one, other) => {
                let inner: Mounted = route.layer(staff([Some(one), Some(other)]));
                inner.layer(of_staff())
            }
            Self::TokenWith(permission) => {
                let state = state.clone();
                route.layer(middleware::from_fn(move |request: Request, next: Next| {
                    gate::token_only(permission, state.clone(), request, next)
                }))
            }
            Self::OwnMachine => {
                route.layer(middleware::from_fn_with_state(state.clone(), gate::own_machine_only))
            }
        }
    }
}

/// A handler in the table, with whatever is put around it.
type Mounted = MethodRouter<AppState, Infallible>;

/// One route.
pub(crate) struct Route {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) access: Access,
    handler: MethodRouter<AppState>,
}

impl Route {
    /// The route, where bodies may have so many bytes instead of [`LARGEST_BODY`].
    fn with_bodies_of(self, bytes: usize) -> Self {
        let handler = self.handler.layer(DefaultBodyLimit::max(bytes));
        Self { handler, ..self }
    }
}

/// Largest body that is read, in bytes. The longest form, a letter of 4,000 characters, fits well.
pub(super) const LARGEST_BODY: usize = 64 * 1024;

/// Largest body about a product, in bytes: two hundred variants and a long description, as forms are
/// encoded.
pub(super) const LARGEST_PRODUCT: usize = 1024 * 1024;
/// Largest body of a form with the text of a page, in bytes, as forms are encoded.
const LARGEST_TEXT: usize = 256 * 1024;
/// Where files are sent to. They may be larger and take longer than forms; the handler sees to that.
pub(super) const UPLOADS: [&str; 3] =
    ["/admin/imports", "/admin/products/{id}/images", "/admin/settings/logo"];

macro_rules! route {
    ($method:ident $path:literal $access:ident $(($($permission:ident),+))? => $handler:expr) => {
        Route {
            method: Method::$method,
            path: $path,
            access: Access::$access $(($(Permission::$permission),+))?,
            handler: on(MethodFilter::$method, $handler),
        }
    };
}

mod account_routes;
mod api_routes;
mod shop_routes;
mod staff_routes;

/// The table.
pub(crate) fn routes() -> Vec<Route> {
    let parts = [
        shop_routes::routes(),
        account_routes::routes(),
        staff_routes::routes(),
        api_routes::routes(),
    ];
    parts.into_iter().flatten().collect()
}

/// The router, with what every answer carries.
pub(crate) fn router(state: AppState) -> Router {
    let mut router = Router::new();
    for route in routes() {
        tracing::debug!(method = %route.method, path = route.path, access = ?route.access, "route");
        let mut handler = route.access.guard(route.handler, &state);
        if route.path.starts_with("/api/") {
            handler = handler.layer(middleware::from_fn_with_state(state.clone(), limits::of_api));
        } else if !route.method.is_safe() {
            handler = handler.layer(middleware::from_fn(limits::told));
        }
        if route.path.starts_with("/admin/products/") {
            handler = handler.layer(DefaultBodyLimit::max(LARGEST_PRODUCT));
        }
        if route.path.starts_with("/admin/texts") {
            handler = handler.layer(DefaultBodyLimit::max(LARGEST_TEXT));
        }
        router = router.route(route.path, handler);
    }
    router
        .fallback(pages::not_found)
        .method_not_allowed_fallback(respond::method_not_allowed)
        .layer(
            ServiceBuilder::new()
                .layer(middleware::from_fn(respond::with_request_id))
                .layer(middleware::from_fn(security_headers::set))
                .layer(middleware::from_fn_with_state(state.failures.clone(), failures::answer_all))
                .layer(CsrfLayer::new().with_rejection_response(respond::cross_site))
                .layer(middleware::from_fn_with_state(state.clone(), gate::nothing_with_zeros))
                .layer(DefaultBodyLimit::max(LARGEST_BODY)),
        )
        .with_state(state)
}

#[cfg(test)]
mod tests;
