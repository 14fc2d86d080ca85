//! Invariants: free + reserved + sold is what the ledger says was owned (I1), and reserved is what lines
//! of checkouts hold or are paying for (I2).

use sqlx::PgPool;

use crate::store;

/// A SKU whose columns do not add up to its ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerMismatch {
    /// Which SKU.
    pub sku: String,
    /// free + reserved + sold.
    pub counted: i64,
    /// Sum of the ledger.
    pub ledger: i64,
}

/// Every SKU that breaks the invariant; none in a sound shop.
///
/// # Errors
/// When PostgreSQL does not answer.
pub async fn ledger_mismatches(pool: &PgPool) -> Result<Vec<LedgerMismatch>, sqlx::Error> {
    let mut conn = pool.acquire().await?;
    store::mismatches(&mut conn).await
}

/// A SKU whose reserved units are not those of the lines that are held or being paid for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldMismatch {
    /// Which SKU.
    pub sku: String,
    /// Units that count as reserved.
    pub reserved: i64,
    /// Units of its lines.
    pub in_lines: i64,
}

/// Every SKU that breaks the invariant; none in a sound shop.
///
/// # Errors
/// When PostgreSQL does not answer.
pub async fn hold_mismatches(pool: &PgPool) -> Result<Vec<HoldMismatch>, sqlx::Error> {
    let mut conn = pool.acquire().await?;
    store::holds::mismatches(&mut conn).await
}
