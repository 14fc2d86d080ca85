//! Removing what is past its time.

use kernel::Timestamp;
use sqlx::PgPool;

use super::stored;

/// Deletes tokens that are too old. Returns how many.
pub(crate) async fn delete_old_tokens(pool: &PgPool, now: Timestamp) -> Result<u64, sqlx::Error> {
    sqlx::query!("delete from accounts.token where expires_at <= $1", stored(now))
        .execute(pool)
        .await
        .map(|done| done.rows_affected())
}

/// Deletes letters that nobody needs: sent before `sent_before`, or never sent and too old to be.
pub(crate) async fn delete_old_letters(
    pool: &PgPool,
    sent_before: Timestamp,
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    sqlx::query!(
        "delete from accounts.letter
         where sent_at < $1 or (sent_at is null and not_after <= $2)",
        stored(sent_before),
        stored(now)
    )
    .execute(pool)
    .await
    .map(|done| done.rows_affected())
}

/// Deletes claims of addresses that were made before `claimed_before` and never verified. Those of
/// invited staff stay until an owner removes them.
pub(crate) async fn delete_old_claims(
    pool: &PgPool,
    claimed_before: Timestamp,
) -> Result<u64, sqlx::Error> {
    sqlx::query!(
        "delete from accounts.account where id in (
             select id from accounts.account
             where verified_at is null and erased_at is null and created_at < $1
               and not exists (select from accounts.role where role.account = account.id)
               and not exists (select from accounts.second_factor where second_factor.account = id)
               and not exists (select from accounts.api_token where api_token.account = id)
             limit 1000 for update skip locked
         )",
        stored(claimed_before)
    )
    .execute(pool)
    .await
    .map(|done| done.rows_affected())
}
