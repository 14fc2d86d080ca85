//! Counts of what is searched for, and what popular queries found. Nothing tells who asked.

mod countable;
mod log;
mod store;

pub use countable::countable;
pub use log::QueryLog;
