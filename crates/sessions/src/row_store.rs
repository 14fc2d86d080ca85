//! Sessions in PostgreSQL, asked under a deadline.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use patience::{Away, Guard, Guarded, ask};
use sqlx::PgPool;

use crate::store;

/// Sessions in PostgreSQL.
pub(crate) struct RowStore {
    pool: PgPool,
    guard: Guard,
}

impl RowStore {
    pub(crate) fn new(pool: PgPool, deadline: Duration) -> Arc<Self> {
        Arc::new(Self { pool, guard: Guard::new("sessions", "PostgreSQL", deadline) })
    }

    /// Asks PostgreSQL, which has its deadline to answer in.
    pub(crate) async fn ask<T, F>(
        self: &Arc<Self>,
        question: impl FnOnce(PgPool) -> F,
    ) -> Result<T, Away>
    where
        F: Future<Output = Result<T, sqlx::Error>>,
    {
        ask(self, question(self.pool.clone())).await
    }
}

#[async_trait]
impl Guarded for RowStore {
    fn guard(&self) -> &Guard {
        &self.guard
    }

    async fn look(&self) -> bool {
        store::ping(&self.pool).await.is_ok()
    }
}
