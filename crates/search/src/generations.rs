//! States of the shop that cursors point into.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kernel::Timestamp;
use storefront::stock::StockSnapshot;

use crate::{snapshot::Snapshot, wording::Wording};

/// How long a state is kept after a cursor into it was handed out, in milliseconds.
const KEPT_MILLIS: i64 = 10 * 60 * 1000;
/// Most states that are kept.
const MOST_KEPT: usize = 64;

/// What names a state: equal names mean equal orders of the best matches, on any server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StateName {
    /// The fingerprint of the products.
    pub(crate) content: u64,
    /// The stamp of the stock.
    pub(crate) stock: u64,
    /// The fingerprint of the wording.
    pub(crate) wording: u64,
}

/// Content, stock and wording at one moment: together they decide the order of the best matches.
#[derive(Clone)]
pub(crate) struct Generation {
    pub(crate) snapshot: Arc<Snapshot>,
    /// The stamp of the stock.
    pub(crate) stock: u64,
    /// Which documents can be bought.
    pub(crate) in_stock: Arc<Vec<bool>>,
    /// What a merchant says of queries.
    pub(crate) wording: Arc<Wording>,
}

impl Generation {
    /// What names it.
    pub(crate) fn name(&self) -> StateName {
        StateName {
            content: self.snapshot.content,
            stock: self.stock,
            wording: self.wording.fingerprint(),
        }
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
    /// The state of this content with this stock and this wording.
    pub(crate) fn present(
        &self,
        snapshot: &Arc<Snapshot>,
        stock: &StockSnapshot,
        wording: &Arc<Wording>,
    ) -> Generation {
        let mut present = lock(&self.present);
        match &mut *present {
            Some(known) if Arc::ptr_eq(&known.snapshot, snapshot) && known.stock == stock.stamp => {
                if !Arc::ptr_eq(&known.wording, wording) {
                    known.wording = Arc::clone(wording);
                }
                known.clone()
            }
            _ => {
                let fresh = Generation {
                    snapshot: Arc::clone(snapshot),
                    stock: stock.stamp,
                    in_stock: Arc::new(snapshot.in_stock(stock)),
                    wording: Arc::clone(wording),
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
        name: StateName,
        now: Timestamp,
    ) -> Option<Generation> {
        if present.name() == name {
            return Some(present);
        }
        let mut kept = lock(&self.kept);
        forget_old(&mut kept, now);
        kept.iter().find(|(known, _)| known.name() == name).map(|(known, _)| known.clone())
    }

    /// Keeps a state, since a cursor into it is handed out now.
    pub(crate) fn keep(&self, generation: &Generation, now: Timestamp) {
        let mut kept = lock(&self.kept);
        forget_old(&mut kept, now);
        let name = generation.name();
        match kept.iter_mut().find(|(known, _)| known.name() == name) {
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
