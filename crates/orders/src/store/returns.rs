//! What is sent back.

use std::collections::HashMap;

use kernel::{OrderId, Quantity, Sku};
use serde::Serialize;
use sqlx::{PgConnection, PgTransaction, types::Json};
use storefront::orders::{ReturnState, ReturnView, ReturnedLine};

use super::{Unknown, moment, money, units, unreadable};

#[derive(Serialize)]
struct Row<'a> {
    sku: &'a str,
    quantity: u32,
}

/// Writes a return, unless the same form asked for it before. True when it was written.
pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    id: &str,
    order: &OrderId,
    key: &str,
    reason: &str,
    lines: &[(Sku, Quantity)],
) -> Result<bool, sqlx::Error> {
    let written = sqlx::query!(
        "insert into orders.return_request (id, order_id, key, reason) values ($1, $2, $3, $4)
         on conflict on constraint return_once do nothing",
        id,
        order.as_str(),
        key,
        reason
    )
    .execute(&mut **txn)
    .await?
    .rows_affected()
        == 1;
    if written {
        let rows: Vec<_> = lines
            .iter()
            .map(|(sku, quantity)| Row { sku: sku.as_str(), quantity: quantity.units() })
            .collect();
        sqlx::query!(
            "insert into orders.return_line (return_id, sku, quantity)
             select $1, sku, quantity
             from jsonb_to_recordset($2) as row (sku text, quantity integer)",
            id,
            Json(rows) as _
        )
        .execute(&mut **txn)
        .await?;
    }
    Ok(written)
}

/// Whether the same form asked for a return before.
pub(crate) async fn asked(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
    key: &str,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from orders.return_request where order_id = $1 and key = $2)
               as "asked!""#,
        order.as_str(),
        key
    )
    .fetch_one(&mut **txn)
    .await
}

/// Units of each SKU of an order that have not come back and are in no return that waits.
pub(crate) async fn left(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
) -> Result<HashMap<String, u32>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select line.sku, (line.quantity - line.returned - coalesce(sum(asked.quantity), 0))::int
               as "left!"
           from orders.line
           left join (
               select return_line.sku, return_line.quantity
               from orders.return_line join orders.return_request on id = return_id
               where order_id = $1 and state = 'requested'
           ) asked on asked.sku = line.sku
           where line.order_id = $1
           group by line.sku, line.quantity, line.returned"#,
        order.as_str()
    )
    .fetch_all(&mut **txn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.sku, units(row.left))).collect())
}

/// Whether so many days have passed since an order arrived. Not noted as arrived, it is never late.
pub(crate) async fn is_late(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
    days: i32,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select delivered_at is not null
               and delivered_at + make_interval(days => $2) < statement_timestamp() as "late!"
           from orders.orders where id = $1"#,
        order.as_str(),
        days
    )
    .fetch_one(&mut **txn)
    .await
}

/// The order that a return is about.
pub(crate) async fn order_of(
    txn: &mut PgTransaction<'_>,
    id: &str,
) -> Result<Option<OrderId>, sqlx::Error> {
    sqlx::query_scalar!("select order_id from orders.return_request where id = $1", id)
        .fetch_optional(&mut **txn)
        .await?
        .map(|id| OrderId::parse(id).map_err(unreadable))
        .transpose()
}

/// How a return was decided.
pub(crate) struct Decided {
    pub(crate) state: ReturnState,
    pub(crate) refund: Option<i64>,
}

/// Locks a return of an order.
pub(crate) async fn lock(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
    id: &str,
) -> Result<Option<Decided>, sqlx::Error> {
    let row = sqlx::query!(
        "select state, refund from orders.return_request
         where id = $1 and order_id = $2 for update",
        id,
        order.as_str()
    )
    .fetch_optional(&mut **txn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let state = ReturnState::parse(&row.state).ok_or_else(|| unreadable(Unknown("state")))?;
    Ok(Some(Decided { state, refund: row.refund }))
}

/// Decides a return; agreed to with a refund and whether its units are free again, or refused.
pub(crate) async fn decide(
    txn: &mut PgTransaction<'_>,
    id: &str,
    agreed: Option<(i64, bool)>,
) -> Result<bool, sqlx::Error> {
    let state = if agreed.is_some() { ReturnState::Approved } else { ReturnState::Refused };
    sqlx::query!(
        "update orders.return_request
         set state = $2, refund = $3, restocked = $4, decided_at = statement_timestamp()
         where id = $1 and state = 'requested'",
        id,
        state.name(),
        agreed.map(|(refund, _)| refund),
        agreed.map(|(_, restocked)| restocked)
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Has nothing go back for a return that was agreed to. False where none was.
pub(crate) async fn waive(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
    id: &str,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update orders.return_request set refund = 0
         where id = $1 and order_id = $2 and state = 'approved'",
        id,
        order.as_str()
    )
    .execute(&mut **txn)
    .await
    .map(|written| written.rows_affected() == 1)
}

/// What was agreed to for returns of an order and is not noted as paid back yet, in minor units. A
/// refund for a return is noted under the return's id.
pub(crate) async fn agreed_unpaid(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select coalesce(sum(refund), 0)::bigint as "sum!" from orders.return_request
           where order_id = $1 and state = 'approved' and not exists (
               select from orders.event
               where event.order_id = $1 and what = 'refunded' and reference = return_request.id)"#,
        order.as_str()
    )
    .fetch_one(&mut **txn)
    .await
}

/// What comes back with a return, by SKU ascending: the order in which its stock is locked.
pub(crate) async fn lines(
    txn: &mut PgTransaction<'_>,
    id: &str,
) -> Result<Vec<(Sku, u32)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select sku, quantity from orders.return_line where return_id = $1
           order by sku collate "C""#,
        id
    )
    .fetch_all(&mut **txn)
    .await?;
    rows.into_iter()
        .map(|row| Ok((Sku::parse(row.sku).map_err(unreadable)?, units(row.quantity))))
        .collect()
}

/// The returns of an order, the oldest first.
pub(crate) async fn of_order(
    conn: &mut PgConnection,
    order: &OrderId,
    currency: &str,
) -> Result<Vec<ReturnView>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select id, state, asked_at, reason, refund, sku, quantity
           from orders.return_request join orders.return_line on return_id = id
           where order_id = $1 order by asked_at, id, sku collate "C""#,
        order.as_str()
    )
    .fetch_all(conn)
    .await?;
    let mut found: Vec<ReturnView> = Vec::new();
    for row in rows {
        let sku = Sku::parse(row.sku).map_err(unreadable)?;
        let line = ReturnedLine { sku, quantity: units(row.quantity) };
        match found.last_mut() {
            Some(last) if last.id == row.id => last.lines.push(line),
            _ => found.push(ReturnView {
                id: row.id,
                state: ReturnState::parse(&row.state)
                    .ok_or_else(|| unreadable(Unknown("state")))?,
                asked_at: moment(row.asked_at),
                reason: row.reason,
                lines: vec![line],
                refund: row.refund.map(|refund| money(refund, currency)).transpose()?,
            }),
        }
    }
    Ok(found)
}
