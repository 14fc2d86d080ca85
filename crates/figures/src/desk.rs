//! Who may know which figure, and figures that are kept for a moment.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use kernel::{Clock, Currency};
use moka::future::Cache;
use sqlx::PgPool;
use storefront::{
    figures_room::{Figures, FiguresError, FiguresRoom, Span, Step, Waiting},
    staff::{Permission, StaffMember},
};

use crate::store::{self, Asked};

/// How long figures are kept. What waits is read anew each time.
const KEPT: Duration = Duration::from_secs(60);

/// Figures read from PostgreSQL. Cheap to clone.
#[derive(Clone)]
pub struct FiguresDesk {
    pool: PgPool,
    currency: Currency,
    clock: Arc<dyn Clock>,
    deadline: Duration,
    kept: Cache<Step, Arc<Figures>>,
}

impl FiguresDesk {
    /// Figures of a shop that sells in this currency above all. PostgreSQL may take so long for one
    /// answer.
    #[must_use]
    pub fn new(
        pool: PgPool,
        currency: Currency,
        clock: Arc<dyn Clock>,
        deadline: Duration,
    ) -> Self {
        let most = u64::try_from(Step::ALL.len()).unwrap_or(u64::MAX);
        let kept = Cache::builder().max_capacity(most).time_to_live(KEPT).build();
        Self { pool, currency, clock, deadline, kept }
    }

    async fn ask<T>(
        &self,
        work: impl Future<Output = Result<T, sqlx::Error>> + Send,
    ) -> Result<T, FiguresError> {
        match tokio::time::timeout(self.deadline, work).await {
            Ok(Ok(read)) => Ok(read),
            Ok(Err(error)) => {
                tracing::error!(%error, "figures could not be read");
                Err(FiguresError::Unavailable)
            }
            Err(_) => {
                tracing::error!("PostgreSQL took too long over figures");
                Err(FiguresError::Unavailable)
            }
        }
    }

    async fn read(&self, step: Step) -> Result<Arc<Figures>, FiguresError> {
        let span = Span::ending(step, self.clock.now());
        self.ask(store::figures(&self.pool, span, self.currency)).await.map(Arc::new)
    }
}

#[async_trait]
impl FiguresRoom for FiguresDesk {
    async fn figures(&self, by: &StaffMember, step: Step) -> Result<Arc<Figures>, FiguresError> {
        by.require(Permission::ReadReports)?;
        // Those who ask at once wait for one reading.
        self.kept.try_get_with(step, self.read(step)).await.map_err(|error| *error)
    }

    async fn waiting(&self, by: &StaffMember) -> Result<Waiting, FiguresError> {
        let reports = by.may(Permission::ReadReports);
        let asked = Asked {
            orders: reports || by.may(Permission::ReadOrders),
            payments: reports || by.may(Permission::Refund),
            stock: by.may(Permission::ReadStock),
        };
        if !asked.anything() {
            return Ok(Waiting::default());
        }
        self.ask(store::waiting(&self.pool, asked)).await
    }
}
