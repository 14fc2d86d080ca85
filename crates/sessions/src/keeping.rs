//! Whether a session holds what it seems to hold.
//!
//! While Redis does not answer, a guest's session is served empty and what is written into it is
//! lost: it is worth no error page. Whoever writes something that must not be lost asks here.

use serde::{Serialize, de::DeserializeOwned};
use tower_sessions_core::Session;

use crate::service::Gap;

/// Whether it is not known what a session holds. Nothing that is written into it now is kept.
pub async fn is_unread(session: &Session) -> bool {
    matches!(session.get_value(Gap::KEY).await, Ok(Some(mark)) if Gap::read(&mark) == Gap::Contents)
}

/// Writes a value into a session at once and reads it back; whether it is kept.
pub async fn keep<T>(session: &Session, key: &str, value: &T) -> bool
where
    T: Serialize + DeserializeOwned + PartialEq + Sync,
{
    if is_unread(session).await {
        return false;
    }
    let written = async {
        session.insert(key, value).await?;
        session.save().await?;
        session.load().await?;
        session.get::<T>(key).await
    };
    match written.await {
        Ok(kept) => kept.as_ref() == Some(value),
        Err(error) => {
            tracing::warn!(%error, key, "a session does not keep what it was given");
            false
        }
    }
}
