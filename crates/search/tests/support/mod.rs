//! A catalogue in memory, and products for it.
#![allow(dead_code, unreachable_pub)]

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use futures::{StreamExt, stream, stream::BoxStream};
use kernel::{Currency, Money, ProductId, Sku, Slug, Timestamp};
use storefront::{
    feed::{FeedChange, FeedError, FeedPosition, ProductFeed},
    product::{CategoryLink, Product, Rating, Spec, Variant},
    stock::{StockBoard, StockSnapshot},
};
use tokio::sync::watch;

/// A feed whose products and changes the test decides.
#[derive(Default)]
pub struct FakeFeed {
    state: Mutex<State>,
    moved: watch::Sender<u64>,
}

#[derive(Default)]
struct State {
    products: BTreeMap<ProductId, Product>,
    changes: Vec<FeedChange>,
    /// Positions before this are lost.
    first: usize,
    /// How often products were read as a whole.
    readings: usize,
    /// How many more calls go unanswered.
    failures: usize,
    /// Whether whoever reads all products waits.
    slow: bool,
}

impl FakeFeed {
    /// A feed of these products.
    pub fn of(products: impl IntoIterator<Item = Product>) -> Arc<Self> {
        let feed = Self::default();
        feed.state().products = products.into_iter().map(|p| (p.id.clone(), p)).collect();
        Arc::new(feed)
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().expect("no test panicked")
    }

    fn tell(&self, change: FeedChange) {
        self.state().changes.push(change);
        self.moved.send_modify(|count| *count += 1);
    }

    /// Puts a product and tells of it.
    pub fn put(&self, product: Product) {
        self.state().products.insert(product.id.clone(), product.clone());
        self.tell(FeedChange::Upsert(Box::new(product)));
    }

    /// Tells of a product as it once was.
    pub fn tell_stale(&self, product: Product) {
        self.tell(FeedChange::Upsert(Box::new(product)));
    }

    /// Takes a product away.
    pub fn remove(&self, id: &str) {
        let id = ProductId::parse(id).expect("an id");
        self.state().products.remove(&id);
        self.tell(FeedChange::Remove(id));
    }

    /// Tells that everything changed, after a silent change of all products.
    pub fn change_everything(&self, change: impl Fn(&mut Product)) {
        self.state().products.values_mut().for_each(change);
        self.tell(FeedChange::Everything);
    }

    /// Loses every position given out so far, with changes that nobody is told of.
    pub fn lose_positions(&self, unheard: Product) {
        let mut state = self.state();
        state.products.insert(unheard.id.clone(), unheard);
        state.changes.push(FeedChange::Nothing);
        state.first = state.changes.len();
        drop(state);
        self.moved.send_modify(|count| *count += 1);
    }

    /// Has whoever reads all products wait before the first of them, or wait no more.
    pub fn slow(&self, slow: bool) {
        self.state().slow = slow;
        self.moved.send_modify(|count| *count += 1);
    }

    /// Leaves the next calls unanswered.
    pub fn fail(&self, times: usize) {
        self.state().failures = times;
    }

    /// How often all products were read.
    pub fn readings(&self) -> usize {
        self.state().readings
    }

    fn answer(&self) -> Result<(), FeedError> {
        let mut state = self.state();
        if state.failures == 0 {
            return Ok(());
        }
        state.failures -= 1;
        Err(FeedError::Unavailable("away".to_owned()))
    }
}

#[async_trait]
impl ProductFeed for FakeFeed {
    async fn position(&self) -> Result<FeedPosition, FeedError> {
        self.answer()?;
        Ok(FeedPosition(self.state().changes.len().to_string()))
    }

    fn all(&self) -> BoxStream<'_, Result<Product, FeedError>> {
        let mut state = self.state();
        state.readings += 1;
        let products: Vec<_> = state.products.values().cloned().map(Ok).collect();
        drop(state);
        let mut moved = self.moved.subscribe();
        let first = async move {
            while self.state().slow && moved.changed().await.is_ok() {}
            stream::iter(products)
        };
        stream::once(first).flatten().boxed()
    }

    fn follow(
        &self,
        from: FeedPosition,
    ) -> BoxStream<'_, Result<(FeedChange, FeedPosition), FeedError>> {
        let at: usize = from.0.parse().expect("a position of ours");
        let moved = self.moved.subscribe();
        stream::unfold((at, moved), move |(at, mut moved)| async move {
            loop {
                if let Err(error) = self.answer() {
                    return Some((Err(error), (at, moved)));
                }
                {
                    let state = self.state();
                    if at < state.first {
                        return Some((Err(FeedError::PositionLost), (at, moved.clone())));
                    }
                    if let Some(change) = state.changes.get(at) {
                        let position = FeedPosition((at + 1).to_string());
                        return Some((Ok((change.clone(), position)), (at + 1, moved.clone())));
                    }
                }
                moved.changed().await.ok()?;
            }
        })
        .boxed()
    }
}

/// A board whose figures the test decides.
#[derive(Default)]
pub struct FakeBoard(Mutex<Arc<StockSnapshot>>);

impl FakeBoard {
    /// Puts these SKUs in stock and no others.
    pub fn set<'a>(&self, stamp: u64, skus: impl IntoIterator<Item = &'a str>) {
        let free = skus.into_iter().map(|sku| (Sku::parse(sku).expect("a SKU"), 3)).collect();
        *self.0.lock().expect("no test panicked") =
            Arc::new(StockSnapshot { free, stamp, ..StockSnapshot::default() });
    }
}

impl StockBoard for FakeBoard {
    fn snapshot(&self) -> Arc<StockSnapshot> {
        Arc::clone(&self.0.lock().expect("no test panicked"))
    }
}

/// A product with a title, everything else plain.
pub fn product(id: &str, title: &str) -> Product {
    let sku = Sku::parse(format!("SKU-{id}")).expect("a SKU");
    Product {
        id: ProductId::parse(id).expect("an id"),
        version: 1,
        slug: Slug::from_title(title, id).expect("a slug"),
        external_id: None,
        title: title.to_owned(),
        brand: String::new(),
        summary: String::new(),
        description_html: String::new(),
        breadcrumbs: Vec::new(),
        categories: Vec::new(),
        variants: vec![Variant {
            sku,
            price: price(1_000),
            compare_at: None,
            options: Vec::new(),
            barcodes: Vec::new(),
            weight_grams: None,
            image: None,
        }],
        axes: Vec::new(),
        specs: Vec::new(),
        tags: Vec::new(),
        images: Vec::new(),
        rating: None,
        stock_tracked: true,
        subscription: None,
        seo_title: None,
        seo_description: None,
        created_at: Timestamp::from_millis(0),
        updated_at: Timestamp::from_millis(0),
    }
}

/// An amount of euros in cents.
pub fn price(cents: i64) -> Money {
    Money::new(cents, Currency::EUR).expect("in range")
}

/// A category.
pub fn category(slug: &str, name: &str) -> CategoryLink {
    CategoryLink { slug: Slug::parse(slug).expect("a slug"), name: name.to_owned() }
}

/// A spec.
pub fn spec(name: &str, value: &str) -> Spec {
    Spec { name: name.to_owned(), value: value.to_owned() }
}

/// A rating of whole stars.
pub fn stars(stars: u16) -> Option<Rating> {
    (stars > 0).then_some(Rating { hundredths: stars * 100, count: 4 })
}
