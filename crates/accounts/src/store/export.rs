//! What is stored about a person beside the account and its tokens for the API.

use kernel::AccountId;
use sqlx::PgConnection;
use storefront::account::{ExportedDeed, ExportedLetter};

use super::moment;

/// Letters to an account's owner, the oldest first.
pub(crate) async fn letters(
    conn: &mut PgConnection,
    account: &AccountId,
) -> Result<Vec<ExportedLetter>, sqlx::Error> {
    let rows = sqlx::query!(
        "select kind, created_at, sent_at from accounts.letter where account = $1
         order by created_at, id",
        account.as_str()
    )
    .fetch_all(conn)
    .await?;
    let letter = |kind, created_at, sent_at: Option<_>| ExportedLetter {
        kind,
        created_at: moment(created_at),
        sent_at: sent_at.map(moment),
    };
    Ok(rows.into_iter().map(|row| letter(row.kind, row.created_at, row.sent_at)).collect())
}

/// What an account's owner did, and what was done to the account, the oldest first. Where others
/// did it from is theirs.
pub(crate) async fn deeds(
    conn: &mut PgConnection,
    account: &AccountId,
) -> Result<Vec<ExportedDeed>, sqlx::Error> {
    let rows = sqlx::query!(
        "select at, action, address, agent, actor is null or actor = $1 as own
         from accounts.audit where actor = $1 or subject = $1 order by id",
        account.as_str()
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let own = row.own.unwrap_or(false);
            ExportedDeed {
                at: moment(row.at),
                action: row.action,
                network: row.address.filter(|_| own),
                agent: row.agent.filter(|_| own),
            }
        })
        .collect())
}
