//! Sessions in their stores.

use std::{fmt, sync::Arc, time::Duration};

use kernel::{Clock, Timestamp};
use patience::Away;
use sqlx::PgPool;

use crate::{
    following::Position,
    hash::IdHash,
    kept::{Data, Kept, Kind},
    lifetimes::{Lifetimes, Span, TOUCH_EVERY, millis},
    redis_store::{BadAddress, RedisStore},
    revoked::Revoked,
    row_store::RowStore,
    signed_in::NotSaved,
    store::{self, Ended},
};

/// What keys in Redis begin with.
pub const KEY_PREFIX: &str = "session:";
/// How long a store has for one answer. Rarely all of it: after a few failures it is left alone.
pub const DEADLINE: Duration = Duration::from_secs(1);

/// What sessions are made of.
pub struct SessionParts {
    /// The address of a Redis that keeps what it is told.
    pub redis: String,
    /// What keys in Redis begin with: [`KEY_PREFIX`].
    pub key_prefix: String,
    /// PostgreSQL, a few connections.
    pub postgres: PgPool,
    /// How long a store has for one answer: [`DEADLINE`].
    pub deadline: Duration,
    /// Whose sessions: an id of one realm opens nothing in another. Never to be renamed.
    pub realm: &'static str,
    /// Whose sessions are listed: of those who showed a second factor, of those who did not, or of
    /// all. Sessions of every realm are rows of one table, and live for different times.
    pub second_factor: Option<bool>,
    /// How long sessions live.
    pub lifetimes: Lifetimes,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
}

/// Sessions in Redis, those of the signed-in in PostgreSQL too: the store for tower-sessions, and
/// the port by which people look after their own. Cheap to clone.
///
/// [`SessionService::follow`] once before serving, then [`SessionService::run`].
#[derive(Clone)]
pub struct SessionService(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) redis: Arc<RedisStore>,
    pub(crate) rows: Arc<RowStore>,
    pub(crate) revoked: Revoked,
    pub(crate) second_factor: Option<bool>,
    pub(crate) lifetimes: Lifetimes,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) position: Position,
    realm: &'static str,
}

/// What PostgreSQL says of a session.
pub(crate) enum Known {
    /// It lives.
    Alive(Kept),
    /// It was ended, or its time is over.
    Over,
    /// It is none of the signed-in.
    Absent,
}

impl SessionService {
    /// Sessions in these stores. Connects on first use.
    ///
    /// # Errors
    /// [`BadAddress`]; a store that is away is no error.
    pub fn new(parts: SessionParts) -> Result<Self, BadAddress> {
        Ok(Self(Arc::new(Inner {
            redis: RedisStore::at(&parts.redis, &parts.key_prefix, parts.deadline)?,
            rows: RowStore::new(parts.postgres, parts.deadline),
            revoked: Revoked::default(),
            second_factor: parts.second_factor,
            lifetimes: parts.lifetimes,
            clock: parts.clock,
            position: Position::default(),
            realm: parts.realm,
        })))
    }
}

impl fmt::Debug for SessionService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionService").field("realm", &self.0.realm).finish_non_exhaustive()
    }
}

impl Inner {
    pub(crate) fn hash(&self, id: tower_sessions_core::session::Id) -> IdHash {
        IdHash::of(self.realm, id)
    }

    pub(crate) fn is_over(&self, span: Span) -> bool {
        self.lifetimes.over_at(span) <= self.clock.now()
    }

    /// The end of a session whose sign-in began then.
    pub(crate) fn end_from(&self, began: Timestamp) -> Timestamp {
        Timestamp::from_millis(began.millis().saturating_add(millis(self.lifetimes.absolute)))
    }

