//! Requests that are done once.

use kernel::OrderId;
use sqlx::{PgPool, PgTransaction};

/// A request that was made before.
pub(crate) struct Made {
    pub(crate) request_hash: Vec<u8>,
    pub(crate) order_id: Option<String>,
    pub(crate) answer: Option<serde_json::Value>,
}

/// Notes a request. False when one with this key was made before; waits for who makes one now.
pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    scope: &str,
    key: &str,
    hash: &[u8],
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "insert into orders.idempotency (scope, key, request_hash) values ($1, $2, $3)
         on conflict on constraint idempotency_pkey do nothing",
        scope,
        key,
        hash
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// The request that was made with a key.
pub(crate) async fn select(
    txn: &mut PgTransaction<'_>,
    scope: &str,
    key: &str,
) -> Result<Option<Made>, sqlx::Error> {
    sqlx::query_as!(
        Made,
        "select request_hash, order_id, answer from orders.idempotency
         where scope = $1 and key = $2",
        scope,
        key
    )
    .fetch_optional(&mut **txn)
    .await
}

/// Notes which order a request is about.
pub(crate) async fn set_order(
    txn: &mut PgTransaction<'_>,
    scope: &str,
    key: &str,
    order: &OrderId,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update orders.idempotency set order_id = $3 where scope = $1 and key = $2",
        scope,
        key,
        order.as_str()
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// Notes what was answered. False when an answer was noted before: that one stays.
pub(crate) async fn set_answer(
    txn: &mut PgTransaction<'_>,
    scope: &str,
    key: &str,
    answer: &serde_json::Value,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update orders.idempotency set answer = $3
         where scope = $1 and key = $2 and answer is null",
        scope,
        key,
        answer
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Forgets requests older than so many days, at most `limit`, and tells how many those were.
pub(crate) async fn prune(pool: &PgPool, days: i32, limit: i64) -> Result<u64, sqlx::Error> {
    sqlx::query!(
        "delete from orders.idempotency where (scope, key) in (
             select scope, key from orders.idempotency
             where created_at < statement_timestamp() - make_interval(days => $1)
             order by created_at limit $2 for update skip locked)",
        days,
        limit
    )
    .execute(pool)
    .await
    .map(|done| done.rows_affected())
}
