//! Taking a person out of an account.

use kernel::{AccountId, Email, Timestamp};
use sqlx::PgTransaction;

use super::stored;

/// Deletes an account's secrets and letters, and takes name and address off it. Claims of the same
/// address by others that were never verified go too: they hold the same address.
pub(crate) async fn erase(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
    email: &Email,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let id = account.as_str();
    sqlx::query!("delete from accounts.password where account = $1", id)
        .execute(&mut **txn)
        .await?;
    sqlx::query!("delete from accounts.token where account = $1", id).execute(&mut **txn).await?;
    sqlx::query!(
        "delete from accounts.letter where account = $1 or recipient = $2",
        id,
        email.as_str()
    )
    .execute(&mut **txn)
    .await?;
    sqlx::query!("delete from accounts.second_factor where account = $1", id)
        .execute(&mut **txn)
        .await?;
    sqlx::query!("delete from accounts.api_token where account = $1", id)
        .execute(&mut **txn)
        .await?;
    sqlx::query!(
        "update accounts.account
         set mail = null, name = null, verified_at = null, erased_at = $2, version = version + 1
         where id = $1",
        id,
        stored(now)
    )
    .execute(&mut **txn)
    .await?;
    // One that is being verified this moment is somebody's; whoever holds it decides about it.
    sqlx::query!(
        "delete from accounts.account where id in (
             select id from accounts.account
             where mail = $1 and verified_at is null
               and not exists (select from accounts.role where role.account = account.id)
             order by id for update skip locked
         )",
        email.as_str()
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}
