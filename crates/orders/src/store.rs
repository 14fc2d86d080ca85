//! Every statement on the schema `orders`, by table.

use kernel::{Currency, Money, Timestamp};
use sqlx::PgPool;
use time::OffsetDateTime;

pub(crate) mod addresses;
pub(crate) mod audit;
pub(crate) mod events;
pub(crate) mod letters;
pub(crate) mod lines;
pub(crate) mod links;
pub(crate) mod notes;
pub(crate) mod orders;
pub(crate) mod owners;
pub(crate) mod requests;
pub(crate) mod returns;
pub(crate) mod room;
pub(crate) mod room_returns;
pub(crate) mod tax;
pub(crate) mod views;

/// Asks PostgreSQL for nothing, to see whether it answers.
pub(crate) async fn ping(pool: &PgPool) -> Result<(), sqlx::Error> {
    sqlx::query_scalar!("select 1 as one").fetch_one(pool).await.map(drop)
}

/// A moment as PostgreSQL has it.
pub(crate) fn stored(moment: Timestamp) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(moment.millis()) * 1_000_000)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// A moment as PostgreSQL gave it, in whole milliseconds.
pub(crate) fn moment(stored: OffsetDateTime) -> Timestamp {
    let millis = stored.unix_timestamp_nanos().div_euclid(1_000_000);
    Timestamp::from_millis(i64::try_from(millis).unwrap_or_default())
}

/// What a row holds is not what it can hold: somebody wrote it by hand.
pub(crate) fn unreadable(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}

/// A name that a row holds and that is not known here.
#[derive(Debug, thiserror::Error)]
#[error("the stored {0} is not known")]
pub(crate) struct Unknown(pub(crate) &'static str);

/// An amount of a row.
pub(crate) fn money(amount: i64, currency: &str) -> Result<Money, sqlx::Error> {
    let currency = Currency::parse(currency).map_err(unreadable)?;
    Money::new(amount, currency).map_err(unreadable)
}

/// A number of units, which columns keep at zero or more.
pub(crate) fn units(stored: i32) -> u32 {
    u32::try_from(stored).unwrap_or_default()
}
