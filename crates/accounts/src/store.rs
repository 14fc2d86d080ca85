//! Every statement on the schema `accounts`, by table.
//!
//! Rows are locked in one order: the roles of owners, the account, its tokens and the rest.

use kernel::Timestamp;
use sqlx::{PgPool, error::DatabaseError};
use time::OffsetDateTime;

pub(crate) mod accounts;
pub(crate) mod api_tokens;
pub(crate) mod audit;
pub(crate) mod customers;
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
