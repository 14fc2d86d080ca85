//! What people do about their accounts, as forms.

pub(super) mod addresses;
mod arrival;
pub(super) mod details;
pub(super) mod preferences;
pub(super) mod privacy;
pub(super) mod recovery;
mod refusal;
pub(super) mod register;
pub(super) mod reviews;
pub(super) mod sessions;
pub(super) mod sign_in;
pub(super) mod viewed;
pub(super) mod wishlist;

use refusal::Refused;
pub(super) use refusal::errors;
