//! A deadline for PostgreSQL, and leaving it alone while it is away.

use std::{
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use sqlx::PgPool;
use storefront::{account::AccountError, customer_room::CustomerError, staff::StaffError};
use tokio::time::{sleep, timeout};

use crate::store;

/// Failures in a row after which PostgreSQL is left alone.
const FAILURES: u32 = 3;
/// How long it is left alone between two looks.
const REST: Duration = Duration::from_millis(500);
/// How long one look may take. No request waits for it.
const LOOK: Duration = Duration::from_secs(3);

/// PostgreSQL does not answer. Whether it did what it was asked is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("PostgreSQL is away")]
pub(crate) struct Away;

impl From<Away> for AccountError {
    fn from(_: Away) -> Self {
        Self::Unavailable
    }
}

impl From<Away> for StaffError {
    fn from(_: Away) -> Self {
        Self::Unavailable
    }
}

impl From<Away> for CustomerError {
    fn from(_: Away) -> Self {
        Self::Unavailable
    }
}

/// Why a transaction ended without being committed: decided so, or for a failure.
#[derive(Debug)]
pub(crate) enum Stop<D> {
    Denied(D),
    Failed(sqlx::Error),
}

impl<D> From<sqlx::Error> for Stop<D> {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error)
    }
}

/// The way to PostgreSQL.
pub(crate) struct Gate {
    pool: PgPool,
    deadline: Duration,
    open: AtomicBool,
    failures: AtomicU32,
}

impl Gate {
    pub(crate) fn new(pool: PgPool, deadline: Duration) -> Arc<Self> {
        let (open, failures) = (AtomicBool::new(true), AtomicU32::new(0));
        Arc::new(Self { pool, deadline, open, failures })
    }

    pub(crate) fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Asks PostgreSQL, which has its deadline to answer in; at once [`Away`] while it is left
    /// alone.
    pub(crate) async fn ask<T, D: From<Away>>(
        self: &Arc<Self>,
        question: impl Future<Output = Result<T, Stop<D>>>,
    ) -> Result<T, D> {
        if !self.open.load(Ordering::Acquire) {
            return Err(Away.into());
        }
        let failure = match timeout(self.deadline, question).await {
            Ok(Ok(answer)) => {
                self.failures.store(0, Ordering::Release);
                return Ok(answer);
            }
            Ok(Err(Stop::Denied(denied))) => {
                self.failures.store(0, Ordering::Release);
                return Err(denied);
            }
            Ok(Err(Stop::Failed(error))) => {
                if error.as_database_error().is_some() {
                    // It is there and says no; that is no reason to leave it alone.
                    tracing::error!(%error, "PostgreSQL refused a statement on accounts");
                    return Err(Away.into());
                }
                error.to_string()
            }
            Err(late) => late.to_string(),
        };
        tracing::warn!(failure, "accounts get no answer from PostgreSQL");
        let failures = self.failures.fetch_add(1, Ordering::AcqRel) + 1;
        if failures >= FAILURES && self.open.swap(false, Ordering::AcqRel) {
            tracing::warn!("accounts leave PostgreSQL alone until it is back");
            tokio::spawn(until_back(Arc::downgrade(self)));
        }
        Err(Away.into())
    }
}

/// Looks after PostgreSQL behind the back of all requests, as long as anyone wants it.
async fn until_back(gate: Weak<Gate>) {
    loop {
        sleep(REST).await;
        let Some(gate) = gate.upgrade() else { return };
        if matches!(timeout(LOOK, store::ping(&gate.pool)).await, Ok(Ok(()))) {
            gate.failures.store(0, Ordering::Release);
            gate.open.store(true, Ordering::Release);
            tracing::info!("accounts are back with PostgreSQL");
            return;
        }
    }
}
