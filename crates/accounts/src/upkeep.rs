//! What is to be done now and then.

use std::sync::Arc;

use kernel::Timestamp;
use storefront::ShopError;

use crate::{book::AccountBook, store};

const DAY: i64 = 24 * 60 * 60_000;
/// How long an address may be claimed without being verified, in milliseconds.
const CLAIM: i64 = 7 * DAY;
/// How long it is kept that a letter was sent, in milliseconds.
const SENT: i64 = 30 * DAY;
/// Endings of sessions looked after at a time.
const ENDINGS: i64 = 100;

/// What upkeep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tidied {
    /// Accounts whose sessions have ended now, after they could not when they should.
    pub sessions_ended: u64,
    /// Accounts whose sessions still have to end.
    pub sessions_left: u64,
    /// Links and steps deleted because they were too old.
    pub tokens: u64,
    /// Letters deleted: sent long ago, or never sent and too old to be.
    pub letters: u64,
    /// Addresses that were claimed and never verified.
    pub claims: u64,
}

/// Upkeep of the accounts. Any number of servers may do it at the same time.
#[derive(Clone)]
pub struct Upkeep {
    book: Arc<AccountBook>,
}

impl Upkeep {
    pub(crate) fn new(book: Arc<AccountBook>) -> Self {
        Self { book }
    }

    /// Does it once. To be called each few seconds: sessions may be waiting to be ended.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]; what was not done is done the next time.
    pub async fn run_once(&self) -> Result<Tidied, ShopError> {
        let gate = &self.book.gate;
        let mut tidied = Tidied::default();
        let due = async { Ok(store::endings::due(gate.pool(), ENDINGS).await?) };
        for ending in gate.ask::<_, ShopError>(due).await? {
            if self.book.end_sessions(&ending).await {
                tidied.sessions_ended += 1;
            } else {
                tidied.sessions_left += 1;
            }
        }
        let now = self.book.now();
        let ago = |millis| Timestamp::from_millis(now.millis() - millis);
        let tidy = async {
            let pool = gate.pool();
            let tokens = store::upkeep::delete_old_tokens(pool, now).await?;
            let letters = store::upkeep::delete_old_letters(pool, ago(SENT), now).await?;
            let claims = store::upkeep::delete_old_claims(pool, ago(CLAIM)).await?;
            Ok((tokens, letters, claims))
        };
        (tidied.tokens, tidied.letters, tidied.claims) = gate.ask::<_, ShopError>(tidy).await?;
        Ok(tidied)
    }
}
