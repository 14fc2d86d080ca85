//! The way in for shoppers, and what they keep here.

use axum::{
    http::Method,
    routing::{MethodFilter, on},
};

use super::{Access, Route};
use crate::http::{account, pages};

/// Their part of the table.
pub(super) fn routes() -> Vec<Route> {
    vec![
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
    ]
}
