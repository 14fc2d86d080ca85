//! Receiving and correcting stock.

use kernel::Sku;
use sqlx::PgPool;

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
    /// The SKU was never received.
    #[error("there is no stock of {0} yet; receive it first")]
    UnknownSku(String),
    /// There is no such warehouse.
    #[error("there is no warehouse {0}")]
    UnknownWarehouse(String),
    /// More was to be taken away than is free.
    #[error("that would leave {0} with less than no free units")]
    BelowZero(String),
    /// The store did not do it.
    #[error("PostgreSQL did not do it")]
    Store(#[from] sqlx::Error),
}

/// Adds units that arrived. The same reference again changes nothing.
///
/// # Errors
/// [`ChangeError`].
pub async fn receive(pool: &PgPool, change: &StockChange) -> Result<StockLevel, ChangeError> {
    if change.quantity < 1 {
        return Err(ChangeError::NothingReceived);
    }
    apply(pool, change, "receive").await
}

/// Adds or takes away units after they were counted. The same reference again changes nothing.
///
/// # Errors
/// [`ChangeError`]; taking away more than is free is [`ChangeError::BelowZero`] and changes
/// nothing.
pub async fn correct(pool: &PgPool, change: &StockChange) -> Result<StockLevel, ChangeError> {
    if change.quantity == 0 {
        return Err(ChangeError::NothingCorrected);
    }
    apply(pool, change, "correct").await
}

async fn apply(
    pool: &PgPool,
    change: &StockChange,
    kind: &'static str,
) -> Result<StockLevel, ChangeError> {
    let sku = change.sku.as_str();
    let mut txn = pool.begin().await?;
    store::set_timeouts(&mut txn).await?;
    if kind == "receive" {
        store::ensure_rows(&mut txn, &[sku.to_owned()]).await?;
    }
    store::lock_rows(&mut txn, &[sku.to_owned()]).await?;
    let entry = Entry {
        kind,
        warehouse: &change.warehouse,
        reference: &change.reference,
        reason: &change.reason,
    };
    store::write_and_apply(&mut txn, &entry, &[sku.to_owned()], &[change.quantity])
        .await
        .map_err(|error| meaning(error, change))?;
    let level = store::level(&mut txn, sku).await?;
    let level = level.ok_or_else(|| ChangeError::UnknownSku(sku.to_owned()))?;
    txn.commit().await?;
    Ok(level)
}

/// A constraint gets its meaning by its name.
fn meaning(error: sqlx::Error, change: &StockChange) -> ChangeError {
    match error.as_database_error().and_then(|refused| refused.constraint()) {
        Some("stock_free_not_negative") => ChangeError::BelowZero(change.sku.to_string()),
        Some("stock_ledger_warehouse_fkey") => {
            ChangeError::UnknownWarehouse(change.warehouse.clone())
        }
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
/// [`ChangeError::Store`]; the batches before the failing one stay, so repeating it goes on.
pub async fn receive_starting_stock(
    pool: &PgPool,
    stock: &[(Sku, u32)],
    warehouse: &str,
    reference: &str,
) -> Result<u64, ChangeError> {
    let mut wanted: Vec<_> = stock
        .iter()
        .filter_map(|(sku, units)| Some((sku.to_string(), i32::try_from(*units).ok()?)))
        .collect();
    wanted.sort_unstable();
    wanted.dedup_by(|a, b| a.0 == b.0);
    let mut received = 0;
    for batch in wanted.chunks(BATCH) {
        let all: Vec<_> = batch.iter().map(|(sku, _)| sku.clone()).collect();
        let (skus, units): (Vec<_>, Vec<_>) = batch.iter().filter(|row| row.1 > 0).cloned().unzip();
        let entry = Entry { kind: "receive", warehouse, reference, reason: "Starting stock" };
        let mut txn = pool.begin().await?;
        store::set_timeouts(&mut txn).await?;
        store::ensure_rows(&mut txn, &all).await?;
        store::lock_rows(&mut txn, &skus).await?;
        received += store::write_and_apply(&mut txn, &entry, &skus, &units).await?;
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
