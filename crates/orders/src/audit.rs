//! What has to be true of all orders, asked of all of them. Each answer is empty in a sound shop, but
//! for [`sold_units`], which is to be compared with what stock counts as sold.
//!
//! Each takes a pool or a connection: asked in one transaction of isolation `repeatable read`, and
//! with what they are compared to, they tell of one moment, and a shop that sells meanwhile is no
//! mismatch.

use std::time::Duration;

use kernel::{OrderId, Sku};
use sqlx::PgExecutor;

use crate::store::{audit, unreadable};

/// Units of each SKU that stock has to count as sold, by SKU ascending: those of orders that were
/// paid and not cancelled, less those that came back and were put back. SKUs of which none are, are
/// left out.
///
/// # Errors
/// Whatever PostgreSQL says.
pub async fn sold_units(executor: impl PgExecutor<'_>) -> Result<Vec<(Sku, i64)>, sqlx::Error> {
    let sold = audit::sold_units(executor).await?;
    sold.into_iter().map(|(sku, units)| Ok((Sku::parse(sku).map_err(unreadable)?, units))).collect()
}

/// Orders that wait for being paid though their time was over longer than `grace` ago.
///
/// # Errors
/// Whatever PostgreSQL says.
pub async fn pending_too_long(
    executor: impl PgExecutor<'_>,
    grace: Duration,
) -> Result<Vec<OrderId>, sqlx::Error> {
    ids(audit::pending_too_long(executor, grace.as_secs_f64()).await?)
}

/// Orders whose checkout has another order.
///
/// # Errors
/// Whatever PostgreSQL says.
pub async fn sharing_a_checkout(
    executor: impl PgExecutor<'_>,
) -> Result<Vec<OrderId>, sqlx::Error> {
    ids(audit::sharing_a_checkout(executor).await?)
}

/// Orders whose amounts contradict each other: the lines are to come to the goods, the parts to the
/// total, and what was captured for a paid one is to be that total.
///
/// # Errors
/// Whatever PostgreSQL says.
pub async fn not_adding_up(executor: impl PgExecutor<'_>) -> Result<Vec<OrderId>, sqlx::Error> {
    ids(audit::not_adding_up(executor).await?)
}

fn ids(found: Vec<String>) -> Result<Vec<OrderId>, sqlx::Error> {
    found.into_iter().map(|id| OrderId::parse(id).map_err(unreadable)).collect()
}
