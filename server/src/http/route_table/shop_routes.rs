//! What shoppers ask for, and the files that pages need.

use axum::{
    http::Method,
    routing::{MethodFilter, on},
};

use super::{Access, Route};
use crate::http::{
    account, assets, cart, checkout, enquiry_form, health, images, orders, pages, site_map, webhook,
};

/// Their part of the table.
pub(super) fn routes() -> Vec<Route> {
    vec![
        route!(GET "/" Visitor => pages::get),
        route!(GET "/search" Visitor => pages::get),
        route!(GET "/c/{slug}" Visitor => pages::get),
        route!(GET "/collections/{slug}" Visitor => pages::get),
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
        route!(GET "/dev/mail" OwnMachine => pages::get_stranger),
        route!(GET "/dev/mail/{id}" OwnMachine => pages::get_stranger),
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
