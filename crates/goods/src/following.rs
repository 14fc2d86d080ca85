//! Keeping the copy as the catalogue is, for as long as the server runs.

use std::{collections::HashSet, convert::Infallible, mem, sync::Arc, time::Duration};

use futures::{StreamExt, TryStreamExt};
use kernel::{ProductId, Timestamp};
use storefront::{
    feed::{FeedError, FeedPosition},
    goods_index::GoodsChange,
};
use tokio::time::{Instant, sleep, sleep_until, timeout};

use crate::{
    copy::GoodsCopy,
    store::{self, Progress},
};

/// How long a change waits for others to be written with.
const GATHERING: Duration = Duration::from_millis(300);
/// Changes that are written without waiting for more.
const MANY: usize = 500;
/// How long PostgreSQL may take for one of its statements or transactions.
const DEADLINE: Duration = Duration::from_secs(5);
/// How often the place in the feed is written while nothing happens.
const HOUSEKEEPING: Duration = Duration::from_secs(60);
/// The first wait after a failure; each is twice the one before.
const FIRST_WAIT: Duration = Duration::from_millis(100);
/// The longest.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// How often one that waits for another to make the copy looks whether it is there.
const LOOKING: Duration = Duration::from_millis(500);

/// Why following, or making, stopped.
#[derive(Debug, thiserror::Error)]
enum Stopped {
    /// The catalogue, or its change stream.
    #[error(transparent)]
    Feed(#[from] FeedError),
    #[error("PostgreSQL: {0}")]
    Store(#[from] sqlx::Error),
    #[error("PostgreSQL did not answer within {DEADLINE:?}")]
    Silent,
    /// The copy has been written less often than this process knows.
    #[error("PostgreSQL was set back")]
    SetBack,
    /// The copy has to be made anew.
    #[error("something that nobody can follow happened to the products")]
    Everything,
    /// Another process makes it anew, or has done so in the meantime.
    #[error("another server makes the copy")]
    Elsewhere,
}

/// What has come and is not written yet.
struct Pending {
    ids: HashSet<ProductId>,
    place: FeedPosition,
    /// When the last of it was written.
    at: Option<Timestamp>,
    due: Instant,
    /// How often the copy was written, as far as this process knows.
    writes: i64,
}

/// What PostgreSQL answers in time.
async fn in_time<T>(question: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, Stopped> {
    Ok(timeout(DEADLINE, question).await.map_err(|_| Stopped::Silent)??)
}

impl GoodsCopy {
    /// Makes the copy where there is none, and then follows the feed, for ever.
    pub async fn run(self: Arc<Self>) {
        let mut wait = FIRST_WAIT;
        loop {
            match self.keep().await {
                Ok(()) => wait = FIRST_WAIT,
                // Nothing is wrong, so nothing is gained by looking ever less often.
                Err(Stopped::Elsewhere) => {
                    tracing::info!(
                        "lists of products wait for another server to copy the catalogue"
                    );
                    sleep(LOOKING).await;
                    wait = FIRST_WAIT;
                }
                Err(stopped) => {
                    tracing::warn!(error = %stopped, "lists of products do not hear of changes");
                    sleep(wait).await;
                    wait = (wait * 2).min(LONGEST_WAIT);
                }
            }
        }
    }

    /// Goes on where the copy is; makes it where it is nowhere. What stops it after it went well for long
    /// is no failure.
    async fn keep(&self) -> Result<(), Stopped> {
        let seen = in_time(store::progress(&self.pool)).await?;
        let Some(place) = seen.place.clone() else { return self.make(&seen).await };
        let begun = Instant::now();
        match self.follow(place, seen.writes).await {
            Err(Stopped::Feed(FeedError::PositionLost) | Stopped::Everything) => {
                self.make(&seen).await
            }
            Err(stopped) if begun.elapsed() > LONGEST_WAIT => {
                tracing::warn!(error = %stopped, "lists of products no longer hear of changes");
                Ok(())
            }
            Err(stopped) => Err(stopped),
            Ok(never) => match never {},
        }
    }

    /// Makes the copy anew, if nobody else does or did since it was looked at.
    async fn make(&self, seen: &Progress) -> Result<(), Stopped> {
        self.set_whole_until(None);
        let build =
            in_time(store::begin_build(&self.pool, seen)).await?.ok_or(Stopped::Elsewhere)?;
        let Err(stopped) = self.make_as(build).await else { return Ok(()) };
        // Whoever comes next need not wait until the making counts as left; where this fails they do.
        let _ = in_time(store::leave_build(&self.pool, build)).await;
        Err(stopped)
    }

    async fn make_as(&self, build: i64) -> Result<(), Stopped> {
        let place = self.feed.position().await?;
        let mut all = self.feed.all();
        while let Some(entries) = all.try_next().await? {
            if !in_time(store::write_built(&self.pool, &entries, build)).await? {
                return Err(Stopped::Elsewhere);
            }
        }
        while in_time(store::take_out(&self.pool, build)).await?.ok_or(Stopped::Elsewhere)? {}
        if in_time(store::end_build(&self.pool, build, &place)).await? {
            Ok(())
        } else {
            Err(Stopped::Elsewhere)
        }
    }

    async fn follow(&self, from: FeedPosition, writes: i64) -> Result<Infallible, Stopped> {
        let mut changes = self.feed.follow(from.clone());
        let mut pending = Pending {
            ids: HashSet::new(),
            place: from,
            at: None,
            due: Instant::now() + HOUSEKEEPING,
            writes,
        };
        // The feed waits for a change from here on, so what is quiet was so at this moment.
        let mut asked_at = self.clock.now();
        loop {
            tokio::select! {
                next = changes.next() => {
                    let (change, place) = next.ok_or_else(ended)??;
                    pending.place = place;
                    self.take(change, &mut pending, asked_at).await?;
                    asked_at = self.clock.now();
                }
                () = sleep_until(pending.due) => self.write(&mut pending).await?,
            }
        }
    }

    async fn take(
        &self,
        change: GoodsChange,
        pending: &mut Pending,
        asked_at: Timestamp,
    ) -> Result<(), Stopped> {
        match change {
            GoodsChange::Everything => return Err(Stopped::Everything),
            GoodsChange::Product { id, at } => {
                pending.ids.insert(id);
                pending.at = at;
                pending.due = pending.due.min(Instant::now() + GATHERING);
                if pending.ids.len() >= MANY {
                    self.write(pending).await?;
                }
            }
            GoodsChange::Quiet => {
                if !pending.ids.is_empty() {
                    self.write(pending).await?;
                }
                self.set_whole_until(Some(asked_at));
            }
        }
        Ok(())
    }

    /// Reads what changed as it is now, and writes it with the place in the feed in one transaction.
    async fn write(&self, pending: &mut Pending) -> Result<(), Stopped> {
        pending.due = Instant::now() + HOUSEKEEPING;
        let mut gone = mem::take(&mut pending.ids);
        let ids: Vec<ProductId> = gone.iter().cloned().collect();
        let entries = if ids.is_empty() { Vec::new() } else { self.feed.entries(&ids).await? };
        for entry in &entries {
            gone.remove(&entry.listed.id);
        }
        let gone: Vec<ProductId> = gone.into_iter().collect();
        let written = store::write(&self.pool, &entries, &gone, &pending.place, pending.writes);
        let Some(writes) = in_time(written).await? else {
            self.set_whole_until(None);
            return Err(Stopped::SetBack);
        };
        pending.writes = writes;
        // Where changes never end, this says how far behind them the copy is.
        if let Some(at) = pending.at.take() {
            self.raise_whole_until(at);
        }
        Ok(())
    }
}

fn ended() -> FeedError {
    FeedError::Unavailable("the feed ended".to_owned())
}
