//! Connects reviews with the orders and the audit log that they ask.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use audit::Deed;
use catalog::{CatalogStore, DeedLog, Purchases, ReviewDesk};
use kernel::{AccountId, Sku};
use orders::OrderBook;
use sqlx::PgPool;
use storefront::ShopError;
use tokio::time::timeout;

/// How long PostgreSQL may take for a line of the audit log.
const DEADLINE: Duration = Duration::from_secs(3);

/// The orders, as reviews ask for them.
struct SentOrders(OrderBook);

#[async_trait]
impl Purchases for SentOrders {
    async fn has_bought(&self, account: &AccountId, skus: &[Sku]) -> Result<bool, ShopError> {
        self.0.has_bought(account, skus).await.map_err(|_| ShopError::Unavailable)
    }
}

/// The audit log, for what is done in another store than its own.
struct AuditedElsewhere(PgPool);

impl AuditedElsewhere {
    async fn append(&self, deed: &Deed<'_>) -> sqlx::Result<()> {
        let mut txn = pool::begin(&self.0).await?;
        audit::write(&mut txn, deed).await?;
        txn.commit().await
    }
}

#[async_trait]
impl DeedLog for AuditedElsewhere {
    async fn write(&self, deed: &Deed<'_>) -> Result<(), ShopError> {
        match timeout(DEADLINE, self.append(deed)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => {
                tracing::error!(%error, action = deed.action, "a deed is not in the audit log");
                Err(ShopError::Unavailable)
            }
            Err(_) => {
                tracing::error!(action = deed.action, "the audit log did not answer in time");
                Err(ShopError::Unavailable)
            }
        }
    }
}

/// Reviews, with what they ask.
pub(super) fn desk(
    catalogue: Arc<CatalogStore>,
    orders: OrderBook,
    postgres: PgPool,
) -> Arc<ReviewDesk> {
    let (orders, deeds) = (Arc::new(SentOrders(orders)), Arc::new(AuditedElsewhere(postgres)));
    Arc::new(ReviewDesk::new(catalogue, orders, deeds))
}
