//! Receiving and correcting stock.

use kernel::Sku;
use sqlx::{PgPool, PgTransaction, error::DatabaseError};

use crate::store::{self, Entry, LedgerRow};

/// The warehouse that a new shop has.
pub const MAIN_WAREHOUSE: &str = "main";

/// One change of the number of units owned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockChange {
    /// Which SKU.
    pub sku: Sku,
    /// Units. Above zero for a receipt; a correction may be below.
    pub quantity: i32,
    /// The warehouse's code.
    pub warehouse: String,
    /// The delivery note, the count: the same one again changes nothing.
    pub reference: String,
    /// Why, in words.
    pub reason: String,
}

/// The units of a SKU.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockLevel {
    /// Which SKU.
    pub sku: String,
    /// Units that anyone may buy.
    pub free: i32,
    /// Units in checkouts.
    pub reserved: i32,
    /// Units sold.
    pub sold: i32,
}

/// Why stock was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// A receipt of nothing or less.
    #[error("a receipt is of at least one unit")]
    NothingReceived,
    /// A correction by zero.
    #[error("a correction adds or takes away at least one unit")]
    NothingCorrected,
    /// There is no such day.
    #[error("{0} is no day; write it as 2026-12-03")]
    BadDay(String),
    /// The SKU was never received.
    #[error("there is no stock of {0} yet; receive it first")]
    UnknownSku(String),
    /// There is no such warehouse.
    #[error("there is no warehouse {0}")]
    UnknownWarehouse(String),
    /// The warehouse's code is none.
    #[error("a warehouse's code is 1 to 32 lower-case letters, digits or '-'")]
    BadWarehouse,
    /// More was to be taken away than is free.
    #[error("that would leave {sku} with less than no free units: it has {free}")]
    BelowZero {
        /// Which SKU.
        sku: String,
        /// Its free units.
        free: i32,
    },
    /// The reference stands in the ledger with another number of units.
    #[error("{reference} is in the ledger of {sku} already, with {quantity} units")]
    ReferenceUsed {
        /// Which SKU.
        sku: String,
        /// The delivery note or the count.
        reference: String,
        /// The units that it stands for.
        quantity: i32,
    },
    /// The reference or the reason is empty or too long.
    #[error("a reference is 1 to 200 characters long, a reason 1 to 500")]
    BadWords,
    /// More units than one stock may hold.
    #[error("there cannot be that many units of {0}")]
    TooMany(String),
    /// The store did not do it.
    #[error("PostgreSQL did not do it")]
    Store(#[from] sqlx::Error),
}

/// Adds units that arrived. The same reference again changes nothing.
///
/// # Errors
/// [`ChangeError`].
pub async fn receive(pool: &PgPool, change: &StockChange) -> Result<StockLevel, ChangeError> {
    alone(pool, Kind::Receive, change).await
}

/// Adds or takes away units after they were counted. The same reference again changes nothing.
///
/// # Errors
/// [`ChangeError`]; taking away more than is free is [`ChangeError::BelowZero`] and changes
/// nothing.
pub async fn correct(pool: &PgPool, change: &StockChange) -> Result<StockLevel, ChangeError> {
    alone(pool, Kind::Correct, change).await
}

/// Makes sure that there is a warehouse; one of that code that is there stays as it is.
///
/// # Errors
/// [`ChangeError::BadWarehouse`] or [`ChangeError::Store`].
pub async fn ensure_warehouse(pool: &PgPool, code: &str, name: &str) -> Result<(), ChangeError> {
    store::insert_warehouse(pool, code, name).await.map_err(|error| match constraint(&error) {
        Some("warehouse_code_check") => ChangeError::BadWarehouse,
        _ => ChangeError::Store(error),
    })
}

/// What a change is called in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Receive,
    Correct,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Receive => "receive",
            Self::Correct => "correct",
        }
    }

    fn check(self, quantity: i32) -> Result<(), ChangeError> {
        match self {
            Self::Receive if quantity < 1 => Err(ChangeError::NothingReceived),
            Self::Correct if quantity == 0 => Err(ChangeError::NothingCorrected),
            _ => Ok(()),
        }
    }
}

/// What a change has come to.
pub(crate) struct Changed {
    /// The units before it.
    pub(crate) before: StockLevel,
    /// The units that there are now.
    pub(crate) after: StockLevel,
    /// False when the ledger had it already.
    pub(crate) now: bool,
}

/// A change in a transaction of its own.
async fn alone(pool: &PgPool, kind: Kind, change: &StockChange) -> Result<StockLevel, ChangeError> {
    kind.check(change.quantity)?;
    let mut txn = pool::begin(pool).await?;
    let changed = apply(&mut txn, kind, change).await?;
    txn.commit().await?;
    Ok(changed.after)
}

