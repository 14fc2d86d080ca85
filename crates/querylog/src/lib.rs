//! Counts of what is searched for, and what popular queries found. Nothing tells who asked.
//!
//! [`SearchDesk`] is what staff look after search with: they read these counts, and say which words
//! mean the same and what comes first for a query. [`WordingWatch`] hands that to the search of each
//! server within a second.

mod countable;
mod log;
mod room;
mod store;
mod wording;

pub use countable::countable;
pub use log::QueryLog;
pub use room::SearchDesk;
pub use wording::{Wording, WordingWatch};
