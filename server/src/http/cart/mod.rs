//! Carts over HTTP: the form of pages, and what it shares with the API.

pub(super) mod changing;
pub(super) mod form;
pub(super) mod page;
mod sentences;

pub(super) use sentences::{NO_QUANTITY, sentence};
