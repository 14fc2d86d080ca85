//! What was sold, how many of those who began to buy have bought, and what waits for somebody.
//!
//! It reads the tables of several areas past the code that owns them, as `reconcile` does, and writes
//! nothing: one question about all of them is answered of one moment, in one round trip.

mod desk;
mod store;

pub use desk::FiguresDesk;
