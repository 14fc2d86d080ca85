//! Orders as staff list them.

use kernel::{AccountId, Currency, Email, OrderId, Sku};
use sqlx::{PgConnection, PgExecutor, PgPool};
use storefront::{
    order_room::{A_PAGE, BoughtSum, LATELY_BOUGHT, RoomOrder, RoomQuery},
    orders::OrderStatus,
};

use super::{Unknown, moment, money, stored, unreadable};

/// A row of the queries below, whose types differ.
macro_rules! read {
    ($row:expr) => {{
        let row = $row;
        Ok::<_, sqlx::Error>(RoomOrder {
            id: OrderId::parse(row.id).map_err(unreadable)?,
            status: OrderStatus::parse(&row.status).ok_or_else(|| unreadable(Unknown("status")))?,
            ordered_at: moment(row.ordered_at),
            name: row.name,
            units: u32::try_from(row.units).unwrap_or_default(),
            total: money(row.total, &row.currency)?,
            refunded: money(row.refunded, &row.currency)?,
            return_waits: row.waits,
        })
    }};
}

/// Orders, the newest first; one more than a page has, if there are so many.
pub(crate) async fn list(pool: &PgPool, query: &RoomQuery) -> Result<Vec<RoomOrder>, sqlx::Error> {
    let (after, find) = (query.after.as_ref(), query.find.as_ref());
    let rows = sqlx::query_file!(
        "src/store/room_list.sql",
        find.is_none(),
        query.status.map(OrderStatus::name),
        after.map(|cursor| stored(cursor.ordered_at)),
        after.map_or("", |cursor| cursor.id.as_str()),
        i64::from(A_PAGE) + 1,
        find.and_then(|find| find.number.as_ref()).map(OrderId::as_str),
        find.and_then(|find| find.mail.as_ref()).map(Email::as_str),
        find.and_then(|find| find.sku.as_ref()).map(Sku::as_str),
        find.and_then(|find| find.name.as_deref()),
        find.and_then(|find| find.phone.as_deref()),
        find.and_then(|find| find.postcode.as_deref())
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(|row| read!(row)).collect()
}

/// What an account bought last, the newest first.
pub(crate) async fn newest_of(
    conn: &mut PgConnection,
    account: &AccountId,
) -> Result<Vec<RoomOrder>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select id, status, ordered_at, name, total, refunded, currency,
                  (select coalesce(sum(quantity), 0) from orders.line
                   where line.order_id = orders.id)::bigint as "units!",
                  exists (select from orders.return_request
                          where return_request.order_id = orders.id
                            and return_request.state = 'requested') as "waits!"
           from orders.orders where account = $1
           order by ordered_at desc, id desc limit $2"#,
        account.as_str(),
        i64::from(LATELY_BOUGHT)
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(|row| read!(row)).collect()
}

/// What all that an account bought came to, by currency.
pub(crate) async fn sums_of(
    conn: &mut PgConnection,
    account: &AccountId,
) -> Result<Vec<BoughtSum>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select currency, count(*) as "orders!",
                  coalesce(sum(total - refunded) filter (where paid_at is not null), 0)::bigint
                      as "spent!"
           from orders.orders where account = $1 group by currency order by currency"#,
        account.as_str()
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let orders = u64::try_from(row.orders).unwrap_or_default();
            Ok(BoughtSum { orders, spent: money(row.spent, &row.currency)? })
        })
        .collect()
}

/// What an order is paid in, if there is one of this number.
pub(crate) async fn currency(
    executor: impl PgExecutor<'_>,
    id: &OrderId,
) -> Result<Option<Currency>, sqlx::Error> {
    sqlx::query_scalar!("select currency from orders.orders where id = $1", id.as_str())
        .fetch_optional(executor)
        .await?
        .map(|code| Currency::parse(&code).map_err(unreadable))
        .transpose()
}

/// The same, if the order has this return.
pub(crate) async fn currency_of_return(
    executor: impl PgExecutor<'_>,
    id: &OrderId,
    return_id: &str,
) -> Result<Option<Currency>, sqlx::Error> {
    sqlx::query_scalar!(
        "select currency from orders.orders
         join orders.return_request on return_request.order_id = orders.id
         where orders.id = $1 and return_request.id = $2",
        id.as_str(),
        return_id
    )
    .fetch_optional(executor)
    .await?
    .map(|code| Currency::parse(&code).map_err(unreadable))
    .transpose()
}
