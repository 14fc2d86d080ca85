//! The forms of a checkout.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use kernel::CheckoutId;
use storefront::{
    checkout::{BeginLine, CheckoutChange, CheckoutError, CheckoutView, IdempotencyKey, Submitted},
    orders::Buyer,
    profile::AddressForm,
};

use super::{beginning, page::to_order, refusal::again};
use crate::http::{AppState, caller::Calling, pages, posted::Posted, visitor::Visitor};

/// Who asks for which checkout; neither is trusted before it was found.
fn asked(visitor: &Visitor, id: &str) -> Option<(Buyer, CheckoutId)> {
    Some((visitor.buyer()?, CheckoutId::parse(id).ok()?))
}

async fn not_found(state: &AppState, visitor: &Visitor, headers: &HeaderMap) -> Response {
    let page = visitor.for_page(state).await;
    pages::missing(state, page, headers).await
}

/// `POST /checkout/{id}`: what was typed.
pub(in crate::http) async fn change(
    State(state): State<AppState>,
    Path(id): Path<String>,
    visitor: Visitor,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let Some((buyer, id)) = asked(&visitor, &id) else {
        return not_found(&state, &visitor, &headers).await;
    };
    let (change, form, step) = match posted.text("part") {
        "delivery" => {
            let delivery_method = Some(posted.text("deliveryMethod").to_owned());
            let change = CheckoutChange { delivery_method, ..CheckoutChange::default() };
            (change, "delivery", "delivery")
        }
        "coupon" => {
            let coupon = Some(posted.text("coupon").to_owned());
            let change = CheckoutChange { coupon, ..CheckoutChange::default() };
            (change, "coupon", coupon_step(posted.text("step")))
        }
        _ => (details(&posted), "details", "details"),
    };
    match state.shop.checkouts.change(&buyer, &id, &change).await {
        Ok(view) => {
            let next = if form == "coupon" { step } else { next_step(&view, form) };
            Redirect::to(&format!("/checkout/{id}?step={next}")).into_response()
        }
        Err(error) => again(&state, &visitor, &id, (form, step), &posted, &error, &headers).await,
    }
}

/// The step that the form for a coupon stood on.
fn coupon_step(step: &str) -> &'static str {
    ["payment", "review"].into_iter().find(|known| *known == step).unwrap_or("delivery")
}

/// Contact and addresses as they were typed.
fn details(posted: &Posted) -> CheckoutChange {
    let address = |prefix: &str| {
        let text = |name: &str| posted.text(&format!("{prefix}{name}")).to_owned();
        AddressForm {
            // The contact's own, unless the form asks for another.
            name: if prefix.is_empty() { String::new() } else { text("name") },
            line1: text("line1"),
            line2: text("line2"),
            city: text("city"),
            region: text("region"),
            postcode: text("postcode"),
            country: text("country"),
            phone: text("phone"),
        }
    };
    let billing = address("billing.");
    let typed = [&billing.name, &billing.line1, &billing.city, &billing.postcode];
    let other = typed.iter().any(|text| !text.trim().is_empty());
    CheckoutChange {
        contact: Some((posted.text("email").to_owned(), posted.text("name").to_owned())),
        shipping_address: Some(address("")),
        billing_address: Some(other.then_some(billing)),
        ..CheckoutChange::default()
    }
}

/// Where one goes on after a step.
fn next_step(view: &CheckoutView, form: &str) -> &'static str {
    let missing = view.missing();
    match missing.first() {
        Some(&"deliveryMethod") => "delivery",
        Some(_) => "details",
        None if form == "details" && view.delivery_options.len() > 1 => "delivery",
        None => "payment",
    }
}

/// `POST /checkout/{id}/extend`
pub(in crate::http) async fn extend(
    State(state): State<AppState>,
    Path(id): Path<String>,
    visitor: Visitor,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let Some((buyer, id)) = asked(&visitor, &id) else {
        return not_found(&state, &visitor, &headers).await;
    };
    let step = step_of(&posted);
    match state.shop.checkouts.extend(&buyer, &id).await {
        Ok(_) => Redirect::to(&format!("/checkout/{id}?step={step}")).into_response(),
        Err(error) => {
            again(&state, &visitor, &id, ("extend", step), &posted, &error, &headers).await
        }
    }
}

fn step_of(posted: &Posted) -> &'static str {
    let steps = ["details", "delivery", "payment", "review"];
    steps.into_iter().find(|step| *step == posted.text("step")).unwrap_or("")
}

/// `POST /checkout/{id}/cancel`
pub(in crate::http) async fn cancel(
    State(state): State<AppState>,
    Path(id): Path<String>,
    visitor: Visitor,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let Some((buyer, id)) = asked(&visitor, &id) else {
        return not_found(&state, &visitor, &headers).await;
    };
    match state.shop.checkouts.cancel(&buyer, &id).await {
        Ok(_) => Redirect::to("/cart").into_response(),
        Err(error) => again(&state, &visitor, &id, ("cancel", ""), &posted, &error, &headers).await,
    }
}

/// `POST /checkout/{id}/again`: holds the same once more.
pub(in crate::http) async fn hold_again(
    State(state): State<AppState>,
    Path(id): Path<String>,
    mut visitor: Visitor,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let Some((buyer, id)) = asked(&visitor, &id) else {
        return not_found(&state, &visitor, &headers).await;
    };
    let view = match state.shop.checkouts.view(&buyer, &id).await {
        Ok(view) => view,
        Err(error) => {
            return again(&state, &visitor, &id, ("again", ""), &posted, &error, &headers).await;
        }
    };
    let lines = view.lines.iter();
    let lines =
        lines.map(|line| BeginLine { sku: line.sku.clone(), quantity: line.quantity }).collect();
    match beginning::begin(&state, &mut visitor, &calling, Some(lines)).await {
        Ok(begun) => Redirect::to(&format!("/checkout/{}", begun.checkout.id)).into_response(),
        Err(error) => again(&state, &visitor, &id, ("again", ""), &posted, &error, &headers).await,
    }
}

/// `POST /checkout/{id}/submit`: orders and pays.
pub(in crate::http) async fn submit(
    State(state): State<AppState>,
    Path(id): Path<String>,
    visitor: Visitor,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let Some((buyer, id)) = asked(&visitor, &id) else {
        return not_found(&state, &visitor, &headers).await;
    };
    let submitted = match IdempotencyKey::parse(posted.text("key")) {
        Ok(key) => state.shop.checkouts.submit(&buyer, &id, &key).await,
        Err(_) => Err(CheckoutError::KeyUsed),
    };
    match submitted {
        Ok(Submitted::Paid(order)) => to_order(&state, &order.id),
        // Its page tells how it stands, and leads to the bank where that is asked for.
        Ok(Submitted::Waiting(_) | Submitted::ActionNeeded(..)) => {
            Redirect::to(&format!("/checkout/{id}")).into_response()
        }
        Err(error) => {
            again(&state, &visitor, &id, ("submit", "review"), &posted, &error, &headers).await
        }
    }
}
