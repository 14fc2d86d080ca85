//! What a person gets who asks for all that is stored about them.

use kernel::{AccountId, Email, Timestamp};
use serde::{Deserialize, Serialize};

use crate::staff::Role;

/// All that the store of accounts holds about one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountExport {
    /// The account's id.
    pub id: AccountId,
    /// The address.
    pub email: Email,
    /// The name.
    pub name: String,
    /// When the account was made.
    pub created_at: Timestamp,
    /// When the address was verified.
    pub verified_at: Option<Timestamp>,
    /// When the password was last changed.
    pub password_changed_at: Option<Timestamp>,
    /// What the person may do as staff.
    pub roles: Vec<Role>,
    /// Since when a second factor is asked for.
    pub second_factor_since: Option<Timestamp>,
    /// Tokens for the API.
    pub api_tokens: Vec<ExportedApiToken>,
    /// Letters sent to the person, oldest first. What they said is not kept.
    pub letters: Vec<ExportedLetter>,
    /// What was done by the person or to the account, oldest first.
    pub deeds: Vec<ExportedDeed>,
}

/// A token for the API, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedApiToken {
    /// What its owner calls it.
    pub label: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// A letter to the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedLetter {
    /// What it was about.
    pub kind: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
}

/// A line of the audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedDeed {
    /// When.
    pub at: Timestamp,
    /// What.
    pub action: String,
    /// From which network.
    pub network: Option<String>,
    /// With which browser.
    pub agent: Option<String>,
}
