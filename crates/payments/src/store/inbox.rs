//! What the provider sent.

use sqlx::{PgPool, PgTransaction};

/// Lays a message into the inbox. False when it lies there already.
pub(crate) async fn insert(
    pool: &PgPool,
    provider: &str,
    message: &str,
    payment: Option<&str>,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "insert into payments.webhook_inbox (provider, message, payment) values ($1, $2, $3)
         on conflict on constraint webhook_once do nothing",
        provider,
        message,
        payment
    )
    .execute(pool)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Takes messages out of the inbox, the oldest first, and tells which payments they speak of. The
/// rows stay, so that a message that comes again is known.
pub(crate) async fn take(
    txn: &mut PgTransaction<'_>,
    provider: &str,
    limit: i64,
) -> Result<Vec<Option<String>>, sqlx::Error> {
    sqlx::query_scalar!(
        "with due as (
             select provider, message from payments.webhook_inbox
             where provider = $1 and handled_at is null and due_at <= statement_timestamp()
             order by due_at limit $2 for update skip locked
         )
         update payments.webhook_inbox set handled_at = statement_timestamp()
         from due
         where webhook_inbox.provider = due.provider and webhook_inbox.message = due.message
         returning webhook_inbox.payment",
        provider,
        limit
    )
    .fetch_all(&mut **txn)
    .await
}

/// Forgets messages that were handled so many days ago. A provider sends none again so late.
pub(crate) async fn forget(pool: &PgPool, days: i32) -> Result<u64, sqlx::Error> {
    sqlx::query!(
        "delete from payments.webhook_inbox
         where handled_at < statement_timestamp() - make_interval(days => $1)",
        days
    )
    .execute(pool)
    .await
    .map(|done| done.rows_affected())
}
