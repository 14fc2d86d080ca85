//! The audit log as it is shown.

use kernel::{AccountId, Timestamp};
use serde::{Deserialize, Serialize};

/// Most entries of one page.
pub const LONGEST_AUDIT_PAGE: u32 = 200;

/// What to look for in the audit log; all that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// Who did it.
    pub actor: Option<AccountId>,
    /// To whom or what.
    pub subject: Option<String>,
    /// What was done.
    pub action: Option<String>,
    /// Not before.
    pub since: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
    /// Older than the entry of this id: the next page.
    pub before: Option<i64>,
    /// Entries wanted; at most [`LONGEST_AUDIT_PAGE`] come.
    pub limit: u32,
}

/// What somebody did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Rises with time.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who; none for a stranger or the shop itself.
    pub actor: Option<AccountId>,
    /// With which API token.
    pub api_token: Option<String>,
    /// What.
    pub action: String,
    /// To whom or what.
    pub subject: Option<String>,
    /// How it was, as JSON.
    pub before: Option<String>,
    /// How it became, as JSON.
    pub after: Option<String>,
    /// From which network.
    pub network: Option<String>,
    /// With which browser.
    pub agent: Option<String>,
}
