//! Whose orders are, and that this can be forgotten.

use kernel::{AccountId, OrderId};
use sqlx::{PgPool, PgTransaction};

/// Makes a guest's orders those of an account.
pub(crate) async fn adopt(
    pool: &PgPool,
    guest: &[u8],
    account: &AccountId,
) -> Result<u64, sqlx::Error> {
    sqlx::query!(
        "update orders.orders set account = $2, guest = null where guest = $1",
        guest,
        account.as_str()
    )
    .execute(pool)
    .await
    .map(|done| done.rows_affected())
}

/// Marks the orders of an account to be forgotten, and names those that are over. The account's
/// name is off all of them.
pub(crate) async fn mark_forgotten(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update orders.orders set forget = true, account = null where account = $1",
        account.as_str()
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// The orders of an account that are over.
pub(crate) async fn over(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select id from orders.orders
         where account = $1 and status in ('delivered', 'cancelled', 'returned')
         order by id for update",
        account.as_str()
    )
    .fetch_all(&mut **txn)
    .await
}

/// Wipes from orders who bought them.
pub(crate) async fn wipe(
    txn: &mut PgTransaction<'_>,
    orders: &[String],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update orders.orders
         set email = null, name = null, account = null, guest = null, forget = false
         where id = any($1)",
        orders
    )
    .execute(&mut **txn)
    .await?;
    sqlx::query!("delete from orders.address where order_id = any($1)", orders)
        .execute(&mut **txn)
        .await?;
    sqlx::query!("delete from orders.note where order_id = any($1)", orders)
        .execute(&mut **txn)
        .await?;
    sqlx::query!("delete from orders.link where order_id = any($1)", orders)
        .execute(&mut **txn)
        .await?;
    sqlx::query!("update orders.return_request set reason = '' where order_id = any($1)", orders)
        .execute(&mut **txn)
        .await
        .map(drop)
}

/// Wipes who bought an order that is over, if that was asked for.
pub(crate) async fn wipe_one(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
) -> Result<(), sqlx::Error> {
    wipe(txn, &[order.as_str().to_owned()]).await
}
