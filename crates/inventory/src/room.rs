//! What staff look after stock with.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use audit::Deed;
use kernel::{Clock, Sku, SystemClock};
use patience::{Away, Guard, Guarded, LOOK, ask};
use serde_json::{Value, json};
use sqlx::PgPool;
use storefront::{
    account::Caller,
    staff::{Permission, StaffMember},
    stock_room::{
        Entered, HoldCursor, HoldPage, LedgerPage, STOCK_PAGE, StockEntry, StockError, StockForm,
        StockLine, StockPage, StockQuery, StockReason, StockRefusal, StockRoom, expected_day,
    },
};

use crate::{
    arrivals,
    change::{self, ChangeError, Kind, MAIN_WAREHOUSE, StockChange, StockLevel},
    store,
};

/// One line more than is shown tells whether there are others.
const LIMIT: i64 = STOCK_PAGE as i64 + 1;

/// What staff look after stock with.
pub struct StockBook {
    store: Arc<BookStore>,
}

struct BookStore {
    pool: PgPool,
    guard: Guard,
}

#[async_trait]
impl Guarded for BookStore {
    fn guard(&self) -> &Guard {
        &self.guard
    }

    async fn look(&self) -> bool {
        matches!(tokio::time::timeout(LOOK, store::ping(&self.pool)).await, Ok(Ok(())))
    }
}

/// Why a question ended without an answer: decided so, or for a failure.
enum Stop {
    Denied(StockError),
    Failed(sqlx::Error),
}

impl From<sqlx::Error> for Stop {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error)
    }
}

impl StockBook {
    /// Works through a pool, and lets PostgreSQL take so long for one use.
    #[must_use]
    pub fn new(pool: PgPool, deadline: Duration) -> Self {
        let guard = Guard::new("the stock room", "PostgreSQL", deadline);
        Self { store: Arc::new(BookStore { pool, guard }) }
    }

    async fn ask<T>(
        &self,
        question: impl Future<Output = Result<T, Stop>> + Send,
    ) -> Result<T, StockError> {
        let asked = async {
            match question.await {
                Ok(answer) => Ok(Ok(answer)),
                Err(Stop::Denied(error)) => Ok(Err(error)),
                // It is there and says no; that is no reason to leave it alone.
                Err(Stop::Failed(error)) if error.as_database_error().is_some() => {
                    tracing::error!(%error, "PostgreSQL refused a statement on stock");
                    Ok(Err(StockError::Unavailable))
                }
                Err(Stop::Failed(error)) => Err(error),
            }
        };
        ask(&self.store, asked).await.map_err(|Away| StockError::Unavailable)?
    }

    /// Enters a form into the ledger, and what became of the units into the audit log.
    async fn enter(
        &self,
        by: &StaffMember,
        sku: &Sku,
        kind: Kind,
        entry: &StockEntry,
        caller: &Caller,
    ) -> Result<Entered, StockError> {
        self.ask(async {
            let mut txn = pool::begin(&self.store.pool).await?;
            let warehouse = store::room::last_warehouse(&mut txn, sku).await?;
            let change = StockChange {
                sku: sku.clone(),
                quantity: entry.quantity(),
                warehouse: warehouse.unwrap_or_else(|| MAIN_WAREHOUSE.to_owned()),
                reference: entry.reference().to_owned(),
                reason: entry.reason().to_owned(),
            };
            let changed = change::apply(&mut txn, kind, &change).await;
            let changed = changed.map_err(|error| stopped(error, entry.keyed()))?;
            if !changed.now {
                return Ok(Entered::Before);
            }
            let subject = subject(sku);
            let deed = Deed {
                by,
                caller,
                action: match kind {
                    Kind::Receive => "stock_received",
                    Kind::Correct => "stock_corrected",
                },
                subject: &subject,
                before: Some(told(&changed.before)),
                after: Some(told(&changed.after)),
            };
            audit::write(&mut txn, &deed).await?;
            txn.commit().await?;
            Ok(Entered::Now)
        })
        .await
    }
}

#[async_trait]
impl StockRoom for StockBook {
    async fn levels(&self, by: &StaffMember, query: &StockQuery) -> Result<StockPage, StockError> {
        by.require(Permission::ReadStock)?;
        let mut lines = self
            .ask(async {
                let mut conn = self.store.pool.acquire().await?;
                Ok(store::room::levels(&mut conn, query, LIMIT).await?)
            })
            .await?;
        let more = lines.len() > STOCK_PAGE;
        lines.truncate(STOCK_PAGE);
        let next = lines.last().filter(|_| more).map(|line| line.sku.clone());
        Ok(StockPage { lines, next })
    }

    async fn level(&self, by: &StaffMember, sku: &Sku) -> Result<Option<StockLine>, StockError> {
        by.require(Permission::ReadStock)?;
        self.ask(async {
            let mut conn = self.store.pool.acquire().await?;
            Ok(store::room::level(&mut conn, sku).await?)
        })
        .await
    }

