//! Every route of the shop: method, path, and who may call it. The router is built from this
//! table and from nothing else, so a route that is not in it cannot be reached.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::Method,
    middleware,
    routing::{MethodFilter, MethodRouter, on},
};
use tower::ServiceBuilder;
use tower_http::csrf::CsrfLayer;

use super::{
    AppState, api, assets, enquiry_form, failures, health, images, pages, respond,
    security_headers, site_map,
};

/// Who may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Everyone, signed in or not.
    Anyone,
}

/// One route.
pub(crate) struct Route {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) access: Access,
    handler: MethodRouter<AppState>,
}

/// Largest body that is read, in bytes. The longest form, a letter of 4,000 characters, fits well.
const LARGEST_BODY: usize = 64 * 1024;

macro_rules! route {
    ($method:ident $path:literal $access:ident => $handler:expr) => {
        Route {
            method: Method::$method,
            path: $path,
            access: Access::$access,
            handler: on(MethodFilter::$method, $handler),
        }
    };
}

/// The table.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        route!(GET "/" Anyone => pages::get),
        route!(GET "/search" Anyone => pages::get),
        route!(GET "/c/{slug}" Anyone => pages::get),
        route!(GET "/p/{slug}" Anyone => pages::get),
        route!(GET "/pages/{slug}" Anyone => pages::get),
        route!(GET "/pages/contact" Anyone => pages::get_own),
        route!(POST "/pages/contact" Anyone => enquiry_form::post),
        route!(GET "/api/items" Anyone => api::items::list),
        route!(GET "/api/items/{id}" Anyone => api::items::one),
        route!(GET "/api/suggest" Anyone => api::suggest::get),
        route!(GET "/api/openapi.json" Anyone => api::description::json),
        route!(GET "/api/docs" Anyone => api::description::page),
        route!(GET "/img/{file}" Anyone => images::get),
        route!(GET "/pkg/{file}" Anyone => assets::get),
        route!(GET "/boot.js" Anyone => assets::get),
        route!(GET "/favicon.svg" Anyone => assets::get),
        route!(GET "/art/{file}" Anyone => assets::get),
        route!(GET "/robots.txt" Anyone => site_map::robots),
        route!(GET "/sitemap.xml" Anyone => site_map::index),
        route!(GET "/sitemap/{file}" Anyone => site_map::page),
        route!(GET "/livez" Anyone => health::live),
        route!(GET "/readyz" Anyone => health::ready),
    ]
}

/// The router, with what every answer carries.
pub(crate) fn router(state: AppState) -> Router {
    let mut router = Router::new();
    for route in routes() {
        tracing::debug!(method = %route.method, path = route.path, access = ?route.access, "route");
        router = match route.access {
            Access::Anyone => router.route(route.path, route.handler),
        };
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
                .layer(DefaultBodyLimit::max(LARGEST_BODY)),
        )
        .with_state(state)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_description_of_the_api_names_every_route_of_it() {
        let described: BTreeSet<String> = api::description::operations().into_iter().collect();
        let mounted: BTreeSet<String> = routes()
            .iter()
            .filter(|route| route.path.starts_with("/api/"))
            .filter(|route| !["/api/docs", "/api/openapi.json"].contains(&route.path))
            .map(|route| format!("{} {}", route.method, route.path))
            .collect();
        assert_eq!(described, mounted);
    }

    #[test]
    fn nothing_is_changed_by_a_get() {
        let changing: Vec<_> = routes()
            .iter()
            .filter(|route| !route.method.is_safe())
            .map(|route| route.path)
            .collect();
        assert_eq!(changing, ["/pages/contact"]);
        assert!(routes().iter().all(|route| route.access == Access::Anyone));
    }
}
