//! The desk at which checkouts reserve: a few who serve, and a queue of bounded length before them.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use kernel::CheckoutId;
use patience::{Away, Guard, Guarded, LOOK, ask};
use sqlx::{PgPool, error::DatabaseError};
use tokio::sync::Semaphore;

use super::{
    answer::understood,
    moves,
    wish::{ReserveError, ReserveRequest, Reserved},
};
use crate::store;

/// How the desk is staffed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeskSettings {
    /// How many reserve at a time: as many connections as the pool should have. More are slower, as
    /// they wait for the same rows.
    pub serving: usize,
    /// How many may wait for their turn.
    pub queue: usize,
    /// How long PostgreSQL may take for one of them, its turn having come.
    pub deadline: Duration,
}

impl Default for DeskSettings {
    fn default() -> Self {
        Self { serving: 8, queue: 1_000, deadline: Duration::from_secs(2) }
    }
}

/// Reserves units for checkouts.
pub struct HoldDesk {
    store: Arc<HoldStore>,
    /// Places at the desk and in the queue.
    places: Semaphore,
    /// Places at the desk.
    serving: Semaphore,
}

struct HoldStore {
    pool: PgPool,
    guard: Guard,
}

#[async_trait]
impl Guarded for HoldStore {
    fn guard(&self) -> &Guard {
        &self.guard
    }

    async fn look(&self) -> bool {
        matches!(tokio::time::timeout(LOOK, store::ping(&self.pool)).await, Ok(Ok(())))
    }
}

impl HoldDesk {
    /// Opens a desk at a pool that nobody else uses: who browses must not wait behind who buys.
    #[must_use]
    pub fn new(pool: PgPool, settings: DeskSettings) -> Self {
        let DeskSettings { serving, queue, deadline } = settings;
        let serving = serving.max(1);
        let guard = Guard::new("holds", "PostgreSQL", deadline);
        Self {
            store: Arc::new(HoldStore { pool, guard }),
            places: Semaphore::new(serving.saturating_add(queue).min(Semaphore::MAX_PERMITS)),
            serving: Semaphore::new(serving.min(Semaphore::MAX_PERMITS)),
        }
    }

    /// Holds all lines or none, in place of what the checkout held before.
    ///
    /// # Errors
    /// [`ReserveError`]. Who found a place in the queue is never told [`ReserveError::Busy`] for its
    /// length.
    pub async fn reserve(&self, request: &ReserveRequest) -> Result<Reserved, ReserveError> {
        let rows = self.serve(async |pool| store::holds::reserve(pool, request).await).await?;
        understood(rows)
    }

    /// Lets go of what a checkout holds, but for lines that are being paid for. Again, it does
    /// nothing.
    ///
    /// # Errors
    /// [`ReserveError::Busy`] or [`ReserveError::Unavailable`].
    pub async fn release(&self, checkout: &CheckoutId) -> Result<(), ReserveError> {
        self.serve(async |pool| {
            let mut txn = pool::begin(pool).await?;
            moves::release(&mut txn, checkout).await?;
            txn.commit().await
        })
        .await
    }

    /// Asks another question at the desk, with its queue and its deadline: one that reserves among
    /// other things, as a rule.
    ///
    /// # Errors
    /// [`ReserveError::Busy`] when the queue is full, or PostgreSQL did not get a lock in time or
    /// refused it; [`ReserveError::Unavailable`] for all else that PostgreSQL fails at.
    pub async fn serve<T, F>(&self, question: F) -> Result<T, ReserveError>
    where
        F: AsyncFnOnce(&PgPool) -> Result<T, sqlx::Error>,
    {
        let _place = self.places.try_acquire().map_err(|_| ReserveError::Busy)?;
        let _turn = self.serving.acquire().await.map_err(|_| ReserveError::Busy)?;
        let asked = async {
            match question(&self.store.pool).await {
                Ok(answer) => Ok(Ok(answer)),
                // It is there and somebody else has the row: no reason to leave it alone.
                Err(error) if in_the_way(&error) => Ok(Err(ReserveError::Busy)),
                Err(error) if is_refused(&error) => {
                    tracing::error!(%error, "a question at the desk is refused");
                    Ok(Err(ReserveError::Unavailable))
                }
                Err(error) => Err(error),
            }
        };
        ask(&self.store, asked).await.map_err(|Away| ReserveError::Unavailable)?
    }
}

/// Whether PostgreSQL is there and finds a value or the question wrong, so that asking something else
/// is not in vain: data exceptions, broken constraints, exceptions of a function.
fn is_refused(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    code.is_some_and(|code| ["22", "23", "P0"].iter().any(|class| code.starts_with(class)))
}

/// Whether a lock was not to be had in time, or was given up for another's sake.
fn in_the_way(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    matches!(code.as_deref(), Some("55P03" | "40P01"))
}
