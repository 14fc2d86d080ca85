//! Feeds search: every product, then every change, each with the position after it.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use futures::{StreamExt, TryStreamExt, stream, stream::BoxStream};
use kernel::ProductId;
use mongodb::{bson::doc, change_stream::event::ResumeToken};
use storefront::{
    feed::{FeedChange, FeedError, FeedPosition, ProductFeed},
    product::Product,
};

use crate::{
    category_tree::Tree,
    change_stream::{Heard, What, in_time, write_position},
    documents::{ProductDocument, Status},
    raw_products::{found, unavailable},
    store::{CATEGORIES, CatalogStore, PRODUCTS},
};

/// Changes that are looked up together, at most: those that have come already.
const TOGETHER: usize = 100;
/// How often a quiet stream tells how far it has come.
const QUIET: Duration = Duration::from_secs(10);

/// What a product's copy is made of.
const COPIED: [&str; 2] = [PRODUCTS, CATEGORIES];

type Told = Result<(FeedChange, FeedPosition), FeedError>;

impl CatalogStore {
    async fn everything(&self) -> Result<BoxStream<'_, Result<Product, FeedError>>, FeedError> {
        let tree = in_time(self.fresh_tree()).await?.map_err(unavailable)?;
        let products = self.raw_products();
        let stored = found(products.find(doc! { "status": "active" })).await?;
        Ok(stored.map_ok(move |stored| tree.product(stored)).boxed())
    }
}

#[async_trait]
impl ProductFeed for CatalogStore {
    async fn position(&self) -> Result<FeedPosition, FeedError> {
        self.place(&COPIED).await
    }

    fn all(&self) -> BoxStream<'_, Result<Product, FeedError>> {
        stream::once(self.everything()).try_flatten().boxed()
    }

    fn follow(&self, from: FeedPosition) -> BoxStream<'_, Told> {
        let heard = self.heard(&COPIED, from).ready_chunks(TOGETHER).boxed();
        let teller = Teller { store: self, told: None, told_at: Instant::now(), tree: None };
        let told = stream::try_unfold((heard, teller), |(mut heard, mut teller)| async {
            let Some(together) = heard.next().await else { return Ok(None) };
            let told = teller.tell(together).await?;
            Ok(Some((stream::iter(told), (heard, teller))))
        });
        told.try_flatten().boxed()
    }
}

/// Says of what was heard what has become of the products.
struct Teller<'a> {
    store: &'a CatalogStore,
    /// The place that was told last.
    told: Option<ResumeToken>,
    told_at: Instant,
    tree: Option<Arc<Tree>>,
}

impl Teller<'_> {
    /// What has come already is looked up together: one by one, an import would wait for it.
    async fn tell(&mut self, heard: Vec<Result<Heard, FeedError>>) -> Result<Vec<Told>, FeedError> {
        let mut ids = HashSet::new();
        for heard in heard.iter().flatten() {
            match &heard.what {
                What::Product { id, .. } => {
                    ids.insert(id.clone());
                }
                What::Everything => self.tree = None,
                What::Nothing | What::Quiet => {}
            }
        }
        let mut now = in_time(self.look_up(ids)).await??;
        let told = heard.into_iter().filter_map(|heard| match heard {
            Ok(heard) => self.tell_of(heard.what, &heard.place, &mut now),
            Err(error) => Some(Err(error)),
        });
        Ok(told.collect())
    }

    fn tell_of(
        &mut self,
        what: What,
        place: &ResumeToken,
        now: &mut HashMap<ProductId, FeedChange>,
    ) -> Option<Told> {
        let change = match what {
            // What is heard of it again was told of with the first.
            What::Product { id, .. } => now.remove(&id).unwrap_or(FeedChange::Nothing),
            What::Everything => FeedChange::Everything,
            What::Quiet if self.told_at.elapsed() < QUIET || self.told.as_ref() == Some(place) => {
                return None;
            }
            What::Quiet | What::Nothing => FeedChange::Nothing,
        };
        self.told_at = Instant::now();
        self.told = Some(place.clone());
        Some(write_position(place).map(|place| (change, place)))
    }

    /// What products are now, which may be newer than what was heard: the stream comes to that later
    /// and finds nothing newer then.
    async fn look_up(
        &mut self,
        ids: HashSet<ProductId>,
    ) -> Result<HashMap<ProductId, FeedChange>, FeedError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let concerned: Vec<&str> = ids.iter().map(ProductId::as_str).collect();
        let products = self.store.raw_products();
        let found = found(products.find(doc! { "_id": { "$in": concerned } })).await?;
        let stored: Vec<ProductDocument> = found.try_collect().await?;
        let for_sale: Vec<_> =
            stored.into_iter().filter(|stored| stored.status == Status::Active).collect();
        let tree = self.tree_of(&for_sale).await?;
        let upsert = |stored| FeedChange::Upsert(Box::new(tree.product(stored)));
        let for_sale = for_sale.into_iter().map(|stored| (stored.id.clone(), upsert(stored)));
        let mut now: HashMap<_, _> =
            ids.into_iter().map(|id| (id.clone(), FeedChange::Remove(id))).collect();
        now.extend(for_sale);
        Ok(now)
    }

    /// A tree that has all categories of some products, so far as they are stored.
    async fn tree_of(&mut self, products: &[ProductDocument]) -> Result<Arc<Tree>, FeedError> {
        let mut categories = products.iter().flat_map(|stored| &stored.categories);
        let tree = match self.tree.take() {
            Some(tree) if categories.all(|id| tree.contains(id.as_str())) => tree,
            _ => self.store.fresh_tree().await.map_err(unavailable)?,
        };
        Ok(self.tree.insert(tree).clone())
    }
}
