//! A person's own sessions: where they are signed in, and ending that.

use async_trait::async_trait;
use kernel::{AccountId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::ShopError;

/// By what a person names one of their sessions. It opens nothing: the id in the cookie is another.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SessionHandle(String);

/// Why a text is no handle of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the handle of a session is 32 hexadecimal digits in lower case")]
pub struct InvalidSessionHandle;

impl SessionHandle {
    /// Reads a handle.
    ///
    /// # Errors
    /// [`InvalidSessionHandle`] unless it is 32 hexadecimal digits in lower case.
    pub fn parse(text: impl Into<String>) -> Result<Self, InvalidSessionHandle> {
        let text = text.into();
        let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() == 32 && text.bytes().all(digit) {
            Ok(Self(text))
        } else {
            Err(InvalidSessionHandle)
        }
    }

    /// The handle as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for SessionHandle {
    type Error = InvalidSessionHandle;
    fn try_from(text: String) -> Result<Self, InvalidSessionHandle> {
        Self::parse(text)
    }
}

impl From<SessionHandle> for String {
    fn from(handle: SessionHandle) -> Self {
        handle.0
    }
}

/// One place where a person is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// By what it is ended.
    pub handle: SessionHandle,
    /// The browser and the system, such as "Firefox on Linux"; empty if they did not say.
    pub device: String,
    /// The network they signed in from, such as "203.0.113.0/24".
    pub address: String,
    /// When they signed in.
    pub signed_in_at: Timestamp,
    /// When it was last used, to within five minutes.
    pub last_used_at: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// Where people are signed in.
///
/// What is ended is ended for every server at once, and stays so whatever happens to Redis.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// An account's sessions, the last used first. `current` is the one that asks.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`].
    async fn list(
        &self,
        account: &AccountId,
        current: Option<&SessionHandle>,
    ) -> Result<Vec<SessionView>, ShopError>;

    /// Ends one of an account's sessions.
    ///
    /// # Errors
    /// [`ShopError::NotFound`] when this account has no such session, or no longer;
    /// [`ShopError::Unavailable`] when it is not known to have ended.
    async fn revoke(&self, account: &AccountId, handle: &SessionHandle) -> Result<(), ShopError>;

    /// Ends all of an account's sessions but one, and tells how many those were.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`] when they are not known to have ended: ask again.
    async fn revoke_others(
        &self,
        account: &AccountId,
        keep: &SessionHandle,
    ) -> Result<u64, ShopError>;

    /// Ends all of an account's sessions, and tells how many those were. A sign-in that began
    /// before this and is not over yet is refused, so it comes after a new password is stored; who
    /// is to stay is signed in anew.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`] when they are not known to have ended: ask again.
    async fn revoke_all(&self, account: &AccountId) -> Result<u64, ShopError>;

    /// Ends all of an account's sessions and erases what is kept of them, for good.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`] unless all of it is gone: ask again.
    async fn forget(&self, account: &AccountId) -> Result<(), ShopError>;
}
