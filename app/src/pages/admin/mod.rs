//! Pages for staff.

mod audit;
mod brands;
mod categories;
mod collections;
mod coupons;
mod customers;
mod delivery;
mod door;
mod enrol;
mod figures;
mod frame;
mod goods;
mod holds;
mod home;
mod imports;
mod invitation;
mod orders;
mod payments;
mod pictures;
mod product;
mod returns;
mod reviews;
mod roles;
mod search;
mod sessions;
mod settings;
mod shelves;
mod staff;
mod start;
mod stock;
mod taxes;
mod texts;
mod tokens;
mod waiting;

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
        ["staff", account, "sessions", ..] => {
            sessions::draw_of(shop, request, visitor, member, &form, account).await
        }
        [] => home::draw(shop, member).await,
        ["figures"] => figures::draw(shop, request, member).await,
        ["staff", ..] => staff::draw(shop, request, member, &form).await,
        ["tokens", ..] => tokens::draw(shop, request, member, &form, new).await,
        ["products"] => goods::draw(shop, request, member, &form).await,
        ["products", "deeds"] => goods::draw_deeds(shop, member).await,
        ["products", "bulk", ..] => goods::draw_bulk(shop, visitor, member, &form).await,
        ["stock"] => stock::draw(shop, request, member).await,
        ["stock", sku, ..] => stock::draw_sheet(shop, request, visitor, member, &form, sku).await,
        ["holds", ..] => holds::draw(shop, request, member, &form).await,
        ["sessions", ..] => sessions::draw(shop, request, visitor, member, &form).await,
        ["customers"] => customers::draw(shop, request, member).await,
        ["customers", account, ..] => {
            customers::draw_sheet(shop, request, member, &form, account).await
        }
        ["products", id, "images", ..] => pictures::draw(shop, request, member, &form, id).await,
        ["reviews", ..] => reviews::draw(shop, request, member, &form).await,
        ["products", "new", ..] => product::draw_new(shop, visitor, member, &form).await,
        ["products", id, "history"] => product::draw_history(shop, member, &form, id).await,
        ["products", id, "preview"] => product::draw_preview(shop, request, member, id).await,
        ["products", id] => product::draw(shop, request, visitor, member, &form, id).await,
        ["categories"] => categories::draw(shop, request, visitor, member, &form).await,
        ["categories", id, ..] => categories::draw_sheet(shop, request, member, &form, id).await,
        ["collections"] => collections::draw(shop, request, visitor, member, &form).await,
        ["collections", id, ..] => collections::draw_sheet(shop, request, member, &form, id).await,
        ["brands", ..] => brands::draw(shop, request, member, &form).await,
        ["imports"] => imports::draw(shop, request, visitor, member, &form).await,
        ["imports", id, ..] => imports::draw_sheet(shop, request, member, &form, id).await,
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
        ["search"] => search::draw(shop, request, member, &form).await,
        ["search", "synonyms"] => search::draw_synonyms(shop, request, member, &form).await,
        ["search", "synonyms", group, ..] => {
            search::draw_synonym(shop, request, member, &form, group).await
        }
        ["search", "pins", ..] => search::draw_pins(shop, request, member, &form).await,
        ["settings", ..] => settings::draw(shop, request, member, &form).await,
        ["texts"] => texts::draw(shop, request, member, &form).await,
        ["texts", slug, ..] => texts::draw_sheet(shop, request, member, &form, slug).await,
        ["audit"] => audit::draw(shop, request, member).await,
        ["orders", rest @ ..] => orders::draw(shop, request, visitor, member, &form, rest).await,
        ["payments"] => payments::draw(shop, member).await,
        ["returns"] => returns::draw(shop, request, member).await,
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
