//! Carts of accounts: in Redis and in PostgreSQL, the newer of the two counting.
//!
//! Redis serves and PostgreSQL is written through before an operation is acknowledged. Every look
//! asks both, so whichever was away meanwhile is brought up to date by the first look or operation
//! after it is back, and nothing has to be put back by anyone in between.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use std::time::Duration;

use kernel::AccountId;
use patience::Away;

use crate::{
    contents::Cart,
    operation::{Operation, Refused, StockFigures},
    redis_store::{AtLeast, Outcome, RedisStore, Source},
    store::{AccountStore, Kept},
};

/// Tries of an operation that finds the two stores disagreeing, which each try mends.
const TRIES: usize = 3;
/// Between two tries to tell PostgreSQL what it missed.
const REST: Duration = Duration::from_millis(500);

/// Why an operation was not done.
#[derive(Debug)]
pub(crate) enum NotDone {
    Refused(Refused),
    Away,
    /// The cart to merge changed meanwhile.
    SourceMoved,
}

impl From<Away> for NotDone {
    fn from(_: Away) -> Self {
        Self::Away
    }
}

/// Carts of accounts in their two stores.
pub(crate) struct AccountCarts {
    pub(crate) redis: Arc<RedisStore>,
    pub(crate) rows: Arc<AccountStore>,
    keeping_up: AtomicBool,
}

impl AccountCarts {
    pub(crate) fn new(redis: Arc<RedisStore>, rows: Arc<AccountStore>) -> Arc<Self> {
        Arc::new(Self { redis, rows, keeping_up: AtomicBool::new(false) })
    }

    /// The newer of the two carts; the store with the older one is told.
    pub(crate) async fn load(self: &Arc<Self>, account: &AccountId) -> Result<Cart, Away> {
        let key = self.redis.account_key(account);
        let (redis, row) = tokio::join!(self.redis.read(&key), self.rows.read(account));
        match (redis, row) {
            (Ok(Some(redis)), Ok(row)) => {
                let kept = row.as_ref().map_or(0, |row| row.version);
                match row {
                    Some(row) if row.version > redis.version => {
                        self.put_back(&key, &row).await;
                        Ok(row)
                    }
                    _ => {
                        if kept < redis.version {
                            self.keep(account, &redis).await;
                        }
                        Ok(redis)
                    }
                }
            }
            (Ok(Some(redis)), Err(Away)) => Ok(redis),
            (Ok(None), Ok(Some(row))) => {
                self.put_back(&key, &row).await;
                Ok(row)
            }
            (_, Ok(row)) => Ok(row.unwrap_or_default()),
            // What Redis does not have, PostgreSQL may.
            (_, Err(Away)) => Err(Away),
        }
    }

    /// A copy that could not be put back is put back by the next look.
    async fn put_back(&self, key: &str, row: &Cart) {
        if self.redis.restore(key, row).await.is_err() {
            tracing::debug!("Redis went away again before a cart was back in it");
        }
    }

    /// Does an operation in Redis and writes it through; in PostgreSQL alone while Redis is away.
    pub(crate) async fn operate(
        self: &Arc<Self>,
        account: &AccountId,
        operation: &Operation,
        token: &str,
        stock: &StockFigures,
        mut source: Option<&Source>,
    ) -> Result<Cart, NotDone> {
        let key = self.redis.account_key(account);
        for _ in 0..TRIES {
            let row = self.rows.read(account).await;
            let least = match &row {
                Ok(Some(row)) => AtLeast::Version(row.version),
                Ok(None) => AtLeast::Anything,
                Err(Away) => AtLeast::Version(0),
            };
            let done = self.redis.operate(&key, operation, token, stock, least, source).await;
            match (done, row) {
                (Ok(Outcome::Done(cart)), _) => {
                    if let Some(newer) = self.write_through(account, &cart, token).await {
                        // The merged cart is gone by now; its lines are in the operation.
                        source = None;
                        self.redis.restore(&key, &newer).await?;
                        continue;
                    }
                    return Ok(cart);
                }
                (Ok(Outcome::Refused(refused)), _) => return Err(NotDone::Refused(refused)),
                (Ok(Outcome::SourceMoved), _) => return Err(NotDone::SourceMoved),
                (Ok(Outcome::Behind), Ok(Some(row))) => self.redis.restore(&key, &row).await?,
                (Ok(Outcome::Behind), _) => return Err(NotDone::Away),
                (Err(Away), _) if source.is_some() => return Err(NotDone::Away),
                (Err(Away), _) => {
                    let done = self.rows.operate(account, operation, token, stock).await?;
                    return done.map_err(NotDone::Refused);
                }
            }
        }
        Err(NotDone::Away)
    }

    /// Tells PostgreSQL of a cart that an operation has made in Redis. A cart comes back if
    /// PostgreSQL has one that is not older and knows nothing of the operation: then Redis had
    /// fallen behind, and the operation has to be done anew on that.
    async fn write_through(
        self: &Arc<Self>,
        account: &AccountId,
        cart: &Cart,
        token: &str,
    ) -> Option<Cart> {
        match self.keep(account, cart).await? {
            Kept::Newer(row) if !row.remembers(token) => {
                // Where many come at once, it may have acted and be forgotten again by now.
                let otherwise = row.was_made_otherwise(cart.made_by(token)?);
                otherwise.then_some(row)
            }
            _ => None,
        }
    }

    /// Tells PostgreSQL of a cart, later if it is away.
    async fn keep(self: &Arc<Self>, account: &AccountId, cart: &Cart) -> Option<Kept> {
        if let Ok(kept) = self.rows.keep(account, cart).await {
            return Some(kept);
        }
        if self.redis.note_unkept(account).await.is_err() {
            tracing::warn!("both stores of carts are away; the next look at this one tells");
        }
        self.keep_up();
        None
    }

    /// Tells PostgreSQL behind the back of all requests what it missed, until it has heard all.
    pub(crate) fn keep_up(self: &Arc<Self>) {
        if self.keeping_up.swap(true, Ordering::AcqRel) {
            return;
        }
        let carts = Arc::downgrade(self);
        tokio::spawn(async move {
            loop {
                let Some(carts) = carts.upgrade() else { return };
                if carts.tell_missed().await.is_ok() {
                    carts.keeping_up.store(false, Ordering::Release);
                    // One may have been noted between the look and the flag.
                    let more = carts.redis.unkept().await.is_ok_and(|noted| !noted.is_empty());
                    if !more || carts.keeping_up.swap(true, Ordering::AcqRel) {
                        return;
                    }
                }
                drop(carts);
                tokio::time::sleep(REST).await;
            }
        });
    }

    async fn tell_missed(&self) -> Result<(), Away> {
        for account in self.redis.unkept().await? {
            // Struck first: what changes while it is told is noted anew by whoever changes it.
            self.redis.strike_unkept(&account).await?;
            let told = match self.redis.read(&self.redis.account_key(&account)).await? {
                Some(cart) => self.rows.keep(&account, &cart).await.map(drop),
                None => Ok(()),
            };
            if let Err(away) = told {
                self.redis.note_unkept(&account).await?;
                return Err(away);
            }
        }
        Ok(())
    }

    /// Deletes an account's cart in both.
    pub(crate) async fn forget(self: &Arc<Self>, account: &AccountId) -> Result<(), NotDone> {
        self.redis.strike_unkept(account).await?;
        self.rows.delete(account).await?;
        Ok(self.redis.delete(&self.redis.account_key(account)).await?)
    }
}
