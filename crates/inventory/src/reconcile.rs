//! Invariant I1: free + reserved + sold is what the ledger says was owned.

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
