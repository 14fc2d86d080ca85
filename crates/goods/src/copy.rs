//! The copy as pages ask it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use kernel::{Clock, Timestamp};
use sqlx::PgPool;
use storefront::{
    ShopError,
    goods_index::{GoodsAsked, GoodsFeed, GoodsFound, GoodsIndex},
};
use tokio::time::timeout;

use crate::store::asking;

/// How long a page waits for it. The catalogue is asked instead after that.
const DEADLINE: Duration = Duration::from_millis(500);
/// Stands for no moment.
const NEVER: i64 = i64::MIN;

/// A copy of what lists of products show and go by, in PostgreSQL.
pub struct GoodsCopy {
    pub(crate) pool: PgPool,
    pub(crate) feed: Arc<dyn GoodsFeed>,
    pub(crate) clock: Arc<dyn Clock>,
    /// Milliseconds since 1970.
    whole_until: AtomicI64,
}

impl GoodsCopy {
    /// A copy of what a feed tells. It answers no page before [`GoodsCopy::run`] has looked.
    #[must_use]
    pub fn new(pool: PgPool, feed: Arc<dyn GoodsFeed>, clock: Arc<dyn Clock>) -> Self {
        Self { pool, feed, clock, whole_until: AtomicI64::new(NEVER) }
    }

    /// All that was written before a moment is in it; or it is not to be asked.
    pub(crate) fn set_whole_until(&self, moment: Option<Timestamp>) {
        self.whole_until.store(moment.map_or(NEVER, Timestamp::millis), Ordering::Release);
    }

    /// All that was written before this moment is in it, at least.
    pub(crate) fn raise_whole_until(&self, moment: Timestamp) {
        self.whole_until.fetch_max(moment.millis(), Ordering::AcqRel);
    }
}

#[async_trait]
impl GoodsIndex for GoodsCopy {
    fn whole_until(&self) -> Option<Timestamp> {
        let millis = self.whole_until.load(Ordering::Acquire);
        (millis != NEVER).then(|| Timestamp::from_millis(millis))
    }

    async fn find(&self, asked: GoodsAsked<'_>) -> Result<GoodsFound, ShopError> {
        let failure = match timeout(DEADLINE, asking::find(&self.pool, asked)).await {
            Ok(Ok(found)) => return Ok(found),
            Ok(Err(error)) => error.to_string(),
            Err(_) => format!("no answer within {DEADLINE:?}"),
        };
        tracing::warn!(failure, "the copy of products for lists cannot be asked");
        // Nobody asks it again before the next look at the catalogue.
        self.set_whole_until(None);
        Err(ShopError::Unavailable)
    }
}
