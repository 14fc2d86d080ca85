//! Keeping the index as the catalogue is, for as long as the server runs.

use std::{sync::Arc, time::Duration};

use futures::{
    FutureExt, StreamExt,
    future::{Fuse, FusedFuture},
};
use storefront::{
    feed::{FeedChange, FeedError, FeedPosition},
    product::Product,
};
use tokio::time::{Instant, sleep, sleep_until};

use crate::{
    columns::Damaged,
    index::{Live, SearchIndex, blocking},
    store::Changes,
};

/// How long a change waits for others to be committed with.
const GATHERING: Duration = Duration::from_millis(200);
/// Changes that are committed without waiting for more.
const MANY: usize = 1_000;
/// How often the place in the feed is written when nothing of ours changed, and merged segments
/// are taken into use.
const HOUSEKEEPING: Duration = Duration::from_secs(5);
/// The longest wait before the feed is asked again.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// Why following stopped.
enum Stopped {
    /// The index has to be built anew.
    Rebuild(String),
    /// Another build was put into use.
    Replaced,
    /// The catalogue's store did not answer.
    Unavailable(String),
}

/// What has come and is not written yet.
struct Pending {
    changes: Changes,
    /// How far the index goes once they are written.
    position: FeedPosition,
    /// Whether it stays at that position: what comes after it needs an index that is built anew, and a
    /// server that ends before that is built has to hear of it again.
    held: bool,
    moved: bool,
    due: Instant,
}

impl SearchIndex {
    /// Builds the index when that is needed, and then follows the feed, for ever.
    pub async fn run(self: Arc<Self>) {
        let mut wait = Duration::from_millis(100);
        let mut must_build = !self.ready();
        loop {
            if must_build {
                match self.rebuild().await {
                    Ok(()) => {
                        must_build = false;
                        wait = Duration::from_millis(100);
                    }
                    Err(error) => {
                        tracing::warn!(%error, "the search index could not be built; trying again");
                        sleep(wait).await;
                        wait = (wait * 2).min(LONGEST_WAIT);
                        continue;
                    }
                }
            }
            let Some(live) = self.live.load_full() else {
                must_build = true;
                continue;
            };
            let begun = Instant::now();
            match self.follow(&live).await {
                Stopped::Replaced => {}
                Stopped::Rebuild(reason) => {
                    tracing::warn!(reason, "the search index is built anew");
                    must_build = true;
                }
                Stopped::Unavailable(reason) => {
                    if begun.elapsed() > LONGEST_WAIT {
                        wait = Duration::from_millis(100);
                    }
                    tracing::warn!(reason, "search does not hear of changes; trying again");
                    sleep(wait).await;
                    wait = (wait * 2).min(LONGEST_WAIT);
                }
            }
        }
    }

    async fn follow(&self, live: &Arc<Live>) -> Stopped {
        let from = live.position().clone();
        let mut stream = self.feed.follow(from.clone());
        let mut published = self.published();
        let mut pending = Pending {
            changes: Changes::default(),
            position: from,
            held: false,
            moved: false,
            due: Instant::now() + HOUSEKEEPING,
        };
        // Built beside this one, which goes on being found in and following until it is replaced.
        let mut building = std::pin::pin!(Fuse::terminated());
        let stopped = loop {
            tokio::select! {
                next = stream.next() => match next {
                    Some(Ok((FeedChange::Everything, _))) => {
                        // One that is being built hears of it again if it was begun before.
                        if !std::mem::replace(&mut pending.held, true) {
                            building.set(self.rebuild().fuse());
                        }
                    }
                    Some(Ok((change, position))) => pending.take(change, position),
                    Some(Err(FeedError::PositionLost)) => {
                        break Stopped::Rebuild(FeedError::PositionLost.to_string());
                    }
                    Some(Err(error)) => break Stopped::Unavailable(error.to_string()),
                    None => break Stopped::Unavailable("the feed ended".to_owned()),
                },
                Err(error) = &mut building => break Stopped::Rebuild(error.to_string()),
                () = sleep_until(pending.due) => {
                    if let Err(error) = self.write(live, &mut pending).await {
                        break self.not_written(live, &error);
                    }
                }
                _ = published.changed() => {}
            }
            if !self.is_in_use(live) {
                break Stopped::Replaced;
            }
            if pending.changes.len() >= MANY
                && let Err(error) = self.write(live, &mut pending).await
            {
                break self.not_written(live, &error);
            }
        };
        let stopped = match stopped {
            Stopped::Unavailable(reason) => match self.write(live, &mut pending).await {
                Ok(()) => Stopped::Unavailable(reason),
                Err(error) => self.not_written(live, &error),
            },
            stopped => stopped,
        };
        // What is being built goes to its end, with the old one cleared away, whatever became of
        // following: it needs no feed that can be followed.
        if building.is_terminated() {
            return stopped;
        }
        match building.await {
            Ok(()) => Stopped::Replaced,
            Err(error) => Stopped::Rebuild(error.to_string()),
        }
    }

    fn is_in_use(&self, live: &Arc<Live>) -> bool {
        self.live.load().as_ref().is_some_and(|in_use| Arc::ptr_eq(in_use, live))
    }

    /// What it means that a build cannot be written: the files of one that was replaced are gone.
    fn not_written(&self, live: &Arc<Live>, error: &Damaged) -> Stopped {
        match self.is_in_use(live) {
            true => Stopped::Rebuild(error.to_string()),
            false => Stopped::Replaced,
        }
    }

    /// Writes what is pending, in one commit with the place in the feed, and lets searches see it.
    async fn write(&self, live: &Arc<Live>, pending: &mut Pending) -> Result<(), Damaged> {
        self.generations.tidy(self.clock.now());
        let changes = std::mem::take(&mut pending.changes);
        let moved = std::mem::take(&mut pending.moved);
        pending.due = Instant::now() + HOUSEKEEPING;
        let Some(known) = self.snapshot.load_full() else { return Ok(()) };
        let written = Arc::clone(live);
        let position = pending.position.clone();
        let snapshot = blocking(move || {
            let mut store = written.store();
            if moved {
                store.write(&changes, &position, &known)?;
                *written.position() = position;
            }
            let fresh = !changes.is_empty() || store.is_merged()?;
            fresh.then(|| store.snapshot()).transpose()
        })
        .await?;
        if let Some(snapshot) = snapshot {
            self.publish(live, snapshot);
        }
        Ok(())
    }
}

impl Pending {
    fn take(&mut self, change: FeedChange, position: FeedPosition) {
        self.moved = true;
        if !self.held {
            self.position = position;
        }
        match change {
            FeedChange::Upsert(product) => {
                let newer = |known: &Option<Box<Product>>| {
                    known.as_ref().is_some_and(|known| known.version > product.version)
                };
                if self.changes.get(&product.id).is_some_and(newer) {
                    return;
                }
                self.changes.insert(product.id.clone(), Some(product));
            }
            FeedChange::Remove(id) => {
                self.changes.insert(id, None);
            }
            FeedChange::Nothing | FeedChange::Everything => return,
        }
        self.due = self.due.min(Instant::now() + GATHERING);
    }
}
