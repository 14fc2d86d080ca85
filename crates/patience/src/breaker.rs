//! Says when a store that failed is to be left alone, so that no request waits for it in vain.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

/// Failures in a row after which the store is left alone.
const FAILURES: u32 = 3;

/// Counts failures in a row. Once open, it stays so until [`Breaker::close`].
#[derive(Debug, Default)]
pub struct Breaker {
    open: AtomicBool,
    failures: Mutex<u32>,
}

impl Breaker {
    /// Whether the store is to be left alone.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open.load(Ordering::Acquire)
    }

    /// The store answered a request.
    pub fn answered(&self) {
        *self.failures.lock().unwrap_or_else(PoisonError::into_inner) = 0;
    }

    /// The store failed a request. True for the one failure that opens the breaker: whoever is told
    /// so has to look after the store until it can be closed again.
    #[must_use]
    pub fn failed(&self) -> bool {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        *failures += 1;
        *failures >= FAILURES && !self.open.swap(true, Ordering::AcqRel)
    }

    /// The store is back.
    pub fn close(&self) {
        self.answered();
        self.open.store(false, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_after_failures_in_a_row_only_and_tells_one_of_them() {
        let breaker = Breaker::default();
        for _ in 1..FAILURES {
            assert!(!breaker.failed());
        }
        breaker.answered();
        for _ in 1..FAILURES {
            assert!(!breaker.failed());
        }
        assert!(!breaker.is_open());
        assert!(breaker.failed());
        assert!(breaker.is_open());
        assert!(!breaker.failed(), "a request that was under way when it opened");
    }

    #[test]
    fn a_late_answer_does_not_close_it() {
        let breaker = Breaker::default();
        while !breaker.failed() {}
        breaker.answered();
        assert!(breaker.is_open());
        breaker.close();
        assert!(!breaker.is_open());
        assert!(!breaker.failed());
    }
}
