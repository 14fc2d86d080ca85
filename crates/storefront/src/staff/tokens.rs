//! API tokens as staff list them.

use kernel::{AccountId, Timestamp};
use serde::{Deserialize, Serialize};

use super::Role;

/// Tokens of a page.
pub const TOKEN_PAGE: usize = 50;

/// An API token as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiTokenRow {
    /// By what it is revoked.
    pub id: String,
    /// Whose it is.
    pub account: AccountId,
    /// What its owner calls it.
    pub label: String,
    /// What it may be used as.
    pub roles: Vec<Role>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used, to within a minute.
    pub last_used_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// A page of tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenPage {
    /// The newest first, at most [`TOKEN_PAGE`].
    pub tokens: Vec<ApiTokenRow>,
    /// Where the page that follows begins, if one does.
    pub next: Option<TokenCursor>,
}

/// Why a text is no place in a list of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the place in the list of tokens is none")]
pub struct InvalidTokenCursor;

/// Where a page of tokens ended: the id of its last one. One that is none's begins the list again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenCursor(String);

impl TokenCursor {
    /// Reads a place.
    ///
    /// # Errors
    /// [`InvalidTokenCursor`].
    pub fn parse(text: &str) -> Result<Self, InvalidTokenCursor> {
        let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let fine = (1..=64).contains(&text.len()) && plain;
        if fine { Ok(Self(text.to_owned())) } else { Err(InvalidTokenCursor) }
    }

    /// The place as an address carries it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
