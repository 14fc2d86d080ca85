//! Tokens for the API.

use kernel::{AccountId, Timestamp};
use sqlx::{PgConnection, PgTransaction};
use storefront::{
    account::Secret,
    staff::{ApiTokenRow, Role, TOKEN_PAGE, TokenCursor},
};
use time::OffsetDateTime;

use super::{accounts::unreadable, moment, roles, stored};
use crate::secrets::digest;

/// Between two notes of when a token was used, in milliseconds.
const NOTED_EACH: i64 = 60_000;

pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    token: &ApiTokenRow,
    secret: &Secret,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into accounts.api_token (id, account, label, hash, roles, created_at)
         values ($1, $2, $3, $4, $5, $6)",
        token.id,
        token.account.as_str(),
        token.label,
        digest(secret),
        &roles::names(&token.roles),
        stored(token.created_at)
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// Whose token this is, what its id is and what it may be used as, unless it was revoked.
pub(crate) async fn find(
    conn: &mut PgConnection,
    secret: &Secret,
) -> Result<Option<(AccountId, String, Vec<Role>)>, sqlx::Error> {
    let row = sqlx::query!(
        "select id, account, roles from accounts.api_token
         where hash = $1 and revoked_at is null",
        digest(secret)
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let account = AccountId::parse(row.account).map_err(|_| unreadable("a token's account"))?;
    Ok(Some((account, row.id, row.roles.iter().filter_map(|name| Role::named(name)).collect())))
}

/// Notes that a token was used, once a minute at most.
pub(crate) async fn note_use(
    conn: &mut PgConnection,
    id: &str,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update accounts.api_token set last_used_at = $2
         where id = $1 and (last_used_at is null or last_used_at <= $3)",
        id,
        stored(now),
        stored(Timestamp::from_millis(now.millis() - NOTED_EACH))
    )
    .execute(conn)
    .await
    .map(drop)
}

struct Row {
    id: String,
    account: String,
    label: String,
    roles: Vec<String>,
    created_at: OffsetDateTime,
    last_used_at: Option<OffsetDateTime>,
    revoked_at: Option<OffsetDateTime>,
}

fn read(row: Row) -> Result<ApiTokenRow, sqlx::Error> {
    Ok(ApiTokenRow {
        id: row.id,
        account: AccountId::parse(row.account).map_err(|_| unreadable("a token's account"))?,
        label: row.label,
        roles: row.roles.iter().filter_map(|name| Role::named(name)).collect(),
        created_at: moment(row.created_at),
        last_used_at: row.last_used_at.map(moment),
        revoked_at: row.revoked_at.map(moment),
    })
}

/// All tokens of one account, the newest first.
pub(crate) async fn of(
    conn: &mut PgConnection,
    account: &AccountId,
) -> Result<Vec<ApiTokenRow>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        "select id, account, label, roles, created_at, last_used_at, revoked_at
         from accounts.api_token where account = $1 order by created_at desc, id desc",
        account.as_str()
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(read).collect()
}

/// Tokens of one account, or of all, the newest first; one more than a page has, if there are so many.
pub(crate) async fn page(
    conn: &mut PgConnection,
    account: Option<&AccountId>,
    after: Option<&TokenCursor>,
) -> Result<Vec<ApiTokenRow>, sqlx::Error> {
    let after = after.map_or("", TokenCursor::as_str);
    let limit = TOKEN_PAGE as i64 + 1;
    // A statement for each, so that each follows its index whatever the planner knows.
    let rows = match account {
        None => {
            sqlx::query_file_as!(Row, "src/store/api_tokens_all.sql", after, limit)
                .fetch_all(conn)
                .await?
        }
        Some(account) => {
            let account = account.as_str();
            sqlx::query_file_as!(Row, "src/store/api_tokens_own.sql", after, limit, account)
                .fetch_all(conn)
                .await?
        }
    };
    rows.into_iter().map(read).collect()
}

/// Whose token has this id.
pub(crate) async fn holder(
    conn: &mut PgConnection,
    id: &str,
) -> Result<Option<AccountId>, sqlx::Error> {
    let account = sqlx::query_scalar!("select account from accounts.api_token where id = $1", id)
        .fetch_optional(conn)
        .await?;
    account.map(AccountId::parse).transpose().map_err(|_| unreadable("a token's account"))
}

/// Revokes a token. False when it was before.
pub(crate) async fn revoke(
    txn: &mut PgTransaction<'_>,
    id: &str,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update accounts.api_token set revoked_at = $2 where id = $1 and revoked_at is null",
        id,
        stored(now)
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Revokes all tokens of an account.
pub(crate) async fn revoke_all(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update accounts.api_token set revoked_at = $2 where account = $1 and revoked_at is null",
        account.as_str(),
        stored(now)
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}
