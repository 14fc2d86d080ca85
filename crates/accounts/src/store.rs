//! Every statement on the schema `accounts`, by table.
//!
//! Rows are locked in one order: the roles of owners, the account, its tokens and the rest.

use kernel::Timestamp;
use sqlx::{PgPool, PgTransaction, error::DatabaseError};
use time::OffsetDateTime;

pub(crate) mod accounts;
pub(crate) mod api_tokens;
pub(crate) mod audit;
pub(crate) mod endings;
pub(crate) mod erasing;
pub(crate) mod export;
pub(crate) mod letters;
pub(crate) mod roles;
pub(crate) mod second_factors;
pub(crate) mod tokens;
pub(crate) mod upkeep;

/// Asks PostgreSQL for nothing, to see whether it answers.
pub(crate) async fn ping(pool: &PgPool) -> Result<(), sqlx::Error> {
    sqlx::query_scalar!("select 1 as one").fetch_one(pool).await.map(drop)
}

/// Begins a transaction and bounds how long it may wait for a row, how long a statement may run,
/// and how long rows stay locked when this process stops in the middle.
pub(crate) async fn begin(pool: &PgPool) -> Result<PgTransaction<'static>, sqlx::Error> {
    let mut txn = pool.begin().await?;
    sqlx::query!(
        "select set_config('lock_timeout', '2s', true) as lock_wait,
                set_config('statement_timeout', '3s', true) as statement_time,
                set_config('idle_in_transaction_session_timeout', '5s', true) as idle_time"
    )
    .fetch_one(&mut *txn)
    .await?;
    Ok(txn)
}

/// The name of the constraint that a statement broke.
pub(crate) fn constraint(error: &sqlx::Error) -> Option<&str> {
    error.as_database_error().and_then(DatabaseError::constraint)
}

/// A moment as PostgreSQL has it.
fn stored(moment: Timestamp) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(moment.millis()) * 1_000_000)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// A moment as PostgreSQL gave it, in whole milliseconds.
fn moment(stored: OffsetDateTime) -> Timestamp {
    let millis = stored.unix_timestamp_nanos().div_euclid(1_000_000);
    Timestamp::from_millis(i64::try_from(millis).unwrap_or_default())
}
