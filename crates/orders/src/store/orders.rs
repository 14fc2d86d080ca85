//! The orders themselves.

use kernel::{CheckoutId, OrderId, PaymentId};
use sqlx::{PgPool, PgTransaction, types::Json};
use storefront::orders::{Buyer, OrderStatus, Shipment};

use super::{Unknown, money, stored, unreadable};
use crate::{digest::digest, locked::LockedOrder, place::NewOrder};

/// Writes an order, unless its checkout has one. True when it was written.
pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    id: &OrderId,
    order: &NewOrder,
) -> Result<bool, sqlx::Error> {
    let (account, guest) = match &order.buyer {
        Buyer::Account(account) => (Some(account.as_str()), None),
        Buyer::Guest(secret) => (None, Some(digest(secret))),
    };
    let totals = &order.totals;
    sqlx::query!(
        "insert into orders.orders (id, checkout, account, guest, email, name, currency, goods,
             discount, shipping, tax_added, tax_included, total, coupon, delivery_method,
             delivery_title, arrives_from, arrives_by, seller, pay_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
             $19, statement_timestamp() + make_interval(secs => $20))
         on conflict on constraint order_once_a_checkout do nothing",
        id.as_str(),
        order.checkout.as_str(),
        account,
        guest,
        order.contact.email.as_str(),
        order.contact.name,
        totals.total.currency().code(),
        totals.goods.amount(),
        totals.discount.amount(),
        totals.shipping.amount(),
        totals.tax_added.amount(),
        totals.tax_included.amount(),
        totals.total.amount(),
        order.coupon,
        order.delivery.method,
        order.delivery.title,
        order.delivery.earliest.map(stored),
        order.delivery.latest.map(stored),
        Json(&order.seller) as _,
        f64::from(order.pay_within)
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// The order of a checkout.
pub(crate) async fn of_checkout(
    txn: &mut PgTransaction<'_>,
    checkout: &CheckoutId,
) -> Result<Option<OrderId>, sqlx::Error> {
    sqlx::query_scalar!("select id from orders.orders where checkout = $1", checkout.as_str())
        .fetch_optional(&mut **txn)
        .await?
        .map(|id| OrderId::parse(id).map_err(unreadable))
        .transpose()
}

/// Locks an order, without its lines.
pub(crate) async fn lock(
    txn: &mut PgTransaction<'_>,
    id: &OrderId,
) -> Result<Option<LockedOrder>, sqlx::Error> {
    let row = sqlx::query!(
        "select checkout, status, currency, total, refunded, payment, forget
         from orders.orders where id = $1 for update",
        id.as_str()
    )
    .fetch_optional(&mut **txn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(LockedOrder {
        id: id.clone(),
        checkout: CheckoutId::parse(row.checkout).map_err(unreadable)?,
        status: OrderStatus::parse(&row.status).ok_or_else(|| unreadable(Unknown("status")))?,
        total: money(row.total, &row.currency)?,
        refunded: money(row.refunded, &row.currency)?,
        payment: row.payment.map(PaymentId::parse).transpose().map_err(unreadable)?,
        lines: Vec::new(),
        forget: row.forget,
    }))
}

/// Moves an order from one status to another and notes when. False when it stands elsewhere.
pub(crate) async fn set_status(
    txn: &mut PgTransaction<'_>,
    id: &OrderId,
    from: OrderStatus,
    to: OrderStatus,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update orders.orders
         set status = $3,
             delivered_at = case when $3 = 'delivered' then statement_timestamp() else delivered_at end,
             cancelled_at = case when $3 = 'cancelled' then statement_timestamp() else cancelled_at end
         where id = $1 and status = $2",
        id.as_str(),
        from.name(),
        to.name()
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Notes that an order is paid. False when it does not wait for that.
pub(crate) async fn set_paid(
    txn: &mut PgTransaction<'_>,
    id: &OrderId,
    payment: &PaymentId,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update orders.orders
         set status = 'paid', payment = $2, paid_at = statement_timestamp()
         where id = $1 and status = 'pending_payment'",
        id.as_str(),
        payment.as_str()
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Notes that an order is on its way. False when it stands where it cannot be.
pub(crate) async fn set_shipped(
    txn: &mut PgTransaction<'_>,
    id: &OrderId,
    from: OrderStatus,
    shipment: &Shipment,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update orders.orders
         set status = 'shipped', shipped_at = statement_timestamp(), carrier = $3, tracking = $4,
             tracking_url = $5
         where id = $1 and status = $2",
        id.as_str(),
        from.name(),
        shipment.carrier,
        shipment.tracking,
        shipment.tracking_url
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Gives an order that is not paid another `seconds` from now. False when it does not wait.
pub(crate) async fn set_pay_by(
    txn: &mut PgTransaction<'_>,
    id: &OrderId,
    seconds: u32,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update orders.orders
         set pay_by = greatest(pay_by, statement_timestamp() + make_interval(secs => $2))
         where id = $1 and status = 'pending_payment'",
        id.as_str(),
        f64::from(seconds)
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Adds to what was paid back.
pub(crate) async fn add_refund(
    txn: &mut PgTransaction<'_>,
    id: &OrderId,
    amount: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update orders.orders set refunded = refunded + $2 where id = $1",
        id.as_str(),
        amount
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// Orders whose time for being paid is over, the longest over first.
pub(crate) async fn overdue(pool: &PgPool, limit: i64) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select id from orders.orders
         where status = 'pending_payment' and pay_by < statement_timestamp()
         order by pay_by limit $1",
        limit
    )
    .fetch_all(pool)
    .await
}
