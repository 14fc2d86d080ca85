//! Deadlines for a store, and leaving it alone while it is away.

use std::{
    sync::{
        Arc, Weak,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use tokio::time::{sleep, timeout};

use crate::breaker::Breaker;

/// How long a store that failed is left alone between two looks at it.
const REST: Duration = Duration::from_millis(500);
/// How long one look may take, with connecting. No request waits for it.
pub const LOOK: Duration = Duration::from_secs(3);

/// The store does not answer. Whether it did what it was asked is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the store is away")]
pub struct Away;

/// A deadline and a breaker for one store.
#[derive(Debug)]
pub struct Guard {
    whose: &'static str,
    name: &'static str,
    deadline: Duration,
    breaker: Breaker,
    failures: AtomicU64,
}

/// A store that is asked under a guard.
#[async_trait]
pub trait Guarded: Send + Sync + 'static {
    /// Its guard.
    fn guard(&self) -> &Guard;
    /// Whether it answers again.
    async fn look(&self) -> bool;
}

impl Guard {
    /// Allows the store of this name `deadline` for one answer. The log says for whom it is asked.
    #[must_use]
    pub fn new(whose: &'static str, name: &'static str, deadline: Duration) -> Self {
        Self { whose, name, deadline, breaker: Breaker::default(), failures: AtomicU64::new(0) }
    }

    /// How often the store has failed. It may be another one since, or have forgotten something.
    #[must_use]
    pub fn failures(&self) -> u64 {
        self.failures.load(Ordering::Acquire)
    }
}

/// Asks a store, which has its deadline to answer in.
///
/// # Errors
/// [`Away`] when it fails or is late; at once while it is left alone.
pub async fn ask<S, T, E>(
    store: &Arc<S>,
    question: impl Future<Output = Result<T, E>>,
) -> Result<T, Away>
where
    S: Guarded,
    E: std::fmt::Display,
{
    let Guard { whose, name, deadline, breaker, failures } = store.guard();
    if breaker.is_open() {
        return Err(Away);
    }
    let failure = match timeout(*deadline, question).await {
        Ok(Ok(answer)) => {
            breaker.answered();
            return Ok(answer);
        }
        Ok(Err(error)) => error.to_string(),
        Err(late) => late.to_string(),
    };
    failures.fetch_add(1, Ordering::AcqRel);
    tracing::warn!(whose, store = name, failure, "a store gives no answer");
    if breaker.failed() {
        tracing::warn!(whose, store = name, "a store is left alone until it is back");
        let store: Arc<dyn Guarded> = store.clone();
        tokio::spawn(until_back(Arc::downgrade(&store)));
    }
    Err(Away)
}

/// Looks after a store that is away, behind the back of all requests, as long as anyone wants it.
async fn until_back(store: Weak<dyn Guarded>) {
    loop {
        sleep(REST).await;
        let Some(store) = store.upgrade() else { return };
        if matches!(timeout(LOOK, store.look()).await, Ok(true)) {
            let Guard { whose, name, breaker, .. } = store.guard();
            breaker.close();
            tracing::info!(whose, store = name, "a store is back");
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        future::{pending, ready},
        sync::atomic::{AtomicBool, AtomicU32},
    };

    use super::*;

    /// A store that answers looks when it is told to.
    struct Store {
        guard: Guard,
        back: AtomicBool,
        looks: AtomicU32,
    }

    impl Store {
        fn new() -> Arc<Self> {
            let guard = Guard::new("tests", "a store", Duration::from_secs(1));
            Arc::new(Self { guard, back: AtomicBool::new(false), looks: AtomicU32::new(0) })
        }
    }

    #[async_trait]
    impl Guarded for Store {
        fn guard(&self) -> &Guard {
            &self.guard
        }

        async fn look(&self) -> bool {
            self.looks.fetch_add(1, Ordering::SeqCst);
            self.back.load(Ordering::SeqCst)
        }
    }

    async fn fails(store: &Arc<Store>) {
        assert_eq!(ask(store, ready(Err::<(), _>("no"))).await, Err(Away));
    }

    async fn answers(store: &Arc<Store>) -> Result<u8, Away> {
        ask(store, ready(Ok::<_, &str>(7))).await
    }

    /// Lets time pass until the store was looked at again.
    async fn until_looked_at(store: &Store) {
        let before = store.looks.load(Ordering::SeqCst);
        while store.looks.load(Ordering::SeqCst) == before {
            sleep(REST).await;
        }
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_that_is_late_counts_as_none() {
        let store = Store::new();
        assert_eq!(ask(&store, pending::<Result<(), &str>>()).await, Err(Away));
        assert_eq!(store.guard.failures(), 1);
        assert_eq!(answers(&store).await, Ok(7), "one failure is no reason to leave it alone");
    }

    #[tokio::test(start_paused = true)]
    async fn a_store_that_failed_is_left_alone_until_a_look_finds_it_back() {
        let store = Store::new();
        while !store.guard.breaker.is_open() {
            fails(&store).await;
        }
        let failures = store.guard.failures();
        let unasked = async { panic!("it is not asked") };
        assert_eq!(ask::<_, (), &str>(&store, unasked).await, Err(Away));
        until_looked_at(&store).await;
        assert_eq!(answers(&store).await, Err(Away), "the look found nothing");
        assert_eq!(store.guard.failures(), failures, "not asking it is no failure of it");
        store.back.store(true, Ordering::SeqCst);
        while store.guard.breaker.is_open() {
            sleep(REST).await;
        }
        assert_eq!(answers(&store).await, Ok(7));
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_looks_after_a_store_that_nobody_has() {
        let store = Store::new();
        while !store.guard.breaker.is_open() {
            fails(&store).await;
        }
        until_looked_at(&store).await;
        let last = Arc::downgrade(&store);
        drop(store);
        while last.upgrade().is_some() {
            sleep(REST).await;
        }
    }
}
