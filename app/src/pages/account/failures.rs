//! What a page says when it cannot be drawn.

use storefront::{ShopError, account::AccountError, profile::ProfileError};

use super::super::{Page, refusal};

/// The account was not read.
pub(super) fn account(error: &AccountError) -> Page {
    match error {
        AccountError::NotFound => refusal::not_found(),
        _ => refusal::error(ShopError::Unavailable),
    }
}

/// The profile was not read.
pub(super) fn profile(error: &ProfileError) -> Page {
    match error {
        ProfileError::NotFound => refusal::not_found(),
        _ => refusal::error(ShopError::Unavailable),
    }
}
