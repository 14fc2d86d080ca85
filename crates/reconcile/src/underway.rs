//! What workers have yet to do. Some of what must be true is only so once they have.

use sqlx::PgPool;

/// How long each question may take.
const DEADLINE: &str = "30s";

/// Work that is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Underway {
    /// Of what kind.
    pub what: &'static str,
    /// How much.
    pub count: u64,
}

const WORK: [(&str, &str); 7] = [
    (
        "orders that wait for their payment",
        "select count(*) from orders.orders where status = 'pending_payment'",
    ),
    (
        "payments of which it is not known how they end",
        "select count(*) from payments.payment
         where state in ('created', 'authorising', 'requires_action', 'authorised', 'unknown')",
    ),
    (
        "payments that are to be given back",
        "select count(*) from payments.payment where state = 'captured' and not wanted",
    ),
    (
        "payments of which their order has taken no note",
        "select count(*) from payments.payment
         where settled_at is null and state in ('captured', 'declined', 'voided', 'refunded')",
    ),
    (
        "refunds",
        // What was paid outside the shop is paid back by hand, and no worker waits for that.
        "select count(*) from payments.refund join payments.payment on payment.id = refund.payment
         where refund.state = 'asked' and provider <> 'manual'",
    ),
    (
        "messages of the payment provider",
        "select count(*) from payments.webhook_inbox where handled_at is null",
    ),
    (
        "readers of events that are behind",
        "select count(*) from outbox.consumer where exists (
             select from outbox.event
             where (event.xid, event.id) > (consumer.xid, consumer.event))",
    ),
];

/// What is not done, kind by kind; nothing once all is.
///
/// # Errors
/// When PostgreSQL does not answer.
pub async fn underway(pool: &PgPool) -> Result<Vec<Underway>, sqlx::Error> {
    let mut txn = pool.begin().await?;
    sqlx::query("select set_config('statement_timeout', $1, true)")
        .bind(DEADLINE)
        .execute(&mut *txn)
        .await?;
    let mut left = Vec::new();
    for (what, sql) in WORK {
        let count: i64 = sqlx::query_scalar(sql).fetch_one(&mut *txn).await?;
        if count > 0 {
            left.push(Underway { what, count: count.unsigned_abs() });
        }
    }
    txn.rollback().await?;
    Ok(left)
}
