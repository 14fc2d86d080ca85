//! Leaves a store alone for a while after it failed, so that no request waits for it in vain.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Failures in a row after which the store is left alone.
const FAILURES: u32 = 3;
/// How long it is left alone before one request tries again.
const REST: Duration = Duration::from_secs(2);

#[derive(Default)]
struct State {
    failures: u32,
    resting_since: Option<Instant>,
}

/// Counts failures in a row.
#[derive(Default)]
pub(crate) struct Breaker(Mutex<State>);

impl Breaker {
    /// Whether the store may be asked now. After a rest one request may, and the others only once it
    /// was answered.
    pub(crate) fn lets_through(&self) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut state.resting_since {
            None => true,
            Some(since) if since.elapsed() >= REST => {
                *since = Instant::now();
                true
            }
            Some(_) => false,
        }
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
        assert!(breaker.lets_through());
        for _ in 0..FAILURES {
            breaker.failed(&"down");
        }
        assert!(!breaker.lets_through());
    }
    #[test]
    fn after_a_rest_one_tries_for_all() {
        let breaker = Breaker::default();
        for _ in 0..FAILURES {
            breaker.failed(&"down");
        }
        breaker.0.lock().expect("whole").resting_since = Instant::now().checked_sub(REST);
        assert!(breaker.lets_through());
        assert!(!breaker.lets_through());
        breaker.answered();
        assert!(breaker.lets_through());
        assert!(breaker.lets_through());
    }
}
