//! States of the shop that cursors point into.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kernel::Timestamp;
use storefront::stock::StockSnapshot;

use crate::snapshot::Snapshot;

/// How long a state is kept after a cursor into it was handed out, in milliseconds.
const KEPT_MILLIS: i64 = 10 * 60 * 1000;
/// Most states that are kept.
const MOST_KEPT: usize = 64;

/// Content and stock at one moment: together they decide the order of the best matches.
#[derive(Clone)]
pub(crate) struct Generation {
    pub(crate) snapshot: Arc<Snapshot>,
    /// The stamp of the stock.
    pub(crate) stock: u64,
    /// Which documents can be bought.
    pub(crate) in_stock: Arc<Vec<bool>>,
}

impl Generation {
    fn is(&self, content: u64, stock: u64) -> bool {
        self.snapshot.content == content && self.stock == stock
    }
}

/// The present state, and those that cursors point into.
#[derive(Default)]
pub(crate) struct Generations {
    present: Mutex<Option<Generation>>,
    kept: Mutex<Vec<(Generation, Timestamp)>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Generations {
    /// The state of this content with this stock.
    pub(crate) fn present(&self, snapshot: &Arc<Snapshot>, stock: &StockSnapshot) -> Generation {
        let mut present = lock(&self.present);
        match &*present {
            Some(known) if Arc::ptr_eq(&known.snapshot, snapshot) && known.stock == stock.stamp => {
                known.clone()
            }
            _ => {
                let fresh = Generation {
                    snapshot: Arc::clone(snapshot),
                    stock: stock.stamp,
                    in_stock: Arc::new(snapshot.in_stock(stock)),
                };
                *present = Some(fresh.clone());
                fresh
            }
        }
    }

    /// The state that a cursor names, if it is the present one or still kept.
    pub(crate) fn named(
        &self,
        present: Generation,
        content: u64,
        stock: u64,
        now: Timestamp,
    ) -> Option<Generation> {
        if present.is(content, stock) {
            return Some(present);
        }
        let mut kept = lock(&self.kept);
        forget_old(&mut kept, now);
        kept.iter().find(|(known, _)| known.is(content, stock)).map(|(known, _)| known.clone())
    }

    /// Keeps a state, since a cursor into it is handed out now.
    pub(crate) fn keep(&self, generation: &Generation, now: Timestamp) {
        let mut kept = lock(&self.kept);
        forget_old(&mut kept, now);
        let (content, stock) = (generation.snapshot.content, generation.stock);
        match kept.iter_mut().find(|(known, _)| known.is(content, stock)) {
            Some((_, handed_out)) => *handed_out = now,
            None => {
                if kept.len() >= MOST_KEPT {
                    kept.remove(0);
                }
                kept.push((generation.clone(), now));
            }
        }
    }

    /// Lets go of what no cursor can point into any more.
    pub(crate) fn tidy(&self, now: Timestamp) {
        forget_old(&mut lock(&self.kept), now);
    }
}

fn forget_old(kept: &mut Vec<(Generation, Timestamp)>, now: Timestamp) {
    kept.retain(|(_, handed_out)| now.millis() - handed_out.millis() <= KEPT_MILLIS);
}
