//! The audit log, for what is done in another store than its own.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use audit::{Deed, DeedLog};
use sqlx::PgPool;
use storefront::ShopError;
use tokio::time::timeout;

/// How long PostgreSQL may take for a line of the audit log.
const DEADLINE: Duration = Duration::from_secs(3);

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

/// The log in PostgreSQL.
pub(super) fn log(postgres: PgPool) -> Arc<dyn DeedLog> {
    Arc::new(AuditedElsewhere(postgres))
}
