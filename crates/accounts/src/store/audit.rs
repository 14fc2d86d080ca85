//! The audit log.

use kernel::{AccountId, Timestamp};
use sqlx::{PgConnection, PgTransaction};
use storefront::staff::{AuditEntry, AuditQuery, LONGEST_AUDIT_PAGE};

use super::{moment, stored};
use crate::audit::Deed;

/// Longest name of a browser that is kept, in characters.
const LONGEST_AGENT: usize = 200;

/// Writes an entry, in the transaction that does what it tells of.
pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    deed: Deed<'_>,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let agent = deed.caller.agent.chars().filter(|c| !c.is_control());
    let agent: String = agent.take(LONGEST_AGENT).collect();
    sqlx::query!(
        "insert into accounts.audit (at, actor, action, subject, before, after, address, agent)
         values ($1, $2, $3, $4, $5, $6, $7, nullif($8, ''))",
        stored(now),
        deed.actor.map(AccountId::as_str),
        deed.action.name(),
        deed.subject,
        deed.before,
        deed.after,
        deed.caller.network(),
        agent
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// How many wrong codes of a second factor were entered for an account after a moment.
pub(crate) async fn codes_refused(
    conn: &mut PgConnection,
    account: &AccountId,
    after: Timestamp,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from accounts.audit
           where subject = $1 and action = 'code_refused' and at > $2"#,
        account.as_str(),
        stored(after)
    )
    .fetch_one(conn)
    .await
}

/// Entries that a query is after, the newest first.
pub(crate) async fn search(
    conn: &mut PgConnection,
    query: &AuditQuery,
) -> Result<Vec<AuditEntry>, sqlx::Error> {
    let rows = sqlx::query_file!(
        "src/store/audit_search.sql",
        query.actor.as_ref().map(AccountId::as_str),
        &query.subjects,
        query.action.as_deref(),
        query.since.map(stored),
        query.until.map(stored),
        query.before.unwrap_or(i64::MAX),
        i64::from(query.limit.clamp(1, LONGEST_AUDIT_PAGE))
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| AuditEntry {
            id: row.id,
            at: moment(row.at),
            actor: row.actor.and_then(|actor| AccountId::parse(actor).ok()),
            api_token: row.api_token,
            action: row.action,
            subject: row.subject,
            before: row.before,
            after: row.after,
            network: row.address,
            agent: row.agent,
        })
        .collect())
}
