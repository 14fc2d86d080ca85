//! Leaves a store alone that does not answer, so that nobody waits for it in vain.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use patience::Breaker;

/// How long a store that failed is left alone between two looks at it.
const REST: Duration = Duration::from_millis(500);

/// A breaker that closes without a task of its own: once the rest is over, one request looks whether
/// the store is back, and all others are told at once that it is not.
#[derive(Debug, Default)]
pub(super) struct Rest {
    breaker: Breaker,
    /// When somebody may look; at once where nothing is set.
    look: Mutex<Option<Instant>>,
}

/// The right to ask the store once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leave {
    /// It is there as far as anybody knows.
    Usual,
    /// It failed, and this request looks whether it is back.
    Look,
}

impl Rest {
    /// Whether the store may be asked now, by a request that takes `deadline` at most.
    pub(super) fn leave(&self, now: Instant, deadline: Duration) -> Option<Leave> {
        if !self.breaker.is_open() {
            return Some(Leave::Usual);
        }
        let mut look = self.look.lock().unwrap_or_else(PoisonError::into_inner);
        if look.is_some_and(|due| now < due) {
            return None;
        }
        *look = Some(now + deadline);
        Some(Leave::Look)
    }

    /// The store answered.
    pub(super) fn answered(&self, leave: Leave) {
        match leave {
            Leave::Usual => self.breaker.answered(),
            Leave::Look => {
                self.breaker.close();
                tracing::info!("the store of pictures is back");
            }
        }
    }

    /// The store did not answer.
    pub(super) fn failed(&self, leave: Leave, now: Instant) {
        let opened = self.breaker.failed();
        if opened || leave == Leave::Look {
            *self.look.lock().unwrap_or_else(PoisonError::into_inner) = Some(now + REST);
        }
        if opened {
            tracing::warn!("the store of pictures is left alone until it is back");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEADLINE: Duration = Duration::from_secs(4);

    /// A store that has failed so often that it is left alone.
    fn away(now: Instant) -> Rest {
        let rest = Rest::default();
        while let Some(leave) = rest.leave(now, DEADLINE) {
            rest.failed(leave, now);
        }
        rest
    }

    #[test]
    fn one_request_looks_once_the_rest_is_over() {
        let now = Instant::now();
        let rest = away(now);
        let later = now + REST;
        assert_eq!(rest.leave(later, DEADLINE), Some(Leave::Look));
        assert_eq!(rest.leave(later, DEADLINE), None, "one is looking");
        rest.failed(Leave::Look, later);
        assert_eq!(rest.leave(later, DEADLINE), None, "it is left alone again");
        assert_eq!(rest.leave(later + REST, DEADLINE), Some(Leave::Look));
        rest.answered(Leave::Look);
        assert_eq!(rest.leave(later, DEADLINE), Some(Leave::Usual));
    }

    #[test]
    fn a_look_that_is_never_heard_of_again_keeps_nobody_out() {
        let now = Instant::now();
        let rest = away(now);
        assert_eq!(rest.leave(now + REST, DEADLINE), Some(Leave::Look));
        assert_eq!(rest.leave(now + REST + DEADLINE, DEADLINE), Some(Leave::Look));
    }

    #[test]
    fn a_late_answer_closes_nothing() {
        let now = Instant::now();
        let rest = away(now);
        rest.answered(Leave::Usual);
        assert_eq!(rest.leave(now, DEADLINE), None);
    }
}
