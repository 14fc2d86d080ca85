//! What a person has to look into: refunds that were refused for good, and payments that nobody knows
//! the end of.

use kernel::{Currency, Money, OrderId, PaymentId};
use sqlx::{PgConnection, PgPool, PgTransaction};
use storefront::payment_room::{Matter, RefusedRefund, ToLookInto};

use super::{moment, unreadable};
use crate::refunds::RefundEnded;

/// Most refused refunds that are shown of an order.
const MOST: i64 = 50;

fn money(amount: i64, currency: &str) -> Result<Money, sqlx::Error> {
    let currency = Currency::parse(currency).map_err(|_| unreadable("currency"))?;
    Money::new(amount, currency).map_err(|_| unreadable("amount"))
}

/// All that waits for a person, of all orders, the oldest first.
pub(crate) async fn all(pool: &PgPool, limit: i64) -> Result<Vec<ToLookInto>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"(select false as "refund!", order_id as "order_id!", amount as "amount!",
                   currency as "currency!", changed_at as "changed_at!", id as "id!"
            from payments.payment where state = 'needs_review'
            order by changed_at, id limit $1)
           union all
           (select true, order_id, refund.amount, currency, refund.changed_at, refund.id
            from payments.refund join payments.payment on payment.id = refund.payment
            where refund.state = 'refused' and after_refusal is null
            order by refund.changed_at, refund.id limit $1)
           order by 5, 6 limit $1"#,
        limit
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ToLookInto {
                order: OrderId::parse(row.order_id).map_err(|_| unreadable("order's id"))?,
                matter: if row.refund { Matter::Refund } else { Matter::Payment },
                amount: money(row.amount, &row.currency)?,
                since: moment(row.changed_at),
            })
        })
        .collect()
}

/// Refused refunds of an order that nobody has looked into, the oldest first.
pub(crate) async fn refused(
    pool: &PgPool,
    order: &OrderId,
) -> Result<Vec<RefusedRefund>, sqlx::Error> {
    let rows = sqlx::query!(
        "select refund.id, refund.amount, currency, refund.changed_at
         from payments.payment join payments.refund on refund.payment = payment.id
         where order_id = $1 and refund.state = 'refused' and after_refusal is null
         order by refund.changed_at, refund.id limit $2",
        order.as_str(),
        MOST
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(RefusedRefund {
                id: row.id,
                amount: money(row.amount, &row.currency)?,
                refused_at: moment(row.changed_at),
            })
        })
        .collect()
}

/// A refused refund of an order with what was made of it, if it has this one.
pub(crate) struct Refused {
    pub(crate) refund: RefundEnded,
    pub(crate) after: Option<String>,
}

/// A refund of an order that a provider refused, whatever was made of it since. The order must be
/// locked.
pub(crate) async fn find(
    conn: &mut PgConnection,
    order: &OrderId,
    id: &str,
) -> Result<Option<Refused>, sqlx::Error> {
    let row = sqlx::query!(
        "select refund.id, refund.payment, cause, refund.amount, currency, after_refusal
         from payments.refund join payments.payment on payment.id = refund.payment
         where refund.id = $1 and order_id = $2
           and (refund.state = 'refused' or after_refusal is not null)",
        id,
        order.as_str()
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        let refund = RefundEnded {
            id: row.id,
            order: order.clone(),
            payment: PaymentId::parse(row.payment).map_err(|_| unreadable("payment's id"))?,
            cause: row.cause,
            amount: money(row.amount, &row.currency)?,
            done: false,
        };
        Ok(Refused { refund, after: row.after_refusal })
    })
    .transpose()
}

/// Writes what was made of a refused refund. By hand it is done, and was noted by whoever did it.
pub(crate) async fn set_after(
    txn: &mut PgTransaction<'_>,
    id: &str,
    after: &str,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update payments.refund set after_refusal = $2, noted = true,
             state = case when $2 = 'by_hand' then 'done' else state end,
             changed_at = statement_timestamp()
         where id = $1 and state = 'refused' and after_refusal is null",
        id,
        after
    )
    .execute(&mut **txn)
    .await
    .map(|written| written.rows_affected() == 1)
}

/// Has an order take note anew of how a payment ended.
pub(crate) async fn set_unsettled(
    txn: &mut PgTransaction<'_>,
    payment: &PaymentId,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update payments.payment set settled_at = null, due_at = statement_timestamp()
         where id = $1",
        payment.as_str()
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}
