//! Letters that wait for being sent.

use std::sync::Arc;

use kernel::{Clock, Email, LetterId, Timestamp};
use serde::{Deserialize, Serialize};
use storefront::{ShopError, account::Secret, mail::LetterKind};

use crate::{
    gate::{Away, Gate, Stop},
    store::{self, tokens::Kind},
};

/// How long one may take over sending what it has taken, in milliseconds.
const LEASE: i64 = 2 * 60_000;
/// The first pause before a letter that could not be sent is tried again; each is twice as long.
const FIRST_PAUSE: i64 = 30_000;
/// The longest pause.
const LONGEST_PAUSE: i64 = 60 * 60_000;

/// How long a notice is worth sending, in milliseconds.
const NOTICE: i64 = 7 * 24 * 60 * 60_000;

/// When a letter of this kind written now is not worth sending any more: its link is too old, or it
/// is a notice of long ago.
pub(crate) fn end(kind: LetterKind, now: Timestamp) -> Timestamp {
    match kind {
        LetterKind::Verification => Kind::Verify.end(now),
        LetterKind::PasswordReset => Kind::Reset.end(now),
        LetterKind::ConfirmMail => Kind::ChangeMail.end(now),
        LetterKind::Invitation => Kind::Invite.end(now),
        _ => Timestamp::from_millis(now.millis() + NOTICE),
    }
}

/// What a letter says beside its kind, as it is stored until it is sent.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Contents {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

/// Without what it says, so that no link gets into a log.
impl std::fmt::Debug for Contents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Contents(..)")
    }
}

impl Contents {
    /// To a person whose name is known to be theirs.
    pub(crate) fn to(name: &str) -> Self {
        Self { name: Some(name.to_owned()), link: None }
    }

    /// With the secret of a link.
    pub(crate) fn with_link(link: &Secret) -> Self {
        Self { name: None, link: Some(link.reveal().to_owned()) }
    }
}

/// A letter to send now.
#[derive(Clone, Debug)]
pub struct DueLetter {
    /// Names the letter, however often it is sent.
    pub id: LetterId,
    /// Shows that it was given to us, and not since to another.
    pub lease: String,
    /// How often it was given out, this time among them.
    pub attempts: u32,
    /// To whom.
    pub to: Email,
    /// What it is about.
    pub kind: LetterKind,
    /// What the person is called, if that is certain to be their own word.
    pub name: Option<String>,
    /// The secret for the link, in letters that have one.
    pub link: Option<Secret>,
}

/// The letters that wait. Several servers may send from it: each letter is given to one of them
/// for two minutes. One that dies between sending and [`LetterQueue::mark_sent`] has it sent again.
#[derive(Clone)]
pub struct LetterQueue {
    gate: Arc<Gate>,
    clock: Arc<dyn Clock>,
}

impl From<Away> for ShopError {
    fn from(_: Away) -> Self {
        Self::Unavailable
    }
}

impl LetterQueue {
    pub(crate) fn new(gate: Arc<Gate>, clock: Arc<dyn Clock>) -> Self {
        Self { gate, clock }
    }

    /// Takes letters to send, the oldest first. Letters whose links are too old are not among them.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`].
    pub async fn due_letters(&self, limit: u32) -> Result<Vec<DueLetter>, ShopError> {
        let (now, lease) = (self.clock.now(), kernel::random_token::<16>());
        let until = Timestamp::from_millis(now.millis() + LEASE);
        let take = async {
            let pool = self.gate.pool();
            Ok(store::letters::take(pool, &lease, until, now, i64::from(limit)).await?)
        };
        let taken = self.gate.ask::<_, ShopError>(take).await?;
        let due = taken.into_iter().filter_map(|letter| {
            let kind = LetterKind::parse(&letter.kind);
            let (id, to) = (LetterId::parse(letter.id.as_str()), Email::parse(&letter.recipient));
            let (Some(kind), Ok(id), Ok(to)) = (kind, id, to) else {
                tracing::error!(letter = letter.id, "a letter that waits cannot be read");
                return None;
            };
            Some(DueLetter {
                id,
                lease: lease.clone(),
                attempts: u32::try_from(letter.attempts).unwrap_or_default(),
                to,
                kind,
                name: letter.contents.name,
                link: letter.contents.link.map(Secret::new),
            })
        });
        Ok(due.collect())
    }

    /// Notes that a letter was sent, and wipes what it said and to whom. False when it had been
    /// given to another meanwhile.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`].
    pub async fn mark_sent(&self, letter: &DueLetter) -> Result<bool, ShopError> {
        let now = self.clock.now();
        let pool = self.gate.pool();
        self.gate
            .ask(async {
                Ok(store::letters::set_sent(pool, letter.id.as_str(), &letter.lease, now).await?)
            })
            .await
    }

    /// Gives back a letter that could not be sent. It is due again after a pause that doubles with
    /// each attempt, from half a minute to an hour.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]; it is then due again when the lease ends.
    pub async fn put_back(&self, letter: &DueLetter) -> Result<(), ShopError> {
        let pause = FIRST_PAUSE << letter.attempts.saturating_sub(1).min(7);
        let due = Timestamp::from_millis(self.clock.now().millis() + pause.min(LONGEST_PAUSE));
        let pool = self.gate.pool();
        self.gate
            .ask(async {
                Ok(store::letters::give_back(pool, letter.id.as_str(), &letter.lease, due).await?)
            })
            .await
    }

    /// Forgets a letter that no server will ever take: its address does not exist, or we are
    /// refused.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]; it is then due again when the lease ends.
    pub async fn give_up(&self, letter: &DueLetter) -> Result<(), ShopError> {
        let pool = self.gate.pool();
        self.gate
            .ask(async {
                Ok(store::letters::give_up(pool, letter.id.as_str(), &letter.lease).await?)
            })
            .await
    }

    /// How many letters wait.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`].
    pub async fn waiting(&self) -> Result<u64, ShopError> {
        let count = async {
            let mut conn = self.gate.pool().acquire().await?;
            let count = store::letters::waiting(&mut conn).await;
            count.map_err(Stop::<ShopError>::Failed)
        };
        Ok(u64::try_from(self.gate.ask(count).await?).unwrap_or_default())
    }
}
