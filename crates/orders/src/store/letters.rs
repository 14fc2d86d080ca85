//! Letters that wait for being sent.

use kernel::OrderId;
use sqlx::{PgPool, PgTransaction};

use crate::upkeep::LETTER_DAYS;

/// A letter that was just taken.
pub(crate) struct Taken {
    pub(crate) id: String,
    pub(crate) order: String,
    pub(crate) recipient: String,
    pub(crate) kind: String,
    pub(crate) secret: String,
    pub(crate) amount: Option<i64>,
    /// The return that it is about.
    pub(crate) about: Option<String>,
    /// Why that was refused.
    pub(crate) reason: Option<String>,
    pub(crate) attempts: i32,
}

/// What a letter tells of beside the order.
#[derive(Clone, Copy, Default)]
pub(crate) struct Told<'a> {
    /// What was paid back, in minor units.
    pub(crate) amount: Option<i64>,
    /// The return that it is about.
    pub(crate) about: Option<&'a str>,
}

/// Writes a letter to whom an order's letters go. False when that was forgotten.
pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
    kind: &str,
    secret: &str,
    told: Told<'_>,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "insert into orders.letter (id, order_id, recipient, kind, secret, amount, about)
         select $1, id, email, $3, $4, $5, $6 from orders.orders where id = $2 and email is not null",
        kernel::random_token::<16>(),
        order.as_str(),
        kind,
        secret,
        told.amount,
        told.about
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Takes letters that nobody has taken, the oldest first, while they are news.
pub(crate) async fn take(
    pool: &PgPool,
    lease: &str,
    seconds: f64,
    limit: i64,
) -> Result<Vec<Taken>, sqlx::Error> {
    sqlx::query_as!(
        Taken,
        r#"with due as (
               select id, created_at from orders.letter
               where sent_at is null
                 and (leased_until is null or leased_until <= statement_timestamp())
                 and created_at > statement_timestamp() - make_interval(days => $4)
               order by created_at, id limit $3 for update skip locked
           ), taken as (
               update orders.letter
               set lease = $1, attempts = attempts + 1,
                   leased_until = statement_timestamp() + make_interval(secs => $2)
               from due where letter.id = due.id
               returning letter.id, order_id, recipient, kind, secret, amount, about, attempts,
                   letter.created_at
           )
           select id as "id!", order_id as "order!", recipient as "recipient!", kind as "kind!",
                  secret as "secret!", amount, about, attempts as "attempts!",
                  (select note from orders.event
                   where event.order_id = taken.order_id and what = taken.kind
                     and what = 'return_refused' and reference = about) as reason
           from taken order by created_at, id"#,
        lease,
        seconds,
        limit,
        LETTER_DAYS
    )
    .fetch_all(pool)
    .await
}

/// Notes that a letter was sent, and wipes what is secret in it. False when somebody else has
/// taken it since.
pub(crate) async fn set_sent(pool: &PgPool, id: &str, lease: &str) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update orders.letter
         set sent_at = statement_timestamp(), recipient = null, secret = null, lease = null,
             leased_until = null
         where id = $1 and lease = $2 and sent_at is null",
        id,
        lease
    )
    .execute(pool)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Gives a letter back, not to be taken before so many seconds have passed.
pub(crate) async fn give_back(
    pool: &PgPool,
    id: &str,
    lease: &str,
    seconds: f64,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update orders.letter
         set lease = null, leased_until = statement_timestamp() + make_interval(secs => $3)
         where id = $1 and lease = $2 and sent_at is null",
        id,
        lease,
        seconds
    )
    .execute(pool)
    .await
    .map(drop)
}

/// Deletes a letter that nobody will ever take in.
pub(crate) async fn give_up(pool: &PgPool, id: &str, lease: &str) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from orders.letter where id = $1 and lease = $2 and sent_at is null",
        id,
        lease
    )
    .execute(pool)
    .await
    .map(drop)
}

/// Deletes letters that were not sent in so many days, at most `limit`, and tells how many.
pub(crate) async fn prune(pool: &PgPool, days: i32, limit: i64) -> Result<u64, sqlx::Error> {
    sqlx::query!(
        "delete from orders.letter where id in (
             select id from orders.letter
             where sent_at is null and created_at < statement_timestamp() - make_interval(days => $1)
             order by created_at limit $2 for update skip locked)",
        days,
        limit
    )
    .execute(pool)
    .await
    .map(|done| done.rows_affected())
}

/// How many letters wait.
pub(crate) async fn waiting(pool: &PgPool) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(r#"select count(*) as "count!" from orders.letter where sent_at is null"#)
        .fetch_one(pool)
        .await
}
