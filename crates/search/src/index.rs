//! The search index of one server: opening, building, and what is asked of it.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use arc_swap::{ArcSwap, ArcSwapOption};
use futures::{StreamExt, TryStreamExt};
use kernel::Clock;
use storefront::{
    feed::{FeedError, FeedPosition, ProductFeed},
    stock::StockBoard,
};
use tokio::sync::watch;

use crate::{
    columns::Damaged,
    folder::{Folder, OpenIndexError},
    generations::Generations,
    query_log::QueryLog,
    snapshot::Snapshot,
    store::{Building, Store},
    wording::Wording,
};

/// Products that are handed to a building thread at a time.
const BATCH: usize = 200;

/// Where the index is kept.
#[derive(Clone, Debug)]
pub struct IndexSettings {
    /// A folder of this server's own; made when it is missing.
    pub folder: PathBuf,
}

/// Why the index could not be built. The one in use before stays in use.
#[derive(Debug, thiserror::Error)]
pub enum RebuildError {
    /// The products could not be read.
    #[error(transparent)]
    Feed(#[from] FeedError),
    /// The index could not be written.
    #[error("the search index cannot be written: {0}")]
    Write(String),
}

impl From<Damaged> for RebuildError {
    fn from(error: Damaged) -> Self {
        Self::Write(error.0)
    }
}

/// The build in use.
pub(crate) struct Live {
    pub(crate) store: Mutex<Store>,
    /// How far in the feed it goes.
    pub(crate) position: Mutex<FeedPosition>,
}

impl Live {
    pub(crate) fn position(&self) -> MutexGuard<'_, FeedPosition> {
        self.position.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The search index of this server, fed by the catalogue.
pub struct SearchIndex {
    pub(crate) feed: Arc<dyn ProductFeed>,
    pub(crate) stock: Arc<dyn StockBoard>,
    pub(crate) query_log: Arc<dyn QueryLog>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) wording: ArcSwap<Wording>,
    pub(crate) generations: Generations,
    pub(crate) snapshot: ArcSwapOption<Snapshot>,
    pub(crate) live: ArcSwapOption<Live>,
    /// Counts what was published, so that one can wait for the next.
    published: watch::Sender<u64>,
    folder: Arc<Folder>,
    building: tokio::sync::Mutex<()>,
    publishing: Mutex<()>,
}

impl SearchIndex {
    /// Opens the index in a folder. One that is missing, damaged or of another version is left to
    /// [`SearchIndex::run`] to build.
    ///
    /// # Errors
    /// [`OpenIndexError`].
    pub async fn open(
        settings: IndexSettings,
        feed: Arc<dyn ProductFeed>,
        stock: Arc<dyn StockBoard>,
        query_log: Arc<dyn QueryLog>,
        clock: Arc<dyn Clock>,
    ) -> Result<Arc<Self>, OpenIndexError> {
        let path = settings.folder;
        let opened = tokio::task::spawn_blocking(move || {
            let folder = Folder::take(&path)?;
            let found = folder.current().and_then(|build| open_build(&build));
            Ok::<_, OpenIndexError>((folder, found))
        });
        let (folder, found) = opened.await.unwrap_or_else(|panic| {
            Err(OpenIndexError::Folder(PathBuf::new(), std::io::Error::other(panic)))
        })?;
        let index = Arc::new(Self {
            feed,
            stock,
            query_log,
            clock,
            wording: ArcSwap::default(),
            generations: Generations::default(),
            snapshot: ArcSwapOption::empty(),
            live: ArcSwapOption::empty(),
            published: watch::Sender::new(0),
            folder: Arc::new(folder),
            building: tokio::sync::Mutex::default(),
            publishing: Mutex::default(),
        });
        if let Some((live, snapshot)) = found {
            index.take_into_use(live, snapshot);
        }
        Ok(index)
    }

    /// Whether searches are answered.
    #[must_use]
    pub fn ready(&self) -> bool {
        self.snapshot.load().is_some()
    }

