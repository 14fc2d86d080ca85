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

/// Waits until `holds` says yes, asking again every few milliseconds.
///
/// # Panics
/// When it still says no after half a minute.
pub async fn eventually(what: &str, holds: impl Fn() -> bool) {
    answer(what, async || holds().then_some(())).await;
}

/// Asks every few milliseconds until there is an answer.
///
/// # Panics
/// When there is still none after half a minute.
pub async fn answer<T>(what: &str, ask: impl AsyncFn() -> Option<T>) -> T {
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(30);
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(std::time::Instant::now() < patience, "waited in vain for {what}");
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}
