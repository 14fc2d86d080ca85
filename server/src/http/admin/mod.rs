//! The way in for staff, who is staff, and what they look after, as forms.

pub(super) mod brands;
pub(super) mod categories;
pub(super) mod collections;
pub(super) mod coupons;
pub(super) mod customers;
pub(super) mod delivery;
pub(super) mod figures;
pub(super) mod goods;
pub(super) mod holds;
pub(super) mod imports;
pub(super) mod orders;
pub(super) mod pictures;
pub(super) mod product;
mod refusal;
pub(super) mod returns;
pub(super) mod reviews;
pub(super) mod search;
pub(super) mod sessions;
pub(super) mod sign_in;
pub(super) mod staff;
mod staff_form;
pub(super) mod staff_upload;
pub(super) mod stock;
pub(super) mod taking;
pub(super) mod taxes;
pub(super) mod tokens;
