//! The way in for staff, who is staff, and what they look after, as forms.

pub(super) mod coupons;
pub(super) mod delivery;
pub(super) mod holds;
pub(super) mod orders;
mod refusal;
pub(super) mod returns;
pub(super) mod reviews;
pub(super) mod settings;
pub(super) mod sign_in;
pub(super) mod staff;
mod staff_form;
pub(super) mod stock;
pub(super) mod taxes;
pub(super) mod texts;
pub(super) mod tokens;
