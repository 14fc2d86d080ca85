//! What was bought.

use std::collections::HashMap;

use kernel::{AccountId, OrderId, Quantity, Sku, Slug};
use serde::Serialize;
use sqlx::{PgConnection, PgPool, PgTransaction, types::Json};
use storefront::{image::Image, orders::OrderLine, product::OptionChoice};

use super::{money, units, unreadable};

#[derive(Serialize)]
struct Row<'a> {
    position: usize,
    sku: &'a str,
    product_slug: Option<&'a str>,
    title: &'a str,
    options: &'a [OptionChoice],
    image: Option<&'a Image>,
    quantity: u32,
    unit_price: i64,
    line_total: i64,
    tax_basis_points: Option<u32>,
}

/// Writes the lines of a new order.
pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
    lines: &[OrderLine],
) -> Result<(), sqlx::Error> {
    let rows: Vec<_> = lines
        .iter()
        .enumerate()
        .map(|(position, line)| Row {
            position,
            sku: line.sku.as_str(),
            product_slug: line.product_slug.as_ref().map(Slug::as_str),
            title: &line.title,
            options: &line.options,
            image: line.image.as_ref(),
            quantity: line.quantity.units(),
            unit_price: line.unit_price.amount(),
            line_total: line.line_total.amount(),
            tax_basis_points: line.tax_basis_points,
        })
        .collect();
    sqlx::query!(
        "insert into orders.line (order_id, position, sku, product_slug, title, options, image,
             quantity, unit_price, line_total, tax_basis_points)
         select $1, position, sku, product_slug, title, options, image, quantity, unit_price,
             line_total, tax_basis_points
         from jsonb_to_recordset($2) as row (position integer, sku text, product_slug text,
             title text, options jsonb, image jsonb, quantity integer, unit_price bigint,
             line_total bigint, tax_basis_points integer)",
        order.as_str(),
        Json(rows) as _
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// Units of each SKU of an order, by SKU ascending: the order in which their stock is locked.
pub(crate) async fn units_by_sku(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
) -> Result<Vec<(Sku, u32)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select sku, quantity from orders.line where order_id = $1 order by sku collate "C""#,
        order.as_str()
    )
    .fetch_all(&mut **txn)
    .await?;
    rows.into_iter()
        .map(|row| Ok((Sku::parse(row.sku).map_err(unreadable)?, units(row.quantity))))
        .collect()
}

/// Notes that units of a line came back. False when there are not so many left.
pub(crate) async fn add_returned(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
    sku: &str,
    quantity: i32,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update orders.line set returned = returned + $3
         where order_id = $1 and sku = $2 and returned + $3 <= quantity",
        order.as_str(),
        sku,
        quantity
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Whether all units of an order came back.
pub(crate) async fn all_returned(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select bool_and(returned = quantity) as "all!" from orders.line where order_id = $1"#,
        order.as_str()
    )
    .fetch_one(&mut **txn)
    .await
}

/// Whether one of these SKUs was sent to an account.
pub(crate) async fn sent_to(
    pool: &PgPool,
    account: &AccountId,
    skus: &[String],
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        // A person's own orders are few; without the offset the planner may begin with all that were sent.
        r#"select exists (
               select from (
                   select id, status from orders.orders where account = $1 offset 0
               ) as own join orders.line on line.order_id = own.id
               where own.status in ('shipped', 'delivered') and line.sku = any($2)
           ) as "sent!""#,
        account.as_str(),
        skus
    )
    .fetch_one(pool)
    .await
}

/// The lines of several orders, in the order in which they were bought.
pub(crate) async fn of_orders(
    conn: &mut PgConnection,
    orders: &[String],
) -> Result<HashMap<String, Vec<OrderLine>>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select line.order_id, sku, product_slug, title,
                  options as "options: Json<Vec<OptionChoice>>",
                  image as "image: Json<Image>", quantity, unit_price, line_total, returned,
                  tax_basis_points, orders.currency
           from orders.line join orders.orders on orders.id = line.order_id
           where line.order_id = any($1) order by line.order_id, position"#,
        orders
    )
    .fetch_all(conn)
    .await?;
    let mut found: HashMap<String, Vec<OrderLine>> = HashMap::new();
    for row in rows {
        let line = OrderLine {
            sku: Sku::parse(row.sku).map_err(unreadable)?,
            product_slug: row.product_slug.map(Slug::parse).transpose().map_err(unreadable)?,
            title: row.title,
            options: row.options.0,
            image: row.image.map(|Json(image)| image),
            quantity: Quantity::new(units(row.quantity)).map_err(unreadable)?,
            unit_price: money(row.unit_price, &row.currency)?,
            line_total: money(row.line_total, &row.currency)?,
            returned: units(row.returned),
            tax_basis_points: row.tax_basis_points.map(units),
        };
        found.entry(row.order_id).or_default().push(line);
    }
    Ok(found)
}
