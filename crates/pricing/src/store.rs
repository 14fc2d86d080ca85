//! Every statement on the schema `pricing`, by table.
//!
//! The row of a coupon is the last one that a transaction locks: after the checkout or order and
//! after the rows of stock. Time is PostgreSQL's.

use kernel::{Currency, Money, Timestamp};
use sqlx::{PgConnection, PgPool, error::DatabaseError};
use time::OffsetDateTime;

pub(crate) mod coupons;
pub(crate) mod delivery;
pub(crate) mod tariffs;
pub(crate) mod taxes;

/// Asks PostgreSQL for nothing, to see whether it answers.
///
/// # Errors
/// When it does not.
pub async fn ping(pool: &PgPool) -> Result<(), sqlx::Error> {
    sqlx::query_scalar!("select 1 as one").fetch_one(pool).await.map(drop)
}

/// What PostgreSQL's clock says.
async fn now(conn: &mut PgConnection) -> Result<Timestamp, sqlx::Error> {
    let now: i64 = sqlx::query_scalar!(
        r#"select (extract(epoch from statement_timestamp()) * 1000)::bigint as "now!""#
    )
    .fetch_one(conn)
    .await?;
    Ok(Timestamp::from_millis(now))
}

/// The constraint that a statement would have broken.
pub(crate) fn broken(error: &sqlx::Error) -> Option<&str> {
    error.as_database_error().and_then(DatabaseError::constraint)
}

/// What stands in a row and can be no such value, although the table's checks let it in.
#[derive(Debug, thiserror::Error)]
#[error("the column {0} of the schema pricing holds what it cannot mean")]
struct Unreadable(&'static str);

fn unreadable(column: &'static str) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(Unreadable(column)))
}

/// An amount in a currency, both from columns.
fn money(amount: i64, currency: &str, column: &'static str) -> Result<Money, sqlx::Error> {
    let currency = Currency::parse(currency).map_err(|_| unreadable(column))?;
    Money::new(amount, currency).map_err(|_| unreadable(column))
}

/// A number that no check lets below zero.
fn count(number: i32, column: &'static str) -> Result<u32, sqlx::Error> {
    u32::try_from(number).map_err(|_| unreadable(column))
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
