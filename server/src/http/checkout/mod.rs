//! Buying, page by page and form by form.

pub(super) mod beginning;
pub(super) mod form;
pub(super) mod page;
mod refusal;
pub(super) mod sentences;
