//! Every statement on the schema `payments`, by table.
//!
//! Rows are locked in one order: the payment, then its refunds.

use kernel::Timestamp;
use sqlx::PgPool;
use time::OffsetDateTime;

pub(crate) mod by_hand;
pub(crate) mod due;
pub(crate) mod inbox;
pub(crate) mod looking;
pub(crate) mod payments;
pub(crate) mod refunds;

/// Asks PostgreSQL for nothing, to see whether it answers.
pub(crate) async fn ping(pool: &PgPool) -> Result<(), sqlx::Error> {
    sqlx::query_scalar!("select 1 as one").fetch_one(pool).await.map(drop)
}

/// A moment as PostgreSQL gave it, in whole milliseconds.
fn moment(stored: OffsetDateTime) -> Timestamp {
    let millis = stored.unix_timestamp_nanos().div_euclid(1_000_000);
    Timestamp::from_millis(i64::try_from(millis).unwrap_or_default())
}

/// What was stored and cannot be read, as an error of the store.
fn unreadable(what: &'static str) -> sqlx::Error {
    sqlx::Error::Decode(format!("a stored {what} cannot be read").into())
}