    /// What PostgreSQL knows of a session.
    pub(crate) async fn ask_rows(&self, hash: IdHash) -> Result<Known, Away> {
        let row = self.rows.ask(|pool| async move { store::select(&pool, hash).await }).await?;
        let Some(row) = row else { return Ok(Known::Absent) };
        let kind = Kind::SignedIn { version: row.version, ends: row.ends };
        let kept = Kept { kind, last_used: row.last_used, data: row.data };
        if row.revoked || self.is_over(kept.span()) {
            return Ok(Known::Over);
        }
        Ok(Known::Alive(kept))
    }

    /// Puts the copy of a row into Redis. One that is away gets it when it is asked again.
    pub(crate) async fn put_copy(&self, hash: IdHash, kept: &Kept) -> Result<(), NotSaved> {
        let Kind::SignedIn { version, .. } = kept.kind else { return Ok(()) };
        let text = kept.write().map_err(|_| NotSaved::Unwritable)?;
        let seconds = self.lifetimes.seconds_left(kept.span(), self.clock.now());
        if self.redis.keep(hash, version, &text, seconds).await.is_err() {
            tracing::debug!("Redis has yet to hear of a session");
        }
        Ok(())
    }

    /// Ends sessions here and in Redis that were ended in PostgreSQL.
    pub(crate) async fn see_off(&self, ended: &[Ended]) {
        for &Ended { hash, ends } in ended {
            // Before the first wait: whatever becomes of the rest, it is not let in here.
            self.revoked.add(hash, ends);
            self.revoked.to_bury(hash);
        }
        for &Ended { hash, .. } in ended {
            self.bury(hash).await;
        }
    }

    /// Has a session gone from Redis, sooner or later.
    pub(crate) async fn bury(&self, hash: IdHash) {
        self.revoked.to_bury(hash);
        if self.redis.bury(hash).await.is_ok() {
            self.revoked.are_buried(&[hash]);
        }
    }

    /// Notes behind the request's back that a session is used, if that was not done of late.
    pub(crate) fn touch(self: &Arc<Self>, hash: IdHash, kept: &Kept, settle: bool) {
        let now = self.clock.now();
        let before = Timestamp::from_millis(now.millis() - TOUCH_EVERY);
        if kept.last_used > before && !settle {
            return;
        }
        let span = Span { last_used: now, ..kept.span() };
        let seconds = self.lifetimes.seconds_left(span, now);
        let signed_in = span.ends.is_some();
        let inner = self.clone();
        tokio::spawn(async move {
            let times = (now.millis(), before.millis());
            // Of many requests at once, Redis picks the one that tells PostgreSQL.
            let first = inner.redis.touch(hash, times, seconds, settle).await.unwrap_or(true);
            if first && signed_in {
                let told = inner
                    .rows
                    .ask(|pool| async move { store::touch(&pool, hash, now, before).await });
                let _ = told.await;
            }
        });
    }

    /// Changes a signed-in session in Redis alone, while PostgreSQL is away.
    pub(crate) async fn save_copy(&self, hash: IdHash, data: &str) -> Result<(), NotSaved> {
        use crate::redis_store::Of;
        match self.redis.replace(hash, Of::SignedIn, data).await {
            Ok(true) => Ok(()),
            Ok(false) | Err(Away) => Err(NotSaved::Unavailable),
        }
    }
}

/// Marks in a session's data what was not known when it was read. It is never written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// What the session holds: nothing may be written over it.
    Contents,
    /// Whether PostgreSQL has it; Redis has not.
    Row,
}

impl Gap {
    pub(crate) const KEY: &str = "sessions:gap";

    /// The data of a session of which this is not known.
    pub(crate) fn data(self) -> Data {
        let name = match self {
            Self::Contents => "contents",
            Self::Row => "row",
        };
        Data::from([(Self::KEY.to_owned(), name.into())])
    }

    /// Takes the mark out of a session's data.
    pub(crate) fn take_from(data: &mut Data) -> Option<Self> {
        data.remove(Self::KEY).map(|mark| Self::read(&mark))
    }

    /// What a mark says.
    pub(crate) fn read(mark: &serde_json::Value) -> Self {
        if mark == "row" { Self::Row } else { Self::Contents }
    }
}
