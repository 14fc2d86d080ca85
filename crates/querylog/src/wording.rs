//! What staff say of search, for the search of this server.

use std::{sync::Arc, time::Duration};

use sqlx::PgPool;
use storefront::search_room::SynonymDraft;
use tokio::sync::Mutex;

use crate::store;

/// How often it is looked for changes.
const EVERY: Duration = Duration::from_secs(1);
/// How long one look may take.
const DEADLINE: Duration = Duration::from_secs(2);

/// What staff say of search, at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// Words that mean the same, the oldest group first.
    pub synonyms: Vec<SynonymDraft>,
    /// Queries, each with the ids of the products that come first for it.
    pub pins: Vec<(String, Vec<String>)>,
}

/// Is handed each new wording.
type Take = Box<dyn Fn(&Wording) + Send + Sync>;

/// Watches what staff say of search: looks at its number each second, and reads it when that is
/// another one.
pub struct WordingWatch {
    pool: PgPool,
    take: Take,
    /// The number of what was handed on. Held over a look, so that two never overtake each other.
    known: Mutex<Option<i64>>,
}

impl WordingWatch {
    /// Watches a database, and hands on what it finds. [`WordingWatch::run`] goes on with that.
    #[must_use]
    pub fn new(pool: PgPool, take: impl Fn(&Wording) + Send + Sync + 'static) -> Self {
        Self { pool, take: Box::new(take), known: Mutex::default() }
    }

    /// Looks each second, for ever. While PostgreSQL is away the last wording stays.
    pub async fn run(self: Arc<Self>) {
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut away = false;
        loop {
            ticks.tick().await;
            let failure = match tokio::time::timeout(DEADLINE, self.look()).await {
                Ok(Ok(())) => None,
                Ok(Err(error)) => Some(error.to_string()),
                Err(late) => Some(late.to_string()),
            };
            match &failure {
                Some(reason) if !away => {
                    tracing::warn!(%reason, "PostgreSQL does not answer; synonyms and pins stay as they were");
                }
                None if away => {
                    tracing::info!("PostgreSQL answers again; synonyms and pins are fresh");
                }
                _ => {}
            }
            away = failure.is_some();
        }
    }

    /// Hands on what changed since the last look.
    ///
    /// # Errors
    /// When PostgreSQL does not answer; what was handed on stays.
    pub async fn look(&self) -> Result<(), sqlx::Error> {
        let mut known = self.known.lock().await;
        let mut conn = self.pool.acquire().await?;
        let newest = store::edition(&mut conn).await?;
        drop(conn);
        // Any other number: that of a restored database is a lower one.
        if *known == Some(newest) {
            return Ok(());
        }
        let mut txn = pool::begin_reading(&self.pool).await?;
        let edition = store::edition(&mut txn).await?;
        let wording = Wording {
            synonyms: store::synonyms::all(&mut txn).await?,
            pins: store::pins::all(&mut txn).await?,
        };
        txn.commit().await?;
        (self.take)(&wording);
        *known = Some(edition);
        Ok(())
    }
}
