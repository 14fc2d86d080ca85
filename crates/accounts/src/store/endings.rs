//! Sessions that have to end, until they have.

use kernel::{AccountId, Timestamp};
use sqlx::{PgPool, PgTransaction};
use storefront::sessions::SessionHandle;

use super::stored;

/// Which sessions of an account end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    All,
    AllBut(SessionHandle),
    /// All, and what is kept of them is deleted.
    Forget,
}

/// Sessions that have to end.
pub(crate) struct Ending {
    pub(crate) id: i64,
    pub(crate) account: AccountId,
    pub(crate) which: Which,
}

/// Notes that sessions have to end, in the transaction that is the reason.
pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
    which: Which,
    now: Timestamp,
) -> Result<Ending, sqlx::Error> {
    let keep = match &which {
        Which::AllBut(handle) => Some(handle.as_str()),
        Which::All | Which::Forget => None,
    };
    let id = sqlx::query_scalar!(
        "insert into accounts.session_ending (account, keep, forget, created_at)
         values ($1, $2, $3, $4) returning id",
        account.as_str(),
        keep,
        which == Which::Forget,
        stored(now)
    )
    .fetch_one(&mut **txn)
    .await?;
    Ok(Ending { id, account: account.clone(), which })
}

/// They have ended.
pub(crate) async fn delete(pool: &PgPool, id: i64) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from accounts.session_ending where id = $1", id)
        .execute(pool)
        .await
        .map(drop)
}

/// The oldest that have not ended yet.
pub(crate) async fn due(pool: &PgPool, limit: i64) -> Result<Vec<Ending>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, account, keep, forget from accounts.session_ending order by id limit $1",
        limit
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let kept = row.keep.and_then(|handle| SessionHandle::parse(handle).ok());
            let which = match kept {
                _ if row.forget => Which::Forget,
                Some(handle) => Which::AllBut(handle),
                None => Which::All,
            };
            Some(Ending { id: row.id, account: AccountId::parse(row.account).ok()?, which })
        })
        .collect())
}
