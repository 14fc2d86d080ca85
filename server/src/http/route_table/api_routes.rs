//! What programs ask for.

use axum::{
    http::Method,
    routing::{MethodFilter, on},
};
use storefront::staff::Permission;

use super::{Access, Route};
use crate::http::api;

/// Their part of the table.
pub(super) fn routes() -> Vec<Route> {
    vec![
        route!(GET "/api/cart" Visitor => api::cart::get),
        route!(PATCH "/api/cart" Visitor => api::cart::patch),
        route!(POST "/api/checkout" Visitor => api::checkout::post),
        route!(GET "/api/checkout/{checkoutId}" Visitor => api::checkout::get),
        route!(PATCH "/api/checkout/{checkoutId}" Visitor => api::checkout::patch),
        route!(GET "/api/orders" Visitor => api::orders::list),
        route!(GET "/api/orders/{orderId}" Visitor => api::orders::one),
        route!(POST "/api/orders/{orderId}/cancel" Visitor => api::orders::cancel),
        route!(GET "/api/items" Anyone => api::items::list),
        route!(GET "/api/items/{id}" Anyone => api::items::one),
        route!(GET "/api/suggest" Anyone => api::suggest::get),
        route!(GET "/api/openapi.json" Anyone => api::description::json),
        route!(GET "/api/docs" Anyone => api::description::page),
        route!(GET "/api/admin/products" TokenWith(ReadCatalogue) => api::admin::products::list),
        route!(POST "/api/admin/products" TokenWith(EditCatalogue) => api::admin::products::changes::create),
        route!(GET "/api/admin/products/{id}" TokenWith(ReadCatalogue) => api::admin::products::one),
        route!(PUT "/api/admin/products/{id}" TokenWith(EditCatalogue) => api::admin::products::changes::replace),
        route!(POST "/api/admin/products/{id}/publish" TokenWith(EditCatalogue) => api::admin::products::changes::publish),
        route!(POST "/api/admin/products/{id}/archive" TokenWith(EditCatalogue) => api::admin::products::changes::archive),
        route!(POST "/api/admin/products/{id}/duplicate" TokenWith(EditCatalogue) => api::admin::products::changes::duplicate),
        route!(GET "/api/admin/stock" TokenWith(ReadStock) => api::admin::stock::list),
        route!(GET "/api/admin/stock/{sku}" TokenWith(ReadStock) => api::admin::stock::one),
        route!(POST "/api/admin/stock/{sku}" TokenWith(ChangeStock) => api::admin::stock::change),
        route!(GET "/api/admin/orders" TokenWith(ReadOrders) => api::admin::orders::list),
        route!(GET "/api/admin/orders/{orderId}" TokenWith(ReadOrders) => api::admin::orders::one),
        route!(POST "/api/admin/orders/{orderId}/ship" TokenWith(Fulfil) => api::admin::orders::ship),
        route!(POST "/api/admin/orders/{orderId}/deliver" TokenWith(Fulfil) => api::admin::orders::deliver),
        route!(POST "/api/admin/orders/{orderId}/cancel" TokenWith(EditOrders) => api::admin::orders::cancel),
        route!(POST "/api/admin/orders/{orderId}/refund" TokenWith(Refund) => api::admin::orders::refund),
        route!(POST "/api/admin/orders/{orderId}/notes" TokenWith(EditOrders) => api::admin::notes::note),
        route!(POST "/api/admin/orders/{orderId}/resend" TokenWith(EditOrders) => api::admin::notes::resend),
        route!(POST "/api/admin/orders/{orderId}/returns/{returnId}/approve" TokenWith(Fulfil) => api::admin::returns::approve),
        route!(POST "/api/admin/orders/{orderId}/returns/{returnId}/refuse" TokenWith(Fulfil) => api::admin::returns::refuse),
    ]
}
