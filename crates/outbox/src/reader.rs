//! Readers that keep their place in the database.

use std::time::Duration;

use sqlx::PgPool;

use crate::{
    event::{Cursor, WrittenEvent},
    store,
};

/// Where a reader that is not known yet begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// With all that ever happened.
    AtTheStart,
    /// With what happens from now on.
    Now,
}

/// Why an event was not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It cannot be taken in now; it comes again, and the ones after it wait. The reason.
    Later(String),
    /// It will never be taken in: it is set aside, and the next one comes. The reason.
    Never(String),
}

/// How a turn ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Another one reads for the same name just now.
    TakenByAnother,
    /// So many events were taken in or set aside; with as many as asked for, more may wait.
    Read(usize),
    /// So many were, then one was refused for now.
    Stuck(usize, String),
    /// So many were, then another one took over: the turn had lasted too long.
    Lost(usize),
}

/// A reader by its name. Of several with one name, on one machine or more, one reads at a time; when it
/// dies another takes over once its time is up. Each event comes at least once, and after a death
/// some come again: by [`WrittenEvent::id`] they can be told.
#[derive(Clone, Debug)]
pub struct Reader {
    pool: PgPool,
    name: String,
    /// Of this very reader, so that nobody ends another's turn.
    lease: String,
    /// For how long it takes a turn.
    patience: Duration,
}

impl Reader {
    /// A reader of this name, 1 to 64 lower-case letters, digits, '-' or '_'. A known one goes on
    /// where it was, whatever `begin` says. `patience` is how long one turn may last, in whole
    /// seconds.
    ///
    /// # Errors
    /// When PostgreSQL does not answer, or the name is none.
    pub async fn open(
        pool: PgPool,
        name: impl Into<String>,
        begin: Begin,
        patience: Duration,
    ) -> Result<Self, sqlx::Error> {
        let name = name.into();
        let cursor = match begin {
            Begin::AtTheStart => Cursor::START,
            Begin::Now => store::end(&pool).await?,
        };
        store::ensure_consumer(&pool, &name, cursor).await?;
        Ok(Self { pool, name, lease: kernel::random_token::<12>(), patience })
    }

    /// Takes a turn of at most `most` events and hands them out one by one, in order. After each the
    /// place is noted; no transaction is open while an event is taken in.
    ///
    /// # Errors
    /// When PostgreSQL does not answer. An event that was taken in last may then come again.
    pub async fn turn(
        &self,
        most: u32,
        mut take_in: impl AsyncFnMut(&WrittenEvent) -> Result<(), Refusal>,
    ) -> Result<Turn, sqlx::Error> {
        let seconds = u32::try_from(self.patience.as_secs().max(1)).unwrap_or(u32::MAX);
        let Some(cursor) = store::lease(&self.pool, &self.name, &self.lease, seconds).await? else {
            return Ok(Turn::TakenByAnother);
        };
        let outcome = self.read_on(cursor, most, &mut take_in).await;
        // A reader that got no answer gives its turn up too, if it can.
        let ended = store::end_lease(&self.pool, &self.name, &self.lease).await;
        let outcome = outcome?;
        ended?;
        Ok(outcome)
    }

    async fn read_on(
        &self,
        cursor: Cursor,
        most: u32,
        take_in: &mut impl AsyncFnMut(&WrittenEvent) -> Result<(), Refusal>,
    ) -> Result<Turn, sqlx::Error> {
        let mut read = 0;
        for event in store::after(&self.pool, cursor, most).await? {
            let parked = match take_in(&event).await {
                Ok(()) => None,
                Err(Refusal::Never(reason)) => Some(reason),
                Err(Refusal::Later(reason)) => return Ok(Turn::Stuck(read, reason)),
            };
            if !self.pass(&event, parked.as_deref()).await? {
                return Ok(Turn::Lost(read));
            }
            read += 1;
        }
        Ok(Turn::Read(read))
    }

    /// Notes that an event was had, and why it was set aside if it was. False when the turn is
    /// another's by now.
    async fn pass(&self, event: &WrittenEvent, parked: Option<&str>) -> Result<bool, sqlx::Error> {
        let mut txn = pool::begin(&self.pool).await?;
        if !store::advance(&mut txn, &self.name, &self.lease, event.after).await? {
            return Ok(false);
        }
        if let Some(reason) = parked {
            tracing::warn!(consumer = self.name, event = event.id, reason, "an event is set aside");
            store::park(&mut txn, &self.name, event.id, reason).await?;
        }
        txn.commit().await?;
        Ok(true)
    }

    /// How many events wait for this reader, counted up to `limit`.
    ///
    /// # Errors
    /// When PostgreSQL does not answer.
    pub async fn waiting(&self, limit: u32) -> Result<u32, sqlx::Error> {
        let waiting = store::waiting(&self.pool, &self.name, limit).await?;
        Ok(u32::try_from(waiting).unwrap_or(u32::MAX))
    }
}
