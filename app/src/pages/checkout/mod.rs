//! Buying what is held: four steps in a frame of their own, and what stands there when it is over.

pub(super) mod address;
mod coupon;
mod delivery;
mod details;
mod frame;
mod over;
mod payment;
mod review;
mod steps;
mod sums;
mod waiting;

use kernel::CheckoutId;
use leptos::prelude::*;
use storefront::{
    Shop, ShopError,
    checkout::{CheckoutError, CheckoutState, CheckoutView, Submitted},
};

use self::steps::Step;
use super::{Page, parameter, refusal};
use crate::{
    context::{FormState, PageRequest, Visitor},
    parts::form::part,
};

/// Draws the page of a checkout. Where a form is sent to, the same page is drawn.
pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    visitor: &Visitor,
    form: Option<FormState>,
    path: &[&str],
) -> Page {
    let submitted = use_context::<Submitted>();
    let ([id] | [id, "extend" | "cancel" | "again" | "submit"]) = path else {
        return refusal::not_found();
    };
    let (Ok(id), Some(buyer)) = (CheckoutId::parse(*id), &visitor.buyer) else {
        return refusal::not_found();
    };
    let view = match shop.checkouts.view(buyer, &id).await {
        Ok(view) => view,
        Err(CheckoutError::NotFound) => return refusal::not_found(),
        Err(_) => return refusal::error(ShopError::Unavailable),
    };
    let form = form.unwrap_or_default();
    match view.state {
        CheckoutState::Open => open(shop, request, visitor, &view, &form).await,
        CheckoutState::Submitted => waiting::draw(&view, submitted.as_ref()),
        CheckoutState::Completed => over::ordered(&view),
        CheckoutState::Expired | CheckoutState::Cancelled => over::let_go(&view, &form),
    }
}

async fn open(
    shop: &Shop,
    request: &PageRequest,
    visitor: &Visitor,
    view: &CheckoutView,
    form: &FormState,
) -> Page {
    let asked = parameter(&request.query, "step").unwrap_or_else(|| form.value("step"));
    let step = steps::shown(view, form.form, &asked);
    let card = parameter(&request.query, "card");
    let card = card.as_deref() == Some("ready");
    let body = match step {
        Step::Details => details::draw(shop, visitor, view, &part(form, "details")).await,
        Step::Delivery => delivery::draw(view, &part(form, "delivery")),
        Step::Payment => payment::draw(view, card),
        Step::Review => review::draw(view, card),
    };
    frame::open(view, step, form, body)
}

/// The address of a checkout's page.
fn address(view: &CheckoutView) -> String {
    format!("/checkout/{}", view.id)
}

/// Whether there is nothing to be paid, as far as that is known.
fn free(view: &CheckoutView) -> bool {
    view.missing().is_empty() && view.totals.total.amount() == 0
}
