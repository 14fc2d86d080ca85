//! Stores of its own for each test, made from the servers that `cargo xtask test` starts.
//!
//! Every test works in a database that no other test sees, so tests run in parallel and leave
//! nothing behind.

mod postgres;

pub use postgres::TestDatabase;

/// The value of an environment variable that `cargo xtask test` sets.
///
/// # Panics
/// When it is not set: a store test without a store has tested nothing.
#[must_use]
pub fn required(variable: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| {
        panic!(
            "{variable} is not set; run the tests with `cargo xtask test`, which starts the stores"
        )
    })
}
