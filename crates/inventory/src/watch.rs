//! The newest stock figures, where pages read them without waiting.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, Mutex},
    time::Duration,
};

use arc_swap::ArcSwap;
use kernel::{Clock, Sku};
use sqlx::PgPool;
use storefront::stock::{StockBoard, StockSnapshot};

use crate::store::{self, Look};

/// How often the figures are refreshed.
const EVERY: Duration = Duration::from_secs(1);
/// How long one look may take.
const DEADLINE: Duration = Duration::from_secs(2);

/// Watches the stock: reads it whole once, then each second what changed.
pub struct StockWatch {
    pool: PgPool,
    clock: Arc<dyn Clock>,
    newest: ArcSwap<StockSnapshot>,
    /// Where the next look begins. Held over a look, so that two never overtake each other.
    next: tokio::sync::Mutex<Option<String>>,
    away: Mutex<bool>,
}

impl StockWatch {
    /// Reads the whole stock.
    ///
    /// # Errors
    /// When PostgreSQL does not answer or has no such table yet.
    pub async fn load(pool: PgPool, clock: Arc<dyn Clock>) -> Result<Arc<Self>, sqlx::Error> {
        let watch = Self {
            pool,
            clock,
            newest: ArcSwap::default(),
            next: tokio::sync::Mutex::new(None),
            away: Mutex::new(false),
        };
        watch.refresh().await?;
        Ok(Arc::new(watch))
    }

    /// Refreshes the figures each second, for ever. While PostgreSQL is away the last ones stay.
    pub async fn run(self: Arc<Self>) {
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            let outcome = tokio::time::timeout(DEADLINE, self.refresh()).await;
            self.note(matches!(outcome, Ok(Ok(()))));
        }
    }

    /// Logs once when PostgreSQL goes away and once when it is back.
    fn note(&self, answered: bool) {
        let mut away = self.away.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match (answered, *away) {
            (false, false) => {
                tracing::warn!("PostgreSQL does not answer; stock figures stay as they were")
            }
            (true, true) => tracing::info!("PostgreSQL answers again; stock figures are fresh"),
            _ => {}
        }
        *away = !answered;
    }

    /// Takes in what changed since the last look.
    ///
    /// # Errors
    /// When PostgreSQL does not answer; the figures stay as they were.
    pub async fn refresh(&self) -> Result<(), sqlx::Error> {
        let mut since = self.next.lock().await;
        let mut txn = self.pool.begin().await?;
        let Look { rows, next } = store::look(&mut txn, since.as_deref()).await?;
        txn.commit().await?;
        *since = Some(next);
        let last = self.newest.load();
        let changed: Vec<_> = rows
            .into_iter()
            .filter_map(|(sku, free)| Some((Sku::parse(sku).ok()?, u32::try_from(free).ok()?)))
            .filter(|(sku, free)| last.free.get(sku) != Some(free))
            .collect();
        if changed.is_empty() && last.changed_at != kernel::Timestamp::default() {
            return Ok(());
        }
        let mut free = last.free.clone();
        let mut stamp = last.stamp;
        for (sku, units) in changed {
            let before = free.insert(sku.clone(), units).unwrap_or(0);
            if (before > 0) != (units > 0) {
                // Order does not matter to a sum, so equal sets give equal stamps on every server.
                let share = share_of(&sku);
                stamp =
                    if units > 0 { stamp.wrapping_add(share) } else { stamp.wrapping_sub(share) };
            }
        }
        self.newest.store(Arc::new(StockSnapshot { free, stamp, changed_at: self.clock.now() }));
        Ok(())
    }
}

/// What a SKU in stock adds to the stamp. The hasher has fixed keys, so every server agrees.
fn share_of(sku: &Sku) -> u64 {
    let mut hasher = DefaultHasher::new();
    sku.as_str().hash(&mut hasher);
    hasher.finish()
}

impl StockBoard for StockWatch {
    fn snapshot(&self) -> Arc<StockSnapshot> {
        self.newest.load_full()
    }
}
