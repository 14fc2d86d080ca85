//! Telling a crowd that something is gone, before anything is reckoned for it.

use std::{sync::Arc, time::Duration};

use inventory::holds::{HoldDesk, ReserveError, understood};
use moka::future::Cache;
use storefront::stock::StockBoard;

use crate::{
    buyer::Owner, desk::CheckoutDesk, held::HeldLine, held::counted, store, trouble::Trouble,
};

/// For how long PostgreSQL's answer to one newcomer is told to the others who want the same.
const TOLD: Duration = Duration::from_millis(100);
/// How many wishes have an answer at a time.
const MOST: u64 = 1_000;

/// Units of each SKU.
type Wanted = Vec<(String, u32)>;

/// What newcomers are told who all want the same: PostgreSQL is asked once for all of them.
pub(crate) struct Crowd(Cache<Wanted, Result<(), ReserveError>>);

impl Default for Crowd {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(MOST).time_to_live(TOLD).build())
    }
}

impl Crowd {
    async fn ask(&self, holds: &HoldDesk, lines: &[HeldLine]) -> Result<(), ReserveError> {
        let wanted = counted(lines).map(|(sku, units)| (sku.as_str().to_owned(), units.units()));
        let asked = async {
            match ask(holds, &Owner::nobody(), lines).await {
                // Whoever asks next may be luckier.
                Err(error @ (ReserveError::Busy | ReserveError::Unavailable)) => Err(error),
                answer => Ok(answer),
            }
        };
        self.0
            .try_get_with(wanted.collect(), asked)
            .await
            .unwrap_or_else(|error| Err(Arc::unwrap_or_clone(error)))
    }
}

/// Asks PostgreSQL whether an owner can have these lines just now; nothing is locked.
async fn ask(holds: &HoldDesk, owner: &Owner, lines: &[HeldLine]) -> Result<(), ReserveError> {
    let short = holds.serve(async |pool| store::short(pool, owner, lines).await).await?;
    if short.is_empty() { Ok(()) } else { understood(short).map(|_| ()) }
}

impl CheckoutDesk {
    /// Refuses who comes too late. Whether they do is found out again when units are held: nobody
    /// gets what there is not, and who is told that it is gone may be told so a moment too long.
    pub(crate) async fn refuse_sold_out(
        &self,
        owner: &Owner,
        newcomer: bool,
        lines: &[HeldLine],
    ) -> Result<(), Trouble> {
        let Some(board) = &self.inner.stock else { return Ok(()) };
        if is_there(&**board, lines) {
            return Ok(());
        }
        let holds = &self.inner.holds;
        // Of what others want there may be units that the buyer holds; newcomers hold none.
        let answer = match newcomer {
            true => self.inner.crowd.ask(holds, lines).await,
            false => ask(holds, owner, lines).await,
        };
        Ok(answer?)
    }
}

/// Whether there is enough, as far as anybody has heard.
fn is_there(board: &dyn StockBoard, lines: &[HeldLine]) -> bool {
    let seen = board.snapshot();
    counted(lines).all(|(sku, wanted)| seen.free(sku.as_str()) >= wanted.units())
}
