//! Refunds.

use kernel::{Currency, Money, OrderId, PaymentId};
use sqlx::{PgConnection, PgPool, PgTransaction};

use super::unreadable;
use crate::refunds::RefundEnded;

/// Sets some of what was taken aside for going back, if that much is left. The payment must be
/// locked.
pub(crate) async fn reserve(
    txn: &mut PgTransaction<'_>,
    payment: &PaymentId,
    amount: i64,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update payments.payment set refunding = refunding + $2
         where id = $1 and state = 'captured' and refunding + $2 <= amount",
        payment.as_str(),
        amount
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// The refund of a payment for a cause: its id and amount. One that was asked for again counts no more.
pub(crate) async fn of_cause(
    conn: &mut PgConnection,
    payment: &PaymentId,
    cause: &str,
) -> Result<Option<(String, i64)>, sqlx::Error> {
    let found = sqlx::query!(
        "select id, amount from payments.refund
         where payment = $1 and cause = $2 and after_refusal is distinct from 'again'",
        payment.as_str(),
        cause
    )
    .fetch_optional(conn)
    .await?;
    Ok(found.map(|row| (row.id, row.amount)))
}

/// Writes a refund, and tells its id.
pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    payment: &PaymentId,
    cause: &str,
    amount: i64,
) -> Result<String, sqlx::Error> {
    sqlx::query_scalar!(
        "insert into payments.refund (id, payment, cause, amount, due_at)
         values ($1, $2, $3, $4, statement_timestamp()) returning id",
        kernel::random_token::<16>(),
        payment.as_str(),
        cause,
        amount
    )
    .fetch_one(&mut **txn)
    .await
}

/// A refund that was just taken.
pub(crate) struct Taken {
    pub(crate) id: String,
    pub(crate) payment: PaymentId,
    pub(crate) amount: i64,
}

/// Takes refunds that nobody is at, of all orders or of one, for `lease` seconds.
pub(crate) async fn take(
    pool: &PgPool,
    provider: &str,
    order: Option<&OrderId>,
    lease: f64,
    limit: i64,
) -> Result<Vec<Taken>, sqlx::Error> {
    let rows = sqlx::query!(
        "with due as (
             select refund.id from payments.refund join payments.payment on payment.id = payment
             where refund.state = 'asked' and refund.due_at <= statement_timestamp()
               and provider = $1 and ($4::text is null or order_id = $4)
             order by refund.due_at limit $3 for update of refund skip locked
         )
         update payments.refund
         set due_at = statement_timestamp() + make_interval(secs => $2), tries = tries + 1
         from due where refund.id = due.id
         returning refund.id, refund.payment, refund.amount",
        provider,
        lease,
        limit,
        order.map(OrderId::as_str)
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            let payment = PaymentId::parse(row.payment).map_err(|_| unreadable("payment's id"))?;
            Ok(Taken { id: row.id, payment, amount: row.amount })
        })
        .collect()
}

/// Refunds that ended and whose orders do not know it yet, what ended first first.
pub(crate) async fn unnoted(pool: &PgPool, limit: i64) -> Result<Vec<RefundEnded>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select refund.id, order_id, payment, cause, refund.amount, currency,
                  refund.state = 'done' as "done!"
           from payments.refund join payments.payment on payment.id = payment
           where refund.state <> 'asked' and not noted
           order by refund.changed_at limit $1"#,
        limit
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            let currency = Currency::parse(&row.currency).map_err(|_| unreadable("currency"))?;
            Ok(RefundEnded {
                id: row.id,
                order: OrderId::parse(row.order_id).map_err(|_| unreadable("order's id"))?,
                payment: PaymentId::parse(row.payment).map_err(|_| unreadable("payment's id"))?,
                cause: row.cause,
                amount: Money::new(row.amount, currency).map_err(|_| unreadable("amount"))?,
                done: row.done,
            })
        })
        .collect()
}

/// Notes that the order knows how a refund ended. False when it was noted before.
pub(crate) async fn set_noted(txn: &mut PgTransaction<'_>, id: &str) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update payments.refund set noted = true where id = $1 and state <> 'asked' and not noted",
        id
    )
    .execute(&mut **txn)
    .await
    .map(|written| written.rows_affected() == 1)
}

/// Notes how a refund ended. False when it was noted before. The payment must be locked.
pub(crate) async fn end(
    txn: &mut PgTransaction<'_>,
    id: &str,
    done: bool,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update payments.refund set state = $2, changed_at = statement_timestamp()
         where id = $1 and state = 'asked'",
        id,
        if done { "done" } else { "refused" }
    )
    .execute(&mut **txn)
    .await
    .map(|written| written.rows_affected() == 1)
}

/// Counts a refund that went back, or lets go of what was set aside for one that was refused. A
/// payment that is known to have gone back whole counts it already.
pub(crate) async fn count(
    txn: &mut PgTransaction<'_>,
    payment: &PaymentId,
    amount: Money,
    done: bool,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update payments.payment set
             refunded = case when $3 then refunded + $2 else refunded end,
             refunding = case when $3 then refunding else refunding - $2 end
         where id = $1 and state <> 'refunded'",
        payment.as_str(),
        amount.amount(),
        done
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// Gives a refund back, to be tried again after a while that grows with each try.
pub(crate) async fn put_off(pool: &PgPool, id: &str) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update payments.refund
         set due_at = statement_timestamp()
             + make_interval(secs => least(600, 5 * power(2, least(tries, 10))))
         where id = $1 and state = 'asked'",
        id
    )
    .execute(pool)
    .await
    .map(drop)
}
