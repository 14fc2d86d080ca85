//! The newest stock figures, where pages read them without waiting.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
    time::Duration,
};

use arc_swap::ArcSwap;
use kernel::{Clock, Sku, Timestamp};
use sqlx::PgPool;
use storefront::stock::{StockBoard, StockSnapshot};

use crate::store::{self, Look};

/// How often the figures are refreshed.
const EVERY: Duration = Duration::from_secs(1);
/// How long one look may take.
const DEADLINE: Duration = Duration::from_secs(2);
/// Every how many looks the whole stock is read again: what a restored backup or a hand in the
/// database took back is then put right too.
const WHOLE_EVERY: u32 = 240;

/// Watches the stock: reads it whole once, then each second what changed.
pub struct StockWatch {
    pool: PgPool,
    clock: Arc<dyn Clock>,
    newest: ArcSwap<StockSnapshot>,
    /// What the looks so far saw. Held over a look, so that two never overtake each other.
    seen: tokio::sync::Mutex<Seen>,
}

/// What the looks so far saw.
#[derive(Default)]
struct Seen {
    /// Where the next one begins.
    next: Option<u64>,
    /// Free units as they stand in the rows.
    free: HashMap<Sku, u32>,
    /// Units in checkouts whose time is over: to a shopper they are free, as whoever asks for them
    /// gets them.
    due: HashMap<Sku, u32>,
}

impl StockWatch {
    /// Reads the whole stock.
    ///
    /// # Errors
    /// When PostgreSQL does not answer or has no such table yet.
    pub async fn load(pool: PgPool, clock: Arc<dyn Clock>) -> Result<Arc<Self>, sqlx::Error> {
        let watch =
            Self { pool, clock, newest: ArcSwap::default(), seen: tokio::sync::Mutex::default() };
        watch.reread().await?;
        Ok(Arc::new(watch))
    }

    /// Refreshes the figures each second, for ever. While PostgreSQL is away the last ones stay.
    pub async fn run(self: Arc<Self>) {
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut away = false;
        for round in 1_u32.. {
            ticks.tick().await;
            // What comes back may be another PostgreSQL than the one that went.
            let whole = away || round.is_multiple_of(WHOLE_EVERY);
            let look = async { if whole { self.reread().await } else { self.refresh().await } };
            let failure = match tokio::time::timeout(DEADLINE, look).await {
                Ok(Ok(())) => None,
                Ok(Err(error)) => Some(error.to_string()),
                Err(late) => Some(late.to_string()),
            };
            match &failure {
                Some(reason) if !away => {
                    tracing::warn!(%reason, "PostgreSQL does not answer; stock figures stay as they were");
                }
                None if away => tracing::info!("PostgreSQL answers again; stock figures are fresh"),
                _ => {}
            }
            away = failure.is_some();
        }
    }

    /// Takes in what changed since the last look.
    ///
    /// # Errors
    /// When PostgreSQL does not answer; the figures stay as they were.
    pub async fn refresh(&self) -> Result<(), sqlx::Error> {
        let mut seen = self.seen.lock().await;
        let look = self.look(seen.next).await?;
        // Numbers of transactions only rise; lower ones are those of a restored database.
        let look = if seen.next > Some(look.next) { self.look(None).await? } else { look };
        self.take_in(&mut seen, look);
        Ok(())
    }

    /// Reads the whole stock again.
    ///
    /// # Errors
    /// When PostgreSQL does not answer; the figures stay as they were.
    pub async fn reread(&self) -> Result<(), sqlx::Error> {
        let mut seen = self.seen.lock().await;
        let look = self.look(None).await?;
        self.take_in(&mut seen, look);
        Ok(())
    }

    async fn look(&self, since: Option<u64>) -> Result<Look, sqlx::Error> {
        let mut txn = pool::begin_with(&self.pool, "begin").await?;
        let look = store::look(&mut txn, since).await?;
        txn.commit().await?;
        Ok(look)
    }

    /// Hangs up new figures, if they differ.
    fn take_in(&self, seen: &mut Seen, look: Look) {
        let last = self.newest.load();
        let Look { whole, rows, due, expected, next } = look;
        let (rows, due) = (by_sku(rows), by_sku(due));
        let quiet = !whole && rows.is_empty() && due == seen.due;
        if whole {
            seen.free = rows;
        } else {
            seen.free.extend(rows);
        }
        (seen.next, seen.due) = (Some(next), due);
        if quiet && expected == last.expected {
            return;
        }
        let mut free = seen.free.clone();
        for (sku, units) in &seen.due {
            // Lines are only of SKUs that have a row.
            if let Some(shown) = free.get_mut(sku) {
                *shown = shown.saturating_add(*units);
            }
        }
        if free == last.free && expected == last.expected && last.changed_at != Timestamp::default()
        {
            // Reclaimed, most likely: what was shown as free is free now.
            return;
        }
        let stamp = stamp_of(&free);
        let changed_at = self.clock.now();
        self.newest.store(Arc::new(StockSnapshot { free, expected, stamp, changed_at }));
    }
}

/// Units by SKU.
fn by_sku(rows: Vec<(String, i32)>) -> HashMap<Sku, u32> {
    let units =
        |(sku, units): (String, i32)| Some((Sku::parse(sku).ok()?, u32::try_from(units).ok()?));
    rows.into_iter().filter_map(units).collect()
}

/// A stamp of the set of SKUs in stock. Order does not matter to a sum and the hasher has fixed
/// keys, so equal sets have equal stamps on every server.
fn stamp_of(free: &HashMap<Sku, u32>) -> u64 {
    let in_stock = free.iter().filter(|(_, units)| **units > 0);
    in_stock.fold(0, |stamp, (sku, _)| {
        let mut hasher = DefaultHasher::new();
        sku.as_str().hash(&mut hasher);
        hasher.finish().wrapping_add(stamp)
    })
}

impl StockBoard for StockWatch {
    fn snapshot(&self) -> Arc<StockSnapshot> {
        self.newest.load_full()
    }
}
