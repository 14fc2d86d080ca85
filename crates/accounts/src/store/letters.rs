//! Letters that wait for being sent.

use kernel::{AccountId, Email, Timestamp};
use sqlx::{PgConnection, PgPool, PgTransaction, types::Json};

use super::stored;
use crate::letters::Contents;

/// A letter that is to be.
pub(crate) struct New<'a> {
    pub(crate) account: &'a AccountId,
    pub(crate) recipient: &'a Email,
    pub(crate) kind: &'static str,
    pub(crate) contents: Contents,
    pub(crate) not_after: Timestamp,
}

/// A letter that was just taken.
pub(crate) struct Taken {
    pub(crate) id: String,
    pub(crate) recipient: String,
    pub(crate) kind: String,
    pub(crate) contents: Contents,
    pub(crate) attempts: i32,
}

/// Writes a letter about an account.
pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    letter: New<'_>,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into accounts.letter (id, account, recipient, kind, data, created_at, not_after)
         values ($1, $2, $3, $4, $5, $6, $7)",
        kernel::random_token::<16>(),
        letter.account.as_str(),
        letter.recipient.as_str(),
        letter.kind,
        Json(letter.contents) as _,
        stored(now),
        stored(letter.not_after)
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// Takes letters that nobody has taken, the oldest first.
pub(crate) async fn take(
    pool: &PgPool,
    lease: &str,
    until: Timestamp,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Taken>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"with due as (
               select id, created_at from accounts.letter
               where sent_at is null and (leased_until is null or leased_until <= $3)
                 and not_after > $3
               order by created_at, id limit $4 for update skip locked
           ), taken as (
               update accounts.letter
               set lease = $1, leased_until = $2, attempts = attempts + 1
               from due where letter.id = due.id
               returning letter.id, recipient, kind, data, attempts, letter.created_at
           )
           select id as "id!", recipient as "recipient!", kind as "kind!",
                  data as "data!: Json<Contents>", attempts as "attempts!"
           from taken order by created_at, id"#,
        lease,
        stored(until),
        stored(now),
        limit
    )
    .fetch_all(pool)
    .await?;
    let taken = rows.into_iter().map(|row| Taken {
        id: row.id,
        recipient: row.recipient,
        kind: row.kind,
        contents: row.data.0,
        attempts: row.attempts,
    });
    Ok(taken.collect())
}

/// Notes that a letter was sent, and wipes what it said and to whom. False when somebody else has
/// taken it since.
pub(crate) async fn set_sent(
    pool: &PgPool,
    id: &str,
    lease: &str,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update accounts.letter
         set sent_at = $3, recipient = null, data = '{}', lease = null, leased_until = null
         where id = $1 and lease = $2 and sent_at is null",
        id,
        lease,
        stored(now)
    )
    .execute(pool)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Gives a letter back, not to be taken before `due`.
pub(crate) async fn give_back(
    pool: &PgPool,
    id: &str,
    lease: &str,
    due: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update accounts.letter set lease = null, leased_until = $3
         where id = $1 and lease = $2 and sent_at is null",
        id,
        lease,
        stored(due)
    )
    .execute(pool)
    .await
    .map(drop)
}

/// Deletes a letter that nobody will ever take in.
pub(crate) async fn give_up(pool: &PgPool, id: &str, lease: &str) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from accounts.letter where id = $1 and lease = $2 and sent_at is null",
        id,
        lease
    )
    .execute(pool)
    .await
    .map(drop)
}

/// How many letters wait.
pub(crate) async fn waiting(conn: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(r#"select count(*) as "count!" from accounts.letter where sent_at is null"#)
        .fetch_one(conn)
        .await
}
