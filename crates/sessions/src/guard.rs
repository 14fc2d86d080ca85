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
pub(crate) const LOOK: Duration = Duration::from_secs(3);

/// The store does not answer. Whether it did what it was asked is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the store is away")]
pub struct Away;

/// A deadline and a breaker for one store.
pub(crate) struct Guard {
    name: &'static str,
    deadline: Duration,
    breaker: Breaker,
    failures: AtomicU64,
}

/// A store that is asked under a guard.
#[async_trait]
pub(crate) trait Guarded: Send + Sync + 'static {
    fn guard(&self) -> &Guard;
    /// Whether it answers again.
    async fn look(&self) -> bool;
}

impl Guard {
    /// Allows `deadline` for one answer.
    pub(crate) fn new(name: &'static str, deadline: Duration) -> Self {
        Self { name, deadline, breaker: Breaker::default(), failures: AtomicU64::new(0) }
    }

    /// How often the store has failed. It may be another one since, or have forgotten something.
    pub(crate) fn failures(&self) -> u64 {
        self.failures.load(Ordering::Acquire)
    }
}

/// Asks a store, which has its deadline to answer in; at once [`Away`] while it is left alone.
pub(crate) async fn ask<S, T, E>(
    store: &Arc<S>,
    question: impl Future<Output = Result<T, E>>,
) -> Result<T, Away>
where
    S: Guarded,
    E: std::fmt::Display,
{
    let Guard { name, deadline, breaker, failures } = store.guard();
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
    tracing::warn!(store = name, failure, "sessions get no answer");
    if breaker.failed() {
        tracing::warn!(store = name, "sessions leave it alone until it is back");
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
            store.guard().breaker.close();
            tracing::info!(store = store.guard().name, "sessions are back with it");
            return;
        }
    }
}
