//! Every route of the shop: method, path, and who may call it. The router is built from this
//! table and from nothing else, so a route that is not in it cannot be reached.

use std::convert::Infallible;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::Method,
    middleware::{self, Next},
    routing::{MethodFilter, MethodRouter, on},
};
use storefront::staff::Permission;
use tower::ServiceBuilder;
use tower_http::csrf::CsrfLayer;
use tower_sessions::Session;

use super::{
    AppState, account, admin, api, assets, cart, checkout, enquiry_form, failures, gate, health,
    images, limits, orders, pages, respond, security_headers, site_map, webhook,
};

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
    /// This machine itself, while letters are laid into a folder.
    OwnMachine,
}

impl Access {
    /// The route, open to these alone. `api` routes count how often they are asked, before anything else.
    fn guard(self, route: Mounted, state: &AppState) -> Mounted {
        let staff = |permission| {
            let state = state.clone();
            middleware::from_fn(move |session: Session, request: Request, next: Next| {
                gate::staff_only(permission, state.clone(), session, request, next)
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
                let inner: Mounted = route.layer(staff(None));
                inner.layer(of_staff())
            }
            Self::StaffWith(permission) => {
                let inner: Mounted = route.layer(staff(Some(permission)));
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

/// Largest body that is read, in bytes. The longest form, a letter of 4,000 characters, fits well.
pub(super) const LARGEST_BODY: usize = 64 * 1024;
/// The same for the text of a page: 20,000 characters, each of which a form writes as at most twelve
/// bytes, and what is beside it.
const LARGEST_TEXT: usize = 256 * 1024;

macro_rules! route {
    ($method:ident $path:literal $access:ident $(($permission:ident))? => $handler:expr) => {
        Route {
            method: Method::$method,
            path: $path,
            access: Access::$access $((Permission::$permission))?,
            handler: on(MethodFilter::$method, $handler),
        }
    };
}

/// The table.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        route!(GET "/" Visitor => pages::get),
        route!(GET "/search" Visitor => pages::get),
        route!(GET "/c/{slug}" Visitor => pages::get),
        route!(GET "/p/{slug}" Visitor => pages::get_product),
        route!(POST "/p/{slug}/review" SignedIn => account::reviews::write),
        route!(POST "/p/{slug}/reviews/{review}/helpful" SignedIn => account::reviews::vote),
        route!(POST "/p/{slug}/reviews/{review}/report" SignedIn => account::reviews::report),
        route!(GET "/pages/{slug}" Visitor => pages::get),
        route!(GET "/pages/contact" Visitor => pages::get_own),
        route!(POST "/pages/contact" Visitor => enquiry_form::post),
        route!(GET "/cart" Visitor => cart::page::get),
        route!(POST "/cart" Visitor => cart::form::post),
        route!(GET "/cart/add" Visitor => pages::get_own),
        route!(GET "/api/cart" Visitor => api::cart::get),
        route!(PATCH "/api/cart" Visitor => api::cart::patch),
        route!(GET "/checkout" Visitor => checkout::page::running),
        route!(POST "/checkout" Visitor => checkout::beginning::post),
        route!(GET "/checkout/{id}" Visitor => checkout::page::get),
        route!(POST "/checkout/{id}" Visitor => checkout::form::change),
        route!(POST "/checkout/{id}/extend" Visitor => checkout::form::extend),
        route!(POST "/checkout/{id}/cancel" Visitor => checkout::form::cancel),
        route!(POST "/checkout/{id}/again" Visitor => checkout::form::hold_again),
        route!(POST "/checkout/{id}/submit" Visitor => checkout::form::submit),
        route!(GET "/checkout/{id}/card" Visitor => checkout::page::card),
        route!(GET "/orders" Visitor => pages::get_own),
        route!(GET "/orders/find" Visitor => pages::get_own),
        route!(POST "/orders/find" Visitor => orders::find),
        route!(GET "/orders/{token}" Visitor => pages::get_own),
        route!(GET "/orders/{token}/invoice" Visitor => pages::get_own),
        route!(POST "/orders/{token}/cancel" Visitor => orders::cancel),
        route!(POST "/orders/{token}/return" Visitor => orders::ask_return),
        route!(POST "/orders/{token}/reorder" Visitor => orders::reorder),
        route!(POST "/webhooks/payments" Anyone => webhook::post),
        route!(POST "/api/checkout" Visitor => api::checkout::post),
        route!(GET "/api/checkout/{checkoutId}" Visitor => api::checkout::get),
        route!(PATCH "/api/checkout/{checkoutId}" Visitor => api::checkout::patch),
        route!(GET "/api/orders" Visitor => api::orders::list),
        route!(GET "/api/orders/{orderId}" Visitor => api::orders::one),
        route!(POST "/api/orders/{orderId}/cancel" Visitor => api::orders::cancel),
        route!(GET "/sign-in" Visitor => pages::get_own),
        route!(POST "/sign-in" Visitor => account::sign_in::post),
        route!(POST "/sign-out" Visitor => account::sign_in::out),
        route!(GET "/register" Visitor => pages::get_own),
        route!(POST "/register" Visitor => account::register::post),
        route!(GET "/verify-email" Visitor => pages::get_own),
        route!(POST "/verify-email" Visitor => account::register::verify),
        route!(GET "/forgot-password" Visitor => pages::get_own),
        route!(POST "/forgot-password" Visitor => account::recovery::forgotten),
        route!(GET "/reset-password" Visitor => pages::get_own),
        route!(POST "/reset-password" Visitor => account::recovery::reset),
        route!(GET "/confirm-email" Visitor => pages::get_own),
        route!(POST "/confirm-email" Visitor => account::recovery::confirm_mail),
        route!(GET "/account" SignedIn => pages::get_own),
        route!(GET "/account/details" SignedIn => pages::get_own),
        route!(POST "/account/name" SignedIn => account::details::name),
        route!(POST "/account/password" SignedIn => account::details::password),
        route!(POST "/account/email" SignedIn => account::details::email),
        route!(GET "/account/addresses" SignedIn => pages::get_own),
        route!(POST "/account/addresses" SignedIn => account::addresses::add),
        route!(GET "/account/addresses/{id}" SignedIn => pages::get_own),
        route!(POST "/account/addresses/{id}" SignedIn => account::addresses::change),
        route!(POST "/account/addresses/{id}/remove" SignedIn => account::addresses::remove),
        route!(POST "/account/addresses/{id}/deliver" SignedIn => account::addresses::deliver),
        route!(POST "/account/addresses/{id}/invoice" SignedIn => account::addresses::invoice),
        route!(GET "/account/preferences" SignedIn => pages::get_own),
        route!(POST "/account/preferences" SignedIn => account::preferences::post),
        route!(GET "/account/sessions" SignedIn => pages::get_own),
        route!(POST "/account/sessions/end-others" SignedIn => account::sessions::end_others),
        route!(POST "/account/sessions/{handle}/end" SignedIn => account::sessions::end),
        route!(GET "/account/wishlist" SignedIn => pages::get_own),
        route!(POST "/wishlist" Visitor => account::wishlist::post),
        route!(GET "/account/privacy" SignedIn => pages::get_own),
        route!(GET "/account/export" SignedIn => account::privacy::export),
        route!(POST "/account/erase" SignedIn => account::privacy::erase),
        route!(GET "/admin/sign-in" StaffDoor => pages::get_stranger),
        route!(POST "/admin/sign-in" StaffDoor => admin::sign_in::post),
        route!(GET "/admin/code" StaffDoor => pages::get_stranger),
        route!(POST "/admin/code" StaffDoor => admin::sign_in::code),
        route!(GET "/admin/enrol" StaffDoor => pages::get_stranger),
        route!(POST "/admin/enrol" StaffDoor => admin::sign_in::enrol),
        route!(GET "/admin/invitation" StaffDoor => pages::get_stranger),
        route!(POST "/admin/invitation" StaffDoor => admin::sign_in::invitation),
        route!(POST "/admin/sign-out" StaffDoor => admin::sign_in::out),
        route!(GET "/admin" Staff => pages::get_staff),
        route!(GET "/admin/staff" StaffWith(ManageStaff) => pages::get_staff),
        route!(POST "/admin/staff" StaffWith(ManageStaff) => admin::staff::add),
        route!(POST "/admin/staff/{account}/roles" StaffWith(ManageStaff) => admin::staff::set_roles),
        route!(POST "/admin/staff/{account}/remove" StaffWith(ManageStaff) => admin::staff::remove),
        route!(POST "/admin/staff/{account}/reset-factor" StaffWith(ManageStaff) => admin::staff::reset_factor),
        route!(GET "/admin/reviews" StaffWith(ModerateReviews) => pages::get_staff),
        route!(POST "/admin/reviews/{review}/publish" StaffWith(ModerateReviews) => admin::reviews::publish),
        route!(POST "/admin/reviews/{review}/refuse" StaffWith(ModerateReviews) => admin::reviews::refuse),
        route!(POST "/admin/reviews/{review}/hide" StaffWith(ModerateReviews) => admin::reviews::hide),
        route!(GET "/admin/tokens" Staff => pages::get_staff),
        route!(POST "/admin/tokens" Staff => admin::tokens::issue),
        route!(POST "/admin/tokens/{id}/revoke" Staff => admin::tokens::revoke),
        route!(GET "/admin/stock" StaffWith(ReadStock) => pages::get_staff),
        route!(GET "/admin/stock/{sku}" StaffWith(ReadStock) => pages::get_staff),
        route!(POST "/admin/stock/{sku}/receive" StaffWith(ChangeStock) => admin::stock::receive),
        route!(POST "/admin/stock/{sku}/correct" StaffWith(ChangeStock) => admin::stock::correct),
        route!(POST "/admin/stock/{sku}/expect" StaffWith(ChangeStock) => admin::stock::expect),
        route!(GET "/admin/holds" StaffWith(ReadStock) => pages::get_staff),
        route!(POST "/admin/holds/{checkout}/release" StaffWith(EditOrders) => admin::holds::release),
        route!(GET "/admin/coupons" StaffWith(EditOffers) => pages::get_staff),
        route!(POST "/admin/coupons" StaffWith(EditOffers) => admin::coupons::create),
        route!(GET "/admin/coupons/{code}" StaffWith(EditOffers) => pages::get_staff),
        route!(POST "/admin/coupons/{code}" StaffWith(EditOffers) => admin::coupons::change),
        route!(POST "/admin/coupons/{code}/switch" StaffWith(EditOffers) => admin::coupons::switch),
        route!(GET "/admin/delivery" StaffWith(ManageSettings) => pages::get_staff),
        route!(POST "/admin/delivery/zones" StaffWith(ManageSettings) => admin::delivery::create_zone),
        route!(GET "/admin/delivery/zones/{zone}" StaffWith(ManageSettings) => pages::get_staff),
        route!(POST "/admin/delivery/zones/{zone}" StaffWith(ManageSettings) => admin::delivery::change_zone),
        route!(POST "/admin/delivery/methods" StaffWith(ManageSettings) => admin::delivery::create_method),
        route!(GET "/admin/delivery/methods/{method}" StaffWith(ManageSettings) => pages::get_staff),
        route!(POST "/admin/delivery/methods/{method}" StaffWith(ManageSettings) => admin::delivery::change_method),
        route!(POST "/admin/delivery/methods/{method}/switch" StaffWith(ManageSettings) => admin::delivery::switch_method),
        route!(GET "/admin/delivery/methods/{method}/zones/{zone}" StaffWith(ManageSettings) => pages::get_staff),
        route!(POST "/admin/delivery/methods/{method}/zones/{zone}" StaffWith(ManageSettings) => admin::delivery::change_service),
        route!(POST "/admin/delivery/methods/{method}/zones/{zone}/end" StaffWith(ManageSettings) => admin::delivery::end_service),
        route!(GET "/admin/taxes" StaffWith(ManageSettings) => pages::get_staff),
        route!(POST "/admin/taxes" StaffWith(ManageSettings) => admin::taxes::set),
        route!(POST "/admin/taxes/withdraw" StaffWith(ManageSettings) => admin::taxes::withdraw),
        route!(GET "/admin/settings" StaffWith(ManageSettings) => pages::get_staff),
        route!(POST "/admin/settings" StaffWith(ManageSettings) => admin::settings::change),
        route!(POST "/admin/settings/{setting}/reset" StaffWith(ManageSettings) => admin::settings::reset),
        route!(GET "/admin/texts" StaffWith(ManageSettings) => pages::get_staff),
        route!(POST "/admin/texts" StaffWith(ManageSettings) => admin::texts::create),
        route!(GET "/admin/texts/{slug}" StaffWith(ManageSettings) => pages::get_staff),
        route!(POST "/admin/texts/{slug}" StaffWith(ManageSettings) => admin::texts::change),
        route!(POST "/admin/texts/{slug}/preview" StaffWith(ManageSettings) => admin::texts::preview),
        route!(POST "/admin/texts/{slug}/restore" StaffWith(ManageSettings) => admin::texts::restore),
        route!(POST "/admin/texts/{slug}/reset" StaffWith(ManageSettings) => admin::texts::reset),
        route!(GET "/admin/audit" StaffWith(ReadAudit) => pages::get_staff),
        route!(GET "/admin/orders" StaffWith(ReadOrders) => pages::get_staff),
        route!(GET "/admin/orders/{id}" StaffWith(ReadOrders) => pages::get_staff),
        route!(GET "/admin/orders/{id}/slip" StaffWith(ReadOrders) => pages::get_staff),
        route!(POST "/admin/orders/{id}/note" StaffWith(EditOrders) => admin::orders::note),
        route!(POST "/admin/orders/{id}/ship" StaffWith(Fulfil) => admin::orders::ship),
        route!(POST "/admin/orders/{id}/deliver" StaffWith(Fulfil) => admin::orders::deliver),
        route!(POST "/admin/orders/{id}/cancel" StaffWith(EditOrders) => admin::orders::cancel),
        route!(POST "/admin/orders/{id}/refund" StaffWith(Refund) => admin::orders::refund),
        route!(POST "/admin/orders/{id}/resend" StaffWith(EditOrders) => admin::orders::resend),
        route!(POST "/admin/orders/{id}/returns/{return_id}/approve" StaffWith(Fulfil) => admin::returns::approve),
        route!(POST "/admin/orders/{id}/returns/{return_id}/refuse" StaffWith(Fulfil) => admin::returns::refuse),
        route!(GET "/admin/returns" StaffWith(ReadOrders) => pages::get_staff),
        route!(GET "/dev/mail" OwnMachine => pages::get_stranger),
        route!(GET "/dev/mail/{id}" OwnMachine => pages::get_stranger),
        route!(GET "/api/items" Anyone => api::items::list),
        route!(GET "/api/items/{id}" Anyone => api::items::one),
        route!(GET "/api/suggest" Anyone => api::suggest::get),
        route!(GET "/api/openapi.json" Anyone => api::description::json),
        route!(GET "/api/docs" Anyone => api::description::page),
        route!(GET "/api/admin/stock" TokenWith(ReadStock) => api::admin::stock::list),
        route!(GET "/api/admin/stock/{sku}" TokenWith(ReadStock) => api::admin::stock::one),
        route!(POST "/api/admin/stock/{sku}" TokenWith(ChangeStock) => api::admin::stock::change),
        route!(GET "/api/admin/orders" TokenWith(ReadOrders) => api::admin::orders::list),
        route!(GET "/api/admin/orders/{orderId}" TokenWith(ReadOrders) => api::admin::orders::one),
        route!(POST "/api/admin/orders/{orderId}/ship" TokenWith(Fulfil) => api::admin::orders::ship),
        route!(POST "/api/admin/orders/{orderId}/deliver" TokenWith(Fulfil) => api::admin::orders::deliver),
        route!(POST "/api/admin/orders/{orderId}/cancel" TokenWith(EditOrders) => api::admin::orders::cancel),
        route!(POST "/api/admin/orders/{orderId}/refund" TokenWith(Refund) => api::admin::orders::refund),
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
        let mut handler = route.access.guard(route.handler, &state);
        if route.path.starts_with("/admin/texts") {
            handler = handler.layer(DefaultBodyLimit::max(LARGEST_TEXT));
        }
        if route.path.starts_with("/api/") {
            handler = handler.layer(middleware::from_fn_with_state(state.clone(), limits::of_api));
        } else if !route.method.is_safe() {
            handler = handler.layer(middleware::from_fn(limits::told));
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
                .layer(DefaultBodyLimit::max(LARGEST_BODY)),
        )
        .with_state(state)
}

#[cfg(test)]
mod tests;
