//! Second factors of staff.

use kernel::{AccountId, Timestamp};
use sqlx::{PgConnection, PgTransaction};
use storefront::account::Secret;

use super::{moment, stored};
use crate::secrets::digest;

/// An account's sealed secret.
pub(crate) async fn sealed(
    conn: &mut PgConnection,
    account: &AccountId,
) -> Result<Option<Vec<u8>>, sqlx::Error> {
    sqlx::query_scalar!(
        "select sealed from accounts.second_factor where account = $1",
        account.as_str()
    )
    .fetch_optional(conn)
    .await
}

/// Since when an account has a second factor.
pub(crate) async fn since(
    conn: &mut PgConnection,
    account: &AccountId,
) -> Result<Option<Timestamp>, sqlx::Error> {
    let since = sqlx::query_scalar!(
        "select since from accounts.second_factor where account = $1",
        account.as_str()
    )
    .fetch_optional(conn)
    .await?;
    Ok(since.map(moment))
}

/// Takes the code of a step. False when it, or a later one, was taken before.
pub(crate) async fn take_step(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
    step: i64,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update accounts.second_factor set last_step = $2 where account = $1 and last_step < $2",
        account.as_str(),
        step
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Sets a second factor up. False when there is one.
pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
    sealed: &[u8],
    step: i64,
    recovery_codes: &[Secret],
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let inserted = sqlx::query!(
        "insert into accounts.second_factor (account, sealed, last_step, since)
         values ($1, $2, $3, $4) on conflict on constraint second_factor_pkey do nothing",
        account.as_str(),
        sealed,
        step,
        stored(now)
    )
    .execute(&mut **txn)
    .await?;
    if inserted.rows_affected() == 0 {
        return Ok(false);
    }
    let hashes: Vec<Vec<u8>> = recovery_codes.iter().map(digest).collect();
    sqlx::query!(
        "insert into accounts.recovery_code (account, hash) select $1, unnest($2::bytea[])",
        account.as_str(),
        &hashes
    )
    .execute(&mut **txn)
    .await?;
    Ok(true)
}

/// Uses a recovery code up. False when it is none, or no longer.
pub(crate) async fn spend_recovery_code(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
    code: &Secret,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "delete from accounts.recovery_code where account = $1 and hash = $2",
        account.as_str(),
        digest(code)
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Takes the second factor of an account, with its recovery codes. False when there was none.
pub(crate) async fn delete(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
) -> Result<bool, sqlx::Error> {
    sqlx::query!("delete from accounts.second_factor where account = $1", account.as_str())
        .execute(&mut **txn)
        .await
        .map(|done| done.rows_affected() == 1)
}
