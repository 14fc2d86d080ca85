//! Every statement on the schema `checkout`.

mod begin;
mod rows;

use sqlx::{PgPool, PgTransaction};

pub(crate) use begin::{Wish, begin, short};
pub(crate) use rows::*;

/// Asks PostgreSQL for nothing, to see whether it answers.
pub(crate) async fn ping(pool: &PgPool) -> Result<(), sqlx::Error> {
    sqlx::query_scalar!("select 1 as one").fetch_one(pool).await.map(drop)
}

/// Begins a transaction that waits for no row, no statement and no caller for long.
pub(crate) async fn begin_txn(pool: &PgPool) -> Result<PgTransaction<'static>, sqlx::Error> {
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
