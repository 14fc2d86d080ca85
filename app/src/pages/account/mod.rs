//! Pages for signing in and for what a person does with their account.

mod address_fields;
mod addresses;
mod confirm_email;
mod details;
mod edit_address;
mod failures;
mod forgotten;
mod frame;
mod link;
mod overview;
mod preferences;
mod privacy;
mod register;
mod reset;
mod sessions;
pub(super) mod sign_in;
mod verify;
mod wishlist;

pub(super) use frame::{door, own};
pub(super) use link::ByLink;

use kernel::AddressId;
use storefront::Shop;

use super::{Page, refusal};
use crate::context::{FormState, PageRequest, Visitor};

/// Draws the page at a path; the rest of the site has no page there. Where a form is sent to that
/// has no page of its own, the page is drawn that the form is on.
pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    visitor: &Visitor,
    form: Option<FormState>,
    path: &[&str],
) -> Page {
    let form = form.unwrap_or_default();
    match path {
        ["sign-in"] => return sign_in::draw(request, &form),
        ["register"] => return register::draw(request, &form),
        ["verify-email"] => return verify::draw(request, &form),
        ["forgot-password"] => return forgotten::draw(request, &form),
        ["reset-password"] => return reset::draw(request, &form),
        ["confirm-email"] => return confirm_email::draw(request, &form),
        _ => {}
    }
    let Some(account) = &visitor.account else { return refusal::not_found() };
    match path {
        ["account"] => overview::draw(shop, request, account).await,
        ["account", "details"] => details::draw(shop, request, account, &form).await,
        ["account", "addresses"] | ["account", "addresses", _, _] => {
            addresses::draw(shop, request, visitor, account, &form).await
        }
        ["account", "addresses", id] => match AddressId::parse(*id) {
            Ok(id) => edit_address::draw(shop, account, &id, &form).await,
            Err(_) => refusal::not_found(),
        },
        ["account", "preferences"] => preferences::draw(shop, request, account, &form).await,
        ["account", "sessions", ..] => sessions::draw(shop, request, visitor, account, &form).await,
        ["account", "wishlist"] | ["wishlist"] => {
            wishlist::draw(shop, request, account, &form).await
        }
        ["account", "privacy" | "erase"] => privacy::draw(&form),
        _ => refusal::not_found(),
    }
}
