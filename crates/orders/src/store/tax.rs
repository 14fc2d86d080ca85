//! The tax of orders, by rate.

use kernel::OrderId;
use serde::Serialize;
use sqlx::{PgConnection, PgTransaction, types::Json};
use storefront::pricing::TaxLine;

use super::{money, units};

#[derive(Serialize)]
struct Row {
    basis_points: u32,
    net: i64,
    tax: i64,
}

/// Writes the tax of a new order.
pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
    rates: &[TaxLine],
) -> Result<(), sqlx::Error> {
    let rows: Vec<_> = rates
        .iter()
        .map(|rate| Row {
            basis_points: rate.basis_points,
            net: rate.net.amount(),
            tax: rate.tax.amount(),
        })
        .collect();
    sqlx::query!(
        "insert into orders.tax (order_id, basis_points, net, tax)
         select $1, basis_points, net, tax
         from jsonb_to_recordset($2) as row (basis_points integer, net bigint, tax bigint)",
        order.as_str(),
        Json(rows) as _
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// The tax of an order, the highest rate first.
pub(crate) async fn of_order(
    conn: &mut PgConnection,
    order: &OrderId,
    currency: &str,
) -> Result<Vec<TaxLine>, sqlx::Error> {
    let rows = sqlx::query!(
        "select basis_points, net, tax from orders.tax
         where order_id = $1 order by basis_points desc",
        order.as_str()
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(TaxLine {
                basis_points: units(row.basis_points),
                net: money(row.net, currency)?,
                tax: money(row.tax, currency)?,
            })
        })
        .collect()
}