/// A change in a transaction of the caller's.
pub(crate) async fn apply(
    txn: &mut PgTransaction<'_>,
    kind: Kind,
    change: &StockChange,
) -> Result<Changed, ChangeError> {
    kind.check(change.quantity)?;
    let sku = change.sku.as_str();
    if kind == Kind::Receive {
        store::ensure_rows(txn, &[sku.to_owned()]).await?;
    }
    if store::lock_rows(txn, &[sku.to_owned()]).await? == 0 {
        return Err(ChangeError::UnknownSku(sku.to_owned()));
    }
    if change.quantity < 0 {
        // Whoever counted what is there has seen units as free that are only not reclaimed yet.
        store::holds::reclaim(txn, &[sku.to_owned()]).await?;
    }
    let before = store::level(txn, sku).await?;
    let before = before.ok_or_else(|| ChangeError::UnknownSku(sku.to_owned()))?;
    let entry = Entry {
        kind: kind.name(),
        warehouse: &change.warehouse,
        reference: &change.reference,
        reason: &change.reason,
    };
    let written = store::write_and_apply(txn, &entry, &[sku.to_owned()], &[change.quantity]).await;
    let written = written.map_err(|error| match constraint(&error) {
        Some("stock_free_not_negative") => {
            ChangeError::BelowZero { sku: sku.to_owned(), free: before.free }
        }
        _ if is_beyond(&error) => ChangeError::TooMany(sku.to_owned()),
        _ => meaning(error, &change.warehouse),
    })?;
    if written == 0 {
        let after = replay(txn, change, kind, before.clone()).await?;
        return Ok(Changed { before, after, now: false });
    }
    let after = store::level(txn, sku).await?.unwrap_or_else(|| before.clone());
    Ok(Changed { before, after, now: true })
}

/// The answer to a reference that the ledger has already: what there is, if it says the same.
async fn replay(
    txn: &mut PgTransaction<'_>,
    change: &StockChange,
    kind: Kind,
    level: StockLevel,
) -> Result<StockLevel, ChangeError> {
    match store::written_quantity(txn, kind.name(), &change.reference, change.sku.as_str()).await? {
        Some(quantity) if quantity != change.quantity => Err(ChangeError::ReferenceUsed {
            sku: change.sku.to_string(),
            reference: change.reference.clone(),
            quantity,
        }),
        _ => Ok(level),
    }
}

/// Whether a number was more than its column can hold.
fn is_beyond(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    code.as_deref() == Some("22003")
}

fn constraint(error: &sqlx::Error) -> Option<&str> {
    error.as_database_error().and_then(DatabaseError::constraint)
}

/// A constraint gets its meaning by its name.
fn meaning(error: sqlx::Error, warehouse: &str) -> ChangeError {
    match constraint(&error) {
        Some("stock_ledger_warehouse_fkey") => ChangeError::UnknownWarehouse(warehouse.to_owned()),
        Some("stock_ledger_reference_check" | "stock_ledger_reason_check") => ChangeError::BadWords,
        _ => ChangeError::Store(error),
    }
}

/// How many SKUs one transaction receives: long enough to be quick, short enough to hold no row
/// for long.
const BATCH: usize = 2_000;

/// Receives the first units of many SKUs; SKUs that this reference received before are left as
/// they are. Returns how many SKUs were received now.
///
/// # Errors
/// [`ChangeError::TooMany`] for more units of a SKU than a stock may hold, before anything is
/// received; any other, and the batches before the failing one stay, so repeating it goes on.
pub async fn receive_starting_stock(
    pool: &PgPool,
    stock: &[(Sku, u32)],
    warehouse: &str,
    reference: &str,
) -> Result<u64, ChangeError> {
    let mut wanted = stock
        .iter()
        .map(|(sku, units)| match i32::try_from(*units) {
            Ok(units) => Ok((sku.to_string(), units)),
            Err(_) => Err(ChangeError::TooMany(sku.to_string())),
        })
        .collect::<Result<Vec<_>, _>>()?;
    wanted.sort_unstable();
    wanted.dedup_by(|a, b| a.0 == b.0);
    let mut received = 0;
    for batch in wanted.chunks(BATCH) {
        let all: Vec<_> = batch.iter().map(|(sku, _)| sku.clone()).collect();
        let (skus, units): (Vec<_>, Vec<_>) = batch.iter().filter(|row| row.1 > 0).cloned().unzip();
        let entry = Entry { kind: "receive", warehouse, reference, reason: "Starting stock" };
        let mut txn = pool::begin(pool).await?;
        store::ensure_rows(&mut txn, &all).await?;
        store::lock_rows(&mut txn, &skus).await?;
        received += store::write_and_apply(&mut txn, &entry, &skus, &units)
            .await
            .map_err(|error| meaning(error, warehouse))?;
        txn.commit().await?;
    }
    Ok(received)
}

/// The newest rows of a SKU's ledger, newest first.
///
/// # Errors
/// When PostgreSQL does not answer.
pub async fn ledger(pool: &PgPool, sku: &Sku, limit: u32) -> Result<Vec<LedgerRow>, sqlx::Error> {
    let mut conn = pool.acquire().await?;
    store::ledger_rows(&mut conn, sku.as_str(), i64::from(limit)).await
}
