//! What staff did, written in the transaction in which they did it.
//!
//! The log is a table of the schema `accounts`, which reads it and never changes a line of it. Those
//! who write in their own transactions write their lines by this crate, so that nothing is done that
//! is not in the log, and nothing is in the log that was not done.

use async_trait::async_trait;
use serde_json::Value;
use sqlx::PgTransaction;
use storefront::{ShopError, account::Caller, staff::StaffMember};

/// Longest name of a browser that is kept, in characters.
const LONGEST_AGENT: usize = 200;

/// What a member of staff did. Neither names nor addresses of people stand in it: the log outlives
/// their accounts.
#[derive(Clone, Debug)]
pub struct Deed<'a> {
    /// Who.
    pub by: &'a StaffMember,
    /// From where.
    pub caller: &'a Caller,
    /// What: 1 to 40 lower-case letters and underscores, `stock_corrected` say.
    pub action: &'static str,
    /// To what: the kind and the id of a thing, `sku MUG-1` or `order 4F7K-2MXD-9QRA` say.
    pub subject: &'a str,
    /// How it was.
    pub before: Option<Value>,
    /// How it became.
    pub after: Option<Value>,
}

/// Who does something, and from where.
#[derive(Clone, Copy, Debug)]
pub struct Doer<'a> {
    /// Who.
    pub by: &'a StaffMember,
    /// From where.
    pub caller: &'a Caller,
}

impl Doer<'_> {
    /// Writes what they did into the log. What is told of it is as in a [`Deed`].
    ///
    /// # Errors
    /// When PostgreSQL does not do it.
    pub async fn tell(
        self,
        txn: &mut PgTransaction<'_>,
        action: &'static str,
        subject: &str,
        before: Option<Value>,
        after: Option<Value>,
    ) -> sqlx::Result<()> {
        let Self { by, caller } = self;
        write(txn, &Deed { by, caller, action, subject, before, after }).await
    }
}

/// Writes a line of the log.
///
/// # Errors
/// When PostgreSQL does not do it.
pub async fn write(txn: &mut PgTransaction<'_>, deed: &Deed<'_>) -> sqlx::Result<()> {
    let agent = deed.caller.agent.chars().filter(|letter| !letter.is_control());
    let agent: String = agent.take(LONGEST_AGENT).collect();
    sqlx::query!(
        "insert into accounts.audit
             (at, actor, api_token, action, subject, before, after, address, agent)
         values (statement_timestamp(), $1, $2, $3, $4, $5, $6, $7, nullif($8, ''))",
        deed.by.account.as_str(),
        deed.by.api_token,
        deed.action,
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

/// The log, for those whose deeds are in another store than it. They write the line first and do it
/// then: a crash between leaves a line of a deed that was not done, and never a deed without a line.
#[async_trait]
pub trait DeedLog: Send + Sync {
    /// Writes a line of the log, for good.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`] when it may not be there.
    async fn write(&self, deed: &Deed<'_>) -> Result<(), ShopError>;
}
