//! Who is signed in, as a session says it. Routes ask here and never read a session's raw data.

use std::net::IpAddr;

use kernel::{AccountId, Timestamp};
use serde::{Deserialize, Serialize};
use storefront::sessions::SessionHandle;
use tower_sessions_core::{Session, session, session_store};

use crate::{
    device::{device_name, short_address},
    kept::Data,
};

/// Under which key a session says who is signed in.
const KEY: &str = "signed_in";

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// Who.
    pub account: AccountId,
    /// When the sign-in began.
    pub at: Timestamp,
    /// Whether the second factor was shown too.
    pub second_factor: bool,
    /// What the browser called itself, in short; empty if that is not known.
    pub device: String,
    /// The network they came from.
    pub address: String,
    /// By which they name this session among theirs.
    pub handle: SessionHandle,
}

/// Someone who has just shown who they are.
#[derive(Clone, Debug)]
pub struct Arrival<'a> {
    /// Who.
    pub account: AccountId,
    /// A moment before the password was looked at: when all sessions are ended after it, this
    /// sign-in is refused.
    pub began: Timestamp,
    /// Whether the second factor was shown too.
    pub second_factor: bool,
    /// The header of this name; only the browser and the system are kept.
    pub user_agent: &'a str,
    /// The address they come from; only its network is kept.
    pub address: IpAddr,
}

/// Why a session was not changed as asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSaved {
    /// It was ended or replaced meanwhile, or tries to become another's without a new id.
    #[error("the session is over")]
    Refused,
    /// The store that has to know did not answer.
    #[error("the store of sessions is away")]
    Unavailable,
    /// It cannot be written down.
    #[error("the session holds what cannot be written down")]
    Unwritable,
}

impl From<NotSaved> for session_store::Error {
    fn from(reason: NotSaved) -> Self {
        match reason {
            NotSaved::Unwritable => Self::Encode(reason.to_string()),
            NotSaved::Refused | NotSaved::Unavailable => Self::Backend(reason.to_string()),
        }
    }
}

impl From<session::Error> for NotSaved {
    /// What a session's own methods answer is text by the time it comes back.
    fn from(error: session::Error) -> Self {
        match error {
            session::Error::Store(session_store::Error::Backend(text))
                if text == Self::Refused.to_string() =>
            {
                Self::Refused
            }
            session::Error::Store(session_store::Error::Backend(_)) => Self::Unavailable,
            _ => Self::Unwritable,
        }
    }
}

impl SignedIn {
    /// Who is signed in with this session, if anyone is.
    pub async fn of(session: &Session) -> Option<Self> {
        session.get(KEY).await.unwrap_or_else(|error| {
            tracing::error!(%error, "a session does not say clearly who is signed in");
            None
        })
    }

    /// Signs someone in: the session goes on under a new id, with what it held before, and is kept
    /// for them. It is kept already when this returns, so that an answer can say otherwise.
    ///
    /// # Errors
    /// [`NotSaved`]; then nobody is signed in, and the session goes on as a guest's under a new id.
    /// Its cookie goes out with any answer but a 5xx.
    pub async fn sign_in(session: &Session, arrival: Arrival<'_>) -> Result<(), NotSaved> {
        let who = Self {
            account: arrival.account,
            at: arrival.began,
            second_factor: arrival.second_factor,
            device: device_name(arrival.user_agent),
            address: short_address(arrival.address),
            handle: fresh_handle(),
        };
        go_on_as(session, &who).await
    }

    /// Notes that whoever is signed in has shown their second factor too; the session goes on under
    /// a new id.
    ///
    /// # Errors
    /// [`NotSaved::Refused`] when nobody is signed in, or no longer, and the others; then nobody is
    /// signed in.
    pub async fn pass_second_factor(session: &Session) -> Result<(), NotSaved> {
        let who = Self::of(session).await.ok_or(NotSaved::Refused)?;
        go_on_as(session, &Self { second_factor: true, ..who }).await
    }

    /// Ends a session in every store, whoever's it is, and forgets what it held.
    ///
    /// # Errors
    /// [`NotSaved::Unavailable`] when it is not known to have ended: ask again.
    pub async fn sign_out(session: &Session) -> Result<(), NotSaved> {
        if session.id().is_none() {
            session.clear().await;
            return Ok(());
        }
        Ok(session.flush().await?)
    }

    /// Who is signed in according to a session's data.
    pub(crate) fn in_data(data: &Data) -> Result<Option<Self>, NotSaved> {
        let Some(value) = data.get(KEY) else { return Ok(None) };
        Self::deserialize(value).map(Some).map_err(|_| NotSaved::Unwritable)
    }

    /// Puts a new handle into a session's data.
    pub(crate) fn with_new_handle(self, data: &mut Data) -> Result<Self, NotSaved> {
        let renamed = Self { handle: fresh_handle(), ..self };
        let value = serde_json::to_value(&renamed).map_err(|_| NotSaved::Unwritable)?;
        data.insert(KEY.to_owned(), value);
        Ok(renamed)
    }
}

fn fresh_handle() -> SessionHandle {
    SessionHandle::parse(kernel::random_token::<16>())
        .expect("sixteen bytes are 32 hexadecimal digits")
}

async fn go_on_as(session: &Session, who: &SignedIn) -> Result<(), NotSaved> {
    let done = async {
        // Reads the session, which forgets its id if there is none.
        session.insert(KEY, who).await?;
        if session.id().is_some() {
            session.cycle_id().await?;
        }
        session.save().await
    };
    let done = done.await;
    if done.is_err() {
        session.remove_value(KEY).await?;
    }
    Ok(done?)
}
