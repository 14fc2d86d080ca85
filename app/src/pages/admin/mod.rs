//! Pages for staff.

mod audit;
mod coupons;
mod delivery;
mod door;
mod enrol;
mod frame;
mod holds;
mod home;
mod invitation;
mod orders;
mod returns;
mod reviews;
mod roles;
mod settings;
mod staff;
mod start;
mod stock;
mod taxes;
mod texts;
mod tokens;

use leptos::prelude::use_context;
use storefront::{Shop, staff::StaffError};

use super::{Page, refusal};
use crate::context::{Failure, FormState, NewToken, PageRequest, StaffStep, Visitor};

/// Draws the page at `/admin` and below. Where a form is sent to that has no page of its own, the
/// page is drawn that the form is on.
pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    visitor: &Visitor,
    form: Option<FormState>,
    rest: &[&str],
) -> Page {
    let (step, new) = (use_context::<StaffStep>(), use_context::<NewToken>());
    let form = form.unwrap_or_default();
    match rest {
        ["sign-in" | "code" | "enrol"] => return door::draw(request, &form, step, rest),
        ["invitation"] => return invitation::draw(request, &form),
        _ => {}
    }
    let Some(member) = &visitor.staff else { return refusal::not_found() };
    match rest {
        [] => home::draw(shop, member).await,
        ["staff", ..] => staff::draw(shop, request, member, &form).await,
        ["tokens", ..] => tokens::draw(shop, request, member, &form, new).await,
        ["stock"] => stock::draw(shop, request, member).await,
        ["stock", sku, ..] => stock::draw_sheet(shop, request, visitor, member, &form, sku).await,
        ["holds", ..] => holds::draw(shop, request, member, &form).await,
        ["reviews", ..] => reviews::draw(shop, request, member, &form).await,
        ["coupons"] => coupons::draw(shop, request, member, &form).await,
        ["coupons", code, ..] => coupons::draw_sheet(shop, request, member, &form, code).await,
        ["delivery", "zones", zone] => delivery::draw_zone(shop, member, &form, zone).await,
        ["delivery", "methods", method, "zones", zone, ..] => {
            delivery::draw_service(shop, member, &form, method, zone).await
        }
        ["delivery", "methods", method, ..] => {
            delivery::draw_method(shop, request, member, &form, method).await
        }
        ["delivery", ..] => delivery::draw(shop, request, member, &form).await,
        ["taxes", ..] => taxes::draw(shop, request, member, &form).await,
        ["settings", ..] => settings::draw(shop, request, member, &form).await,
        ["texts"] => texts::draw(shop, request, member, &form).await,
        ["texts", slug, ..] => texts::draw_sheet(shop, request, member, &form, slug).await,
        ["audit"] => audit::draw(shop, request, member).await,
        ["orders", rest @ ..] => orders::draw(shop, request, visitor, member, &form, rest).await,
        ["returns"] => returns::draw(shop, member).await,
        _ => refusal::not_found(),
    }
}

/// What a page says that could not be drawn.
fn failed(error: &StaffError) -> Page {
    match error {
        StaffError::Forbidden => refusal::failed(Failure::Forbidden),
        StaffError::NotFound => refusal::not_found(),
        _ => refusal::error(storefront::ShopError::Unavailable),
    }
}

/// The version that a form says was read: that of what is shown. A form that was refused for another
/// reason than that somebody else has changed it was read before.
fn version(form: &FormState, shown: Option<u32>) -> String {
    let read = form.value("version");
    let stale = form.error("version").is_some();
    match shown {
        Some(shown) if read.is_empty() || stale => shown.to_string(),
        _ => read,
    }
}