    /// Changes with every state of the index that searches see from then on.
    #[must_use]
    pub fn published(&self) -> watch::Receiver<u64> {
        self.published.subscribe()
    }

    /// How many products are in the index.
    #[must_use]
    pub fn products(&self) -> u64 {
        self.snapshot.load().as_ref().map_or(0, |snapshot| u64::from(snapshot.products))
    }

    /// Puts another wording into use. It counts from the next query on.
    pub fn set_wording(&self, wording: Wording) {
        self.wording.store(Arc::new(wording));
    }

    /// Builds the index anew beside the one in use, and puts it into use.
    ///
    /// # Errors
    /// [`RebuildError`].
    pub async fn rebuild(&self) -> Result<(), RebuildError> {
        let _one_at_a_time = self.building.lock().await;
        let begun = self.clock.now();
        // First the place in the feed, then the products: what changes in between comes twice
        // rather than never.
        let position = self.feed.position().await?;
        let folder = Arc::clone(&self.folder);
        let (path, building) = blocking(move || {
            let path = folder.fresh().map_err(Damaged::from)?;
            let building = Building::begin(&path)?;
            Ok((path, Arc::new(building)))
        })
        .await?;
        let mut batches = self
            .feed
            .all()
            .try_chunks(BATCH)
            .map(|batch| {
                let building = Arc::clone(&building);
                async move {
                    let products = batch.map_err(|error| RebuildError::from(error.1))?;
                    let count = products.len();
                    blocking(move || building.add(&products)).await?;
                    Ok::<_, RebuildError>(count)
                }
            })
            .buffer_unordered(2);
        let mut products = 0;
        while let Some(count) = batches.next().await {
            products += count?;
        }
        drop(batches);
        let building = Arc::into_inner(building)
            .ok_or_else(|| RebuildError::Write("a building thread did not end".to_owned()))?;
        let folder = Arc::clone(&self.folder);
        let (live, snapshot) = blocking(move || {
            let mut store = building.end(&position)?;
            let snapshot = store.snapshot()?;
            folder.point_to(&path)?;
            Ok((Live { store: Mutex::new(store), position: Mutex::new(position) }, snapshot))
        })
        .await?;
        let before = self.take_into_use(live, snapshot);
        let took = self.clock.now().millis() - begun.millis();
        tracing::info!(products, took_ms = took, "the search index was built");
        let folder = Arc::clone(&self.folder);
        blocking(move || {
            drop(before);
            folder.tidy();
            Ok(())
        })
        .await?;
        Ok(())
    }

    /// Puts a build into use; answers the one before.
    fn take_into_use(&self, live: Live, snapshot: Snapshot) -> Option<Arc<Live>> {
        let _one_at_a_time = self.publishing.lock().unwrap_or_else(PoisonError::into_inner);
        let before = self.live.swap(Some(Arc::new(live)));
        self.show(snapshot);
        before
    }

    /// Lets searches see a snapshot of a build from now on, if the build is still in use.
    pub(crate) fn publish(&self, live: &Arc<Live>, snapshot: Snapshot) {
        let _one_at_a_time = self.publishing.lock().unwrap_or_else(PoisonError::into_inner);
        if self.live.load().as_ref().is_some_and(|in_use| Arc::ptr_eq(in_use, live)) {
            self.show(snapshot);
        }
    }

    fn show(&self, snapshot: Snapshot) {
        self.snapshot.store(Some(Arc::new(snapshot)));
        self.published.send_modify(|count| *count += 1);
    }
}

fn open_build(path: &std::path::Path) -> Option<(Live, Snapshot)> {
    let opened = Store::open(path).and_then(|(mut store, position)| {
        let snapshot = store.snapshot()?;
        Ok((Live { store: Mutex::new(store), position: Mutex::new(position) }, snapshot))
    });
    opened.inspect_err(|error| tracing::warn!(%error, "the search index is built anew")).ok()
}

/// Runs long work off the async threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Damaged> + Send + 'static,
) -> Result<T, Damaged> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|panic| Err(Damaged(panic.to_string())))
}
