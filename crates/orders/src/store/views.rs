//! Orders as they are shown.

use kernel::{AccountId, Email, OrderId, Timestamp};
use sqlx::{PgConnection, PgPool, types::Json};
use storefront::orders::{
    Contact, Delivery, OrderQuery, OrderStatus, OrderSummary, OrderTotals, OrderView, Seller,
    Shipment,
};
use time::OffsetDateTime;

use super::{Unknown, addresses, events, lines, moment, money, returns, stored, tax, unreadable};
use crate::{moves::may_become, returns::returnable_until};

/// Whose an order has to be: exactly one of both.
pub(crate) struct Owner<'a> {
    pub(crate) account: Option<&'a str>,
    pub(crate) guest: Option<Vec<u8>>,
}

/// A person's orders, the newest first; one more than is asked for, if there are so many.
pub(crate) async fn list(
    pool: &PgPool,
    owner: &Owner<'_>,
    query: &OrderQuery,
) -> Result<Vec<OrderSummary>, sqlx::Error> {
    let statuses: Vec<String> =
        query.statuses.iter().map(|status| status.name().to_owned()).collect();
    let after = query.after.as_ref();
    let mut conn = pool.acquire().await?;
    // One branch each, so that each follows its index and no row of another is looked at.
    let rows = sqlx::query!(
        r#"select id as "id!", status as "status!", ordered_at as "ordered_at!", delivered_at,
                  arrives_by, total as "total!", currency as "currency!"
           from (
               select * from orders.orders where account = $1
               union all
               select * from orders.orders where guest = $2
           ) own
           where ($3::timestamptz is null or (ordered_at, id) < ($3, $4))
             and ($5::timestamptz is null or ordered_at >= $5)
             and (cardinality($6::text[]) = 0 or status = any($6))
           order by ordered_at desc, id desc limit $7"#,
        owner.account,
        owner.guest.as_deref(),
        after.map(|cursor| stored(cursor.ordered_at)),
        after.map_or("", |cursor| cursor.id.as_str()),
        query.since.map(stored),
        &statuses,
        i64::from(query.limit) + 1
    )
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let mut bought = lines::of_orders(&mut conn, &ids).await?;
    rows.into_iter()
        .map(|row| {
            Ok(OrderSummary {
                lines: bought.remove(&row.id).unwrap_or_default(),
                id: OrderId::parse(row.id).map_err(unreadable)?,
                status: OrderStatus::parse(&row.status)
                    .ok_or_else(|| unreadable(Unknown("status")))?,
                ordered_at: moment(row.ordered_at),
                arrival_at: row.delivered_at.or(row.arrives_by).map(moment),
                total: money(row.total, &row.currency)?,
            })
        })
        .collect()
}

/// Whether an order is somebody's.
pub(crate) async fn is_owned(
    conn: &mut PgConnection,
    id: &OrderId,
    owner: &Owner<'_>,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (
               select from orders.orders where id = $1 and (account = $2 or guest = $3)
           ) as "owned!""#,
        id.as_str(),
        owner.account,
        owner.guest.as_deref()
    )
    .fetch_one(conn)
    .await
}

/// All of an order, as it stands at one moment.
pub(crate) async fn view(
    conn: &mut PgConnection,
    id: &OrderId,
) -> Result<Option<OrderView>, sqlx::Error> {
    Ok(view_with_buyer(conn, id).await?.map(|(order, _)| order))
}

/// The same, and the account that bought it.
pub(crate) async fn view_with_buyer(
    conn: &mut PgConnection,
    id: &OrderId,
) -> Result<Option<(OrderView, Option<AccountId>)>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select status, account, email, name, currency, goods, discount, shipping, tax_added,
                  tax_included, total, refunded, coupon, delivery_method, delivery_title,
                  arrives_from, arrives_by, ordered_at, pay_by, paid_at, shipped_at, delivered_at,
                  carrier, tracking, tracking_url, seller as "seller: Json<Seller>",
                  statement_timestamp() as "now!"
           from orders.orders where id = $1"#,
        id.as_str()
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let currency = row.currency.as_str();
    let status = OrderStatus::parse(&row.status).ok_or_else(|| unreadable(Unknown("status")))?;
    let bought = lines::of_orders(&mut *conn, &[id.as_str().to_owned()]).await?;
    let lines = bought.into_values().next().unwrap_or_default();
    let (shipping_address, billing_address) = addresses::of_order(&mut *conn, id).await?;
    let tax_lines = tax::of_order(&mut *conn, id, currency).await?;
    let timeline = events::of_order(&mut *conn, id, currency).await?;
    let returns = returns::of_order(&mut *conn, id, currency).await?;
    let when = |moments: Option<OffsetDateTime>| -> Option<Timestamp> { moments.map(moment) };
    let contact = match (row.email, row.name) {
        (Some(email), Some(name)) => {
            Some(Contact { email: Email::parse(&email).map_err(unreadable)?, name })
        }
        _ => None,
    };
    let shipment = row.carrier.map(|carrier| Shipment {
        carrier,
        tracking: row.tracking.unwrap_or_default(),
        tracking_url: row.tracking_url,
    });
    let totals = OrderTotals {
        goods: money(row.goods, currency)?,
        discount: money(row.discount, currency)?,
        shipping: money(row.shipping, currency)?,
        tax_added: money(row.tax_added, currency)?,
        tax_included: money(row.tax_included, currency)?,
        total: money(row.total, currency)?,
    };
    let returnable_until = returnable_until(
        status,
        when(row.shipped_at),
        when(row.delivered_at),
        moment(row.now),
        &lines,
        &returns,
    );
    let account = row.account.map(AccountId::parse).transpose().map_err(unreadable)?;
    let order = OrderView {
        summary: OrderSummary {
            id: id.clone(),
            status,
            ordered_at: moment(row.ordered_at),
            arrival_at: row.delivered_at.or(row.arrives_by).map(moment),
            lines,
            total: totals.total,
        },
        totals,
        tax_lines,
        seller: row.seller.map(|Json(seller)| seller),
        refunded: money(row.refunded, currency)?,
        coupon: row.coupon,
        contact,
        shipping_address,
        billing_address,
        delivery: Delivery {
            method: row.delivery_method,
            title: row.delivery_title,
            earliest: when(row.arrives_from),
            latest: when(row.arrives_by),
        },
        shipment,
        paid_at: when(row.paid_at),
        pay_by: (status == OrderStatus::PendingPayment).then(|| moment(row.pay_by)),
        timeline,
        returns,
        cancellable: may_become(status, OrderStatus::Cancelled),
        returnable_until,
    };
    Ok(Some((order, account)))
}
