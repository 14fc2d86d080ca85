//! The way in for staff, who is staff, and what they look after, as forms.

pub(super) mod holds;
mod refusal;
pub(super) mod sign_in;
pub(super) mod staff;
pub(super) mod stock;
pub(super) mod tokens;
