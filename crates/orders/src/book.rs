//! The orders, and the way to them.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use kernel::{AccountId, OrderId, Sku};
use patience::{Away, Guard, Guarded, ask};
use sqlx::PgPool;
use storefront::orders::{OrderRefusal, OrderView};

use crate::{letters::LetterQueue, store};

/// The way to PostgreSQL.
pub(crate) struct Desk {
    pool: PgPool,
    guard: Guard,
}

impl Desk {
    pub(crate) fn pool(&self) -> &PgPool {
        &self.pool
    }
}

#[async_trait]
impl Guarded for Desk {
    fn guard(&self) -> &Guard {
        &self.guard
    }

    async fn look(&self) -> bool {
        store::ping(&self.pool).await.is_ok()
    }
}

/// All orders. It answers the port `storefront::orders::Orders`.
#[derive(Clone)]
pub struct OrderBook {
    pub(crate) desk: Arc<Desk>,
}

impl OrderBook {
    /// The orders in a database, which has `deadline` for one answer.
    #[must_use]
    pub fn new(pool: PgPool, deadline: Duration) -> Self {
        let guard = Guard::new("orders", "PostgreSQL", deadline);
        Self { desk: Arc::new(Desk { pool, guard }) }
    }

    /// The letters that wait.
    #[must_use]
    pub fn letters(&self) -> LetterQueue {
        LetterQueue::new(self.desk.clone())
    }

    /// An order, whoever bought it: for staff.
    ///
    /// # Errors
    /// [`OrderRefusal::NotFound`], [`OrderRefusal::Unavailable`].
    pub async fn view_any(&self, id: &OrderId) -> Result<OrderView, OrderRefusal> {
        let read = async {
            let mut txn = pool::begin_reading(self.desk.pool()).await?;
            store::views::view(&mut txn, id).await
        };
        let found = ask::<_, _, sqlx::Error>(&self.desk, read).await;
        found.map_err(|_| OrderRefusal::Unavailable)?.ok_or(OrderRefusal::NotFound)
    }

    /// Whether one of these SKUs is on its way to an account, or there.
    ///
    /// # Errors
    /// [`Away`].
    pub async fn has_bought(&self, account: &AccountId, skus: &[Sku]) -> Result<bool, Away> {
        let skus: Vec<String> = skus.iter().map(|sku| sku.as_str().to_owned()).collect();
        ask(&self.desk, store::lines::sent_to(self.desk.pool(), account, &skus)).await
    }
}
