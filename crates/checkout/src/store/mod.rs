//! Every statement on the schema `checkout`.

mod begin;
mod rows;

use sqlx::PgPool;

pub(crate) use begin::{Wish, begin, short};
pub(crate) use rows::*;

/// Asks PostgreSQL for nothing, to see whether it answers.
pub(crate) async fn ping(pool: &PgPool) -> Result<(), sqlx::Error> {
    sqlx::query_scalar!("select 1 as one").fetch_one(pool).await.map(drop)
}
