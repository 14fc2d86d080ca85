//! What is in stock, as PostgreSQL says it.

use std::{collections::HashMap, sync::Arc};

use kernel::{Sku, Timestamp};

/// Free units of every tracked SKU at one moment. Never used to decide a sale.
#[derive(Debug, Default)]
pub struct StockSnapshot {
    /// Units that nobody holds, by SKU. A SKU without an entry has none.
    pub free: HashMap<Sku, u32>,
    /// The day, at midnight UTC, on which a SKU is expected back, where one is known.
    pub expected: HashMap<Sku, Timestamp>,
    /// Changes whenever the set of SKUs in stock does; equal sets have equal stamps on every server.
    pub stamp: u64,
    /// When the last change was seen.
    pub changed_at: Timestamp,
}

impl StockSnapshot {
    /// Free units of a SKU.
    #[must_use]
    pub fn free(&self, sku: &str) -> u32 {
        self.free.get(sku).copied().unwrap_or(0)
    }

    /// What to say of a SKU; `tracked` is false for what never runs out.
    #[must_use]
    pub fn availability(&self, sku: &str, tracked: bool) -> Availability {
        if !tracked {
            return Availability::Always;
        }
        match self.free(sku) {
            0 => self
                .expected
                .get(sku)
                .map_or(Availability::SoldOut, |day| Availability::BackOn(*day)),
            few @ 1..=LOW => Availability::Low(few),
            _ => Availability::InStock,
        }
    }
}

/// From how many free units down a shopper is told the number.
pub const LOW: u32 = 5;

/// What a shopper is told about a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// Not counted: a subscription, say.
    Always,
    /// More than a few units are free.
    InStock,
    /// This many units are free, and no more.
    Low(u32),
    /// None is free; more is expected on this day.
    BackOn(Timestamp),
    /// None is free.
    SoldOut,
}

impl Availability {
    /// Whether it can be bought now.
    #[must_use]
    pub const fn purchasable(self) -> bool {
        !matches!(self, Self::SoldOut | Self::BackOn(_))
    }
}

/// The board on which the newest stock figures hang, refreshed every second.
pub trait StockBoard: Send + Sync {
    /// The newest figures. Never waits.
    fn snapshot(&self) -> Arc<StockSnapshot>;
}
