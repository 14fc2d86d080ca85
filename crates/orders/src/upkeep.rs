//! What is looked for now and then.

use kernel::OrderId;
use sqlx::PgPool;

use crate::{requests::REQUEST_DAYS, store, store::unreadable};

/// For how many days a letter is tried. What it tells is no news after that.
pub const LETTER_DAYS: i32 = 7;

/// Orders whose time for being paid is over, the longest over first, at most `limit`. Whoever
/// cancels them locks each first, for it may be paid by then.
///
/// # Errors
/// Whatever PostgreSQL says.
pub async fn overdue(pool: &PgPool, limit: u32) -> Result<Vec<OrderId>, sqlx::Error> {
    let ids = store::orders::overdue(pool, i64::from(limit)).await?;
    ids.into_iter().map(|id| OrderId::parse(id).map_err(unreadable)).collect()
}

/// Forgets requests that nobody will send again, at most `limit`, and tells how many those were.
///
/// # Errors
/// Whatever PostgreSQL says.
pub async fn prune_requests(pool: &PgPool, limit: u32) -> Result<u64, sqlx::Error> {
    store::requests::prune(pool, REQUEST_DAYS, i64::from(limit)).await
}

/// Deletes letters that could not be sent in [`LETTER_DAYS`], with the addresses and links that they
/// hold, at most `limit`, and tells how many those were.
///
/// # Errors
/// Whatever PostgreSQL says.
pub async fn prune_letters(pool: &PgPool, limit: u32) -> Result<u64, sqlx::Error> {
    store::letters::prune(pool, LETTER_DAYS, i64::from(limit)).await
}
