//! What staff note of orders.

use kernel::OrderId;
use sqlx::{PgConnection, PgTransaction};
use storefront::{order_room::OrderNote, staff::StaffMember};

use super::moment;

/// Most notes of an order that are shown.
const MOST: i64 = 200;

/// Writes a note. False when the same form wrote it before, or there is no such order.
pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
    by: &StaffMember,
    text: &str,
    key: &str,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "insert into orders.note (order_id, key, author, signed, text)
         select id, $2, $3, $4, $5 from orders.orders where id = $1
         on conflict on constraint note_once do nothing",
        order.as_str(),
        key,
        by.account.as_str(),
        by.name,
        text
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// The newest notes of an order, the oldest of them first.
pub(crate) async fn of_order(
    conn: &mut PgConnection,
    order: &OrderId,
) -> Result<Vec<OrderNote>, sqlx::Error> {
    let rows = sqlx::query!(
        "select at, signed, text from orders.note where order_id = $1 order by id desc limit $2",
        order.as_str(),
        MOST
    )
    .fetch_all(conn)
    .await?;
    let note = |at, signed, text| OrderNote { at: moment(at), signed, text };
    Ok(rows.into_iter().rev().map(|row| note(row.at, row.signed, row.text)).collect())
}
