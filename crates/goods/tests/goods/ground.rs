//! A catalogue that is a list in memory, with a change stream, and a copy of it in a database.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use futures::{StreamExt, stream, stream::BoxStream};
use goods::GoodsCopy;
use kernel::{CategoryId, Clock, Currency, Money, ProductId, Sku, Timestamp};
use sqlx::PgPool;
use storefront::{
    draft::ProductStatus,
    feed::{FeedError, FeedPosition},
    goods_index::{
        GoodsAsked, GoodsChange, GoodsEntry, GoodsFeed, GoodsFound, GoodsIndex, GoodsListed,
    },
    goods_room::{GoodsFilter, GoodsQuery, words_of},
};
use testkit::TestDatabase;
use tokio::{sync::Notify, task::JoinHandle, time::timeout};

/// How long the stream waits for a change before it says that there was none.
const QUIET: Duration = Duration::from_millis(20);

/// A clock that is a moment later each time somebody looks.
#[derive(Default)]
pub(crate) struct Ticks(AtomicUsize);

impl Clock for Ticks {
    fn now(&self) -> Timestamp {
        let ticks = self.0.fetch_add(1, Ordering::SeqCst);
        Timestamp::from_millis(i64::try_from(ticks).expect("few"))
    }
}

#[derive(Default)]
struct Stored {
    entries: BTreeMap<String, GoodsEntry>,
    /// Changes of old, from the first that is still known.
    told: Vec<GoodsChange>,
    forgotten: usize,
}

/// A catalogue in memory.
#[derive(Default)]
pub(crate) struct Shelf {
    stored: Mutex<Stored>,
    told: Notify,
    /// How often all was read.
    pub(crate) read_whole: AtomicUsize,
    /// Whether the next reading of all breaks off behind its first batch.
    pub(crate) breaks_off: AtomicBool,
    /// How often somebody stopped following.
    pub(crate) left: AtomicUsize,
}

impl Shelf {
    fn tell(&self, change: GoodsChange, also: impl FnOnce(&mut Stored)) {
        let mut stored = self.stored.lock().expect("whole");
        also(&mut stored);
        stored.told.push(change);
        drop(stored);
        self.told.notify_waiters();
    }

    pub(crate) fn put(&self, entry: GoodsEntry) {
        let id = entry.listed.id.clone();
        self.tell(written(&id), |stored| {
            stored.entries.insert(id.to_string(), entry);
        });
    }

    pub(crate) fn remove(&self, id: &str) {
        self.tell(written(&product(id)), |stored| {
            stored.entries.remove(id);
        });
    }

    /// Puts it to what it was at another time, as a backup that is restored does.
    pub(crate) fn set_back(&self, entries: Vec<GoodsEntry>) {
        self.tell(GoodsChange::Everything, |stored| {
            let entries = entries.into_iter().map(|entry| (entry.listed.id.to_string(), entry));
            stored.entries = entries.collect();
        });
    }

    /// Changes without telling, and forgets what was told: whoever was away has missed it.
    pub(crate) fn put_and_forget(&self, entry: GoodsEntry) {
        let mut stored = self.stored.lock().expect("whole");
        stored.entries.insert(entry.listed.id.to_string(), entry);
        stored.forgotten += stored.told.len() + 1;
        stored.told.clear();
    }

    pub(crate) fn ids(&self) -> Vec<String> {
        self.stored.lock().expect("whole").entries.keys().cloned().collect()
    }

    fn next(&self, place: usize) -> Result<Option<GoodsChange>, FeedError> {
        let stored = self.stored.lock().expect("whole");
        let known = place.checked_sub(stored.forgotten).ok_or(FeedError::PositionLost)?;
        Ok(stored.told.get(known).cloned())
    }
}

fn written(id: &ProductId) -> GoodsChange {
    GoodsChange::Product { id: id.clone(), at: None }
}

/// Counts a stream that nobody reads any more.
struct Left<'a>(&'a AtomicUsize);

impl Drop for Left<'_> {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

fn place(number: usize) -> FeedPosition {
    FeedPosition(number.to_string())
}

#[async_trait]
impl GoodsFeed for Shelf {
    async fn position(&self) -> Result<FeedPosition, FeedError> {
        let stored = self.stored.lock().expect("whole");
        Ok(place(stored.forgotten + stored.told.len()))
    }

