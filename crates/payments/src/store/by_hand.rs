//! Refunds of payments that were made outside the shop.

use kernel::{Currency, Money, OrderId, PaymentId};
use sqlx::{PgConnection, PgPool};
use storefront::order_room::OwedRefund;

use super::{moment, unreadable};
use crate::{outside::OUTSIDE, refunds::RefundEnded};

/// Most of them that are shown of an order.
const MOST: i64 = 50;

fn money(amount: i64, currency: &str) -> Result<Money, sqlx::Error> {
    let currency = Currency::parse(currency).map_err(|_| unreadable("currency"))?;
    Money::new(amount, currency).map_err(|_| unreadable("amount"))
}

/// Those of an order that wait, the oldest first.
pub(crate) async fn owed(pool: &PgPool, order: &OrderId) -> Result<Vec<OwedRefund>, sqlx::Error> {
    let rows = sqlx::query!(
        "select refund.id, refund.amount, currency, refund.created_at
         from payments.payment join payments.refund on refund.payment = payment.id
         where order_id = $1 and provider = $2 and refund.state = 'asked'
         order by refund.created_at, refund.id limit $3",
        order.as_str(),
        OUTSIDE,
        MOST
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(OwedRefund {
                id: row.id,
                amount: money(row.amount, &row.currency)?,
                asked_at: moment(row.created_at),
            })
        })
        .collect()
}

/// One of an order, as it is told once it has ended.
pub(crate) async fn find(
    conn: &mut PgConnection,
    order: &OrderId,
    id: &str,
) -> Result<Option<RefundEnded>, sqlx::Error> {
    let row = sqlx::query!(
        "select refund.id, refund.payment, cause, refund.amount, currency
         from payments.refund join payments.payment on payment.id = refund.payment
         where refund.id = $1 and order_id = $2 and provider = $3",
        id,
        order.as_str(),
        OUTSIDE
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(RefundEnded {
            id: row.id,
            order: order.clone(),
            payment: PaymentId::parse(row.payment).map_err(|_| unreadable("payment's id"))?,
            cause: row.cause,
            amount: money(row.amount, &row.currency)?,
            done: true,
        })
    })
    .transpose()
}