    async fn ledger(
        &self,
        by: &StaffMember,
        sku: &Sku,
        before: Option<i64>,
    ) -> Result<LedgerPage, StockError> {
        by.require(Permission::ReadStock)?;
        let mut entries = self
            .ask(async {
                let mut conn = self.store.pool.acquire().await?;
                Ok(store::room::ledger(&mut conn, sku, before, LIMIT).await?)
            })
            .await?;
        let more = entries.len() > STOCK_PAGE;
        entries.truncate(STOCK_PAGE);
        let next = entries.last().filter(|_| more).map(|entry| entry.id);
        Ok(LedgerPage { entries, next })
    }

    async fn receive(
        &self,
        by: &StaffMember,
        sku: &Sku,
        form: &StockForm,
        caller: &Caller,
    ) -> Result<Entered, StockError> {
        by.require(Permission::ChangeStock)?;
        let entry = form.receipt().map_err(StockError::Refused)?;
        self.enter(by, sku, Kind::Receive, &entry, caller).await
    }

    async fn correct(
        &self,
        by: &StaffMember,
        sku: &Sku,
        form: &StockForm,
        caller: &Caller,
    ) -> Result<Entered, StockError> {
        by.require(Permission::ChangeStock)?;
        let entry = form.correction().map_err(StockError::Refused)?;
        self.enter(by, sku, Kind::Correct, &entry, caller).await
    }

    async fn expect(
        &self,
        by: &StaffMember,
        sku: &Sku,
        day: &str,
        caller: &Caller,
    ) -> Result<Entered, StockError> {
        by.require(Permission::ChangeStock)?;
        let day = expected_day(day, SystemClock.now())
            .map_err(|refusal| StockError::Refused(vec![refusal]))?;
        self.ask(async {
            let mut txn = pool::begin(&self.store.pool).await?;
            let before = arrivals::note(&mut txn, sku, day.as_deref()).await;
            let before = before.map_err(|error| stopped(error, false))?;
            if before == day {
                return Ok(Entered::Before);
            }
            let subject = subject(sku);
            let deed = Deed {
                by,
                caller,
                action: "stock_expected",
                subject: &subject,
                before: Some(json!({ "day": before })),
                after: Some(json!({ "day": day })),
            };
            audit::write(&mut txn, &deed).await?;
            txn.commit().await?;
            Ok(Entered::Now)
        })
        .await
    }

    async fn holds(
        &self,
        by: &StaffMember,
        after: Option<&HoldCursor>,
    ) -> Result<HoldPage, StockError> {
        by.require(Permission::ReadStock)?;
        let mut rows = self
            .ask(async {
                let mut conn = self.store.pool.acquire().await?;
                Ok(store::room::running(&mut conn, after, LIMIT).await?)
            })
            .await?;
        let more = rows.len() > STOCK_PAGE;
        rows.truncate(STOCK_PAGE);
        let next = rows.last().filter(|_| more).map(|row| row.place.clone());
        let now = rows.first().map_or_else(|| SystemClock.now(), |row| row.now);
        Ok(HoldPage { lines: rows.into_iter().map(|row| row.line).collect(), now, next })
    }
}

/// A SKU as the audit log names it.
fn subject(sku: &Sku) -> String {
    format!("sku {sku}")
}

fn told(level: &StockLevel) -> Value {
    json!({ "free": level.free, "reserved": level.reserved, "sold": level.sold })
}

/// What a change that was refused is to whoever typed it. `keyed` says that its reference was made
/// from the form's key.
fn stopped(error: ChangeError, keyed: bool) -> Stop {
    let (field, reason) = match error {
        ChangeError::Store(error) => return Stop::Failed(error),
        ChangeError::NothingReceived => ("quantity", StockReason::NotReceived),
        ChangeError::NothingCorrected => ("quantity", StockReason::NotCorrected),
        ChangeError::TooMany(_) => ("quantity", StockReason::TooMany),
        ChangeError::BelowZero { free, .. } => {
            ("quantity", StockReason::BelowZero { free: free.unsigned_abs() })
        }
        ChangeError::BadDay(_) => ("day", StockReason::BadDay),
        ChangeError::UnknownSku(_) => ("", StockReason::NeverReceived),
        ChangeError::ReferenceUsed { quantity: units, .. } if keyed => {
            ("", StockReason::FormUsed { units })
        }
        ChangeError::ReferenceUsed { quantity: units, .. } => {
            ("reference", StockReason::ReferenceUsed { units })
        }
        ChangeError::BadWords => ("reason", StockReason::BadReason),
        wrong @ (ChangeError::UnknownWarehouse(_) | ChangeError::BadWarehouse) => {
            tracing::error!(%wrong, "stock could not be entered");
            return Stop::Denied(StockError::Unavailable);
        }
    };
    Stop::Denied(StockError::Refused(vec![StockRefusal { field, reason }]))
}
