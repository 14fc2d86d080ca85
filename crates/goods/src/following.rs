//! Keeping the copy as the catalogue is, for as long as the server runs.

use std::{collections::HashSet, mem, sync::Arc, time::Duration};

use futures::{StreamExt, TryStreamExt};
use kernel::{ProductId, Timestamp};
use storefront::{
    feed::{FeedError, FeedPosition},
    goods_index::GoodsChange,
};
use tokio::time::{Instant, sleep, sleep_until};

use crate::{copy::GoodsCopy, store};

/// How long a change waits for others to be written with.
const GATHERING: Duration = Duration::from_millis(300);
/// Changes that are written without waiting for more.
const MANY: usize = 500;
/// How often the place in the feed is written while nothing happens.
const HOUSEKEEPING: Duration = Duration::from_secs(60);
/// The first wait after a failure; each is twice the one before.
const FIRST_WAIT: Duration = Duration::from_millis(100);
/// The longest.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// Why following, or making, stopped.
#[derive(Debug, thiserror::Error)]
enum Stopped {
    /// The catalogue, or its change stream.
    #[error(transparent)]
    Feed(#[from] FeedError),
    #[error("PostgreSQL: {0}")]
    Store(#[from] sqlx::Error),
    /// The copy has to be made anew.
    #[error("something that nobody can follow happened to the products")]
    Everything,
    /// Another process has begun to make it anew.
    #[error("somebody else makes the copy")]
    Overtaken,
}

/// What has come and is not written yet.
struct Pending {
    ids: HashSet<ProductId>,
    place: FeedPosition,
    due: Instant,
}

impl GoodsCopy {
    /// Makes the copy where there is none, and then follows the feed, for ever.
    pub async fn run(self: Arc<Self>) {
        let mut wait = FIRST_WAIT;
        loop {
            let begun = Instant::now();
            let stopped = match self.keep().await {
                Ok(()) => continue,
                Err(stopped) => stopped,
            };
            if begun.elapsed() > LONGEST_WAIT {
                wait = FIRST_WAIT;
            }
            tracing::warn!(error = %stopped, "lists of products do not hear of changes; trying again");
            sleep(wait).await;
            wait = (wait * 2).min(LONGEST_WAIT);
        }
    }

    /// Goes on where the copy is; makes it where it is nowhere.
    async fn keep(&self) -> Result<(), Stopped> {
        let Some(place) = store::place(&self.pool).await? else {
            return self.make().await;
        };
        match self.follow(place).await {
            Err(Stopped::Feed(FeedError::PositionLost) | Stopped::Everything) => self.make().await,
            Err(stopped) => Err(stopped),
            Ok(never) => match never {},
        }
    }

    /// Makes the copy anew.
    async fn make(&self) -> Result<(), Stopped> {
        self.set_whole_until(None);
        let build = store::begin_build(&self.pool).await?;
        let place = self.feed.position().await?;
        let mut all = self.feed.all();
        while let Some(entries) = all.try_next().await? {
            store::write_built(&self.pool, &entries, build).await?;
        }
        if store::end_build(&self.pool, build, &place).await? {
            Ok(())
        } else {
            Err(Stopped::Overtaken)
        }
    }

    async fn follow(&self, from: FeedPosition) -> Result<std::convert::Infallible, Stopped> {
        let mut changes = self.feed.follow(from.clone());
        let mut pending =
            Pending { ids: HashSet::new(), place: from, due: Instant::now() + HOUSEKEEPING };
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
            GoodsChange::Product(id) => {
                pending.ids.insert(id);
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
            gone.remove(&entry.id);
        }
        let gone: Vec<ProductId> = gone.into_iter().collect();
        store::write(&self.pool, &entries, &gone, &pending.place).await?;
        Ok(())
    }
}

fn ended() -> FeedError {
    FeedError::Unavailable("the feed ended".to_owned())
}