    fn all(&self) -> BoxStream<'_, Result<Vec<GoodsEntry>, FeedError>> {
        self.read_whole.fetch_add(1, Ordering::SeqCst);
        let entries: Vec<_> =
            self.stored.lock().expect("whole").entries.values().cloned().collect();
        let mut batches: Vec<_> = entries.chunks(3).map(|batch| Ok(batch.to_vec())).collect();
        if self.breaks_off.swap(false, Ordering::SeqCst) {
            batches.insert(1, Err(FeedError::Unavailable("broken off".to_owned())));
        }
        stream::iter(batches).boxed()
    }

    async fn entries(&self, ids: &[ProductId]) -> Result<Vec<GoodsEntry>, FeedError> {
        let stored = self.stored.lock().expect("whole");
        Ok(ids.iter().filter_map(|id| stored.entries.get(id.as_str()).cloned()).collect())
    }

    fn follow(
        &self,
        from: FeedPosition,
    ) -> BoxStream<'_, Result<(GoodsChange, FeedPosition), FeedError>> {
        let from: usize = from.0.parse().expect("a place of this feed");
        stream::try_unfold((from, Left(&self.left)), move |(at, left)| async move {
            let told = self.told.notified();
            if let Some(change) = self.next(at)? {
                return Ok(Some(((change, place(at + 1)), (at + 1, left))));
            }
            let _ = timeout(QUIET, told).await;
            match self.next(at)? {
                Some(change) => Ok(Some(((change, place(at + 1)), (at + 1, left)))),
                None => Ok(Some(((GoodsChange::Quiet, place(at)), (at, left)))),
            }
        })
        .boxed()
    }
}

/// A copy that is kept.
pub(crate) struct Kept {
    pub(crate) copy: Arc<GoodsCopy>,
    running: JoinHandle<()>,
}

impl Kept {
    /// Begins to keep a copy of a shelf.
    pub(crate) fn of(shelf: &Arc<Shelf>, pool: &PgPool) -> Self {
        let copy = GoodsCopy::new(pool.clone(), shelf.clone(), Arc::new(Ticks::default()));
        let copy = Arc::new(copy);
        let running = tokio::spawn(copy.clone().run());
        Self { copy, running }
    }

    /// Waits until it has heard of all that was written so far.
    pub(crate) async fn caught_up(&self) {
        let before = self.copy.whole_until();
        testkit::eventually("the copy to be whole", || self.copy.whole_until() > before).await;
        // What was quiet then may have begun before the last change was told.
        let before = self.copy.whole_until();
        testkit::eventually("the copy to be whole", || self.copy.whole_until() > before).await;
    }

    pub(crate) async fn ids(&self) -> Vec<String> {
        let mut ids = ids(&self.find(&GoodsQuery::default()).await);
        ids.sort();
        ids
    }

    pub(crate) async fn find(&self, query: &GoodsQuery) -> GoodsFound {
        find(&self.copy, query, &[]).await
    }

    /// Stops as a process does that is killed.
    pub(crate) async fn kill(self) {
        self.running.abort();
        let _ = self.running.await;
    }
}

/// What a copy says, whose shelves are the one that is asked for and no others. A machine that is busy
/// may take longer than a page waits, so it is asked again.
pub(crate) async fn find(
    copy: &GoodsCopy,
    query: &GoodsQuery,
    without: &[ProductId],
) -> GoodsFound {
    let shelves: Vec<CategoryId> = query.filter.category().cloned().into_iter().collect();
    let asked = GoodsAsked { query, shelves: &shelves, without };
    testkit::answer("the copy to say", async || copy.find(asked).await.ok()).await
}

pub(crate) fn ids(found: &GoodsFound) -> Vec<String> {
    found.products.iter().map(|product| product.id.to_string()).collect()
}

pub(crate) fn product(id: &str) -> ProductId {
    ProductId::parse(id).expect("an id")
}

pub(crate) fn filter(typed: &str, status: &str, category: &str, brand: &str) -> GoodsFilter {
    GoodsFilter::read(typed, status, category, brand).expect("a filter")
}

/// A product of this version and title.
pub(crate) fn entry(id: &str, version: i64, title: &str) -> GoodsEntry {
    let listed = GoodsListed {
        id: product(id),
        title: title.to_owned(),
        title_key: title.to_lowercase(),
        brand: "Quay".to_owned(),
        status: ProductStatus::Active,
        image: None,
        skus: vec![Sku::parse(format!("SKU-{id}")).expect("a SKU")],
        price: Money::new(1_000, Currency::EUR).ok(),
        price_from: 1_000,
        price_varies: false,
        categories: Vec::new(),
        stock_tracked: true,
        updated_at: Timestamp::from_millis(version),
    };
    GoodsEntry { listed, version, words: words_of(title) }
}

/// A database, and an empty shelf beside it.
pub(crate) async fn ground() -> (TestDatabase, Arc<Shelf>) {
    (TestDatabase::new().await, Arc::new(Shelf::default()))
}
