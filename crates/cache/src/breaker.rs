//! Leaves a store alone for a while after it failed, so that no request waits for it in vain.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Failures in a row after which the store is left alone.
const FAILURES: u32 = 3;
/// How long it is left alone.
const REST: Duration = Duration::from_secs(5);

#[derive(Default)]
struct State {
    failures: u32,
    resting_since: Option<Instant>,
}

/// Counts failures in a row.
#[derive(Default)]
pub(crate) struct Breaker(Mutex<State>);

impl Breaker {
    /// Whether the store may be asked now.
    pub(crate) fn closed(&self) -> bool {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.resting_since.is_none_or(|since| since.elapsed() >= REST)
    }

    /// The store answered.
    pub(crate) fn answered(&self) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.resting_since.take().is_some() {
            tracing::info!("the cache answers again");
        }
        state.failures = 0;
    }

    /// The store failed. Logs once an outage.
    pub(crate) fn failed(&self, reason: &dyn std::fmt::Display) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.failures += 1;
        if state.failures >= FAILURES {
            if state.resting_since.is_none() {
                tracing::warn!(%reason, "the cache does not answer; the shop goes on without it");
            }
            state.resting_since = Some(Instant::now());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_after_failures_in_a_row_only() {
        let breaker = Breaker::default();
        for _ in 0..FAILURES - 1 {
            breaker.failed(&"down");
        }
        breaker.answered();
        breaker.failed(&"down");
        assert!(breaker.closed());
        for _ in 0..FAILURES {
            breaker.failed(&"down");
        }
        assert!(!breaker.closed());
    }
}
