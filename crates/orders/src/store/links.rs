//! Links in letters, each leading to one order.

use kernel::OrderId;
use sqlx::{PgConnection, PgTransaction};

use super::unreadable;

/// Has a secret lead to an order. False when there is no such order.
pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    hash: &[u8],
    order: &OrderId,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "insert into orders.link (hash, order_id) select $1, id from orders.orders where id = $2",
        hash,
        order.as_str()
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Where a secret leads.
pub(crate) async fn order_of(
    conn: &mut PgConnection,
    hash: &[u8],
) -> Result<Option<OrderId>, sqlx::Error> {
    sqlx::query_scalar!("select order_id from orders.link where hash = $1", hash)
        .fetch_optional(conn)
        .await?
        .map(|id| OrderId::parse(id).map_err(unreadable))
        .transpose()
}
