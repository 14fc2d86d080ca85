//! The way in for staff, and who is staff, as forms.

mod refusal;
pub(super) mod sign_in;
pub(super) mod staff;
pub(super) mod tokens;
