//! Feeds search: every product, then every change, each with the position after it.

use std::{
    collections::HashMap,
    fmt::Display,
    mem,
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
    change_stream::{Heard, What, failure, in_time, write_position},
    documents::{ProductDocument, Status},
    store::{CATEGORIES, CatalogStore, PRODUCTS},
};

/// Products fetched at once while all are read.
const BATCH: u32 = 500;
/// Changes that are looked at together, at most: those that have come already.
const TOGETHER: usize = 100;
/// How often a quiet stream tells how far it has come.
const QUIET: Duration = Duration::from_secs(10);

/// What a product's copy is made of.
const COPIED: [&str; 2] = [PRODUCTS, CATEGORIES];

type Told = Result<(FeedChange, FeedPosition), FeedError>;

fn unavailable(error: impl Display) -> FeedError {
    FeedError::Unavailable(error.to_string())
}

impl CatalogStore {
    async fn everything(&self) -> Result<BoxStream<'_, Result<Product, FeedError>>, FeedError> {
        let tree = in_time(self.fresh_tree()).await?.map_err(unavailable)?;
        let products = self.products();
        let find = products.find(doc! { "status": "active" }).batch_size(BATCH);
        let products = in_time(find).await?.map_err(|error| failure(&error))?;
        let stored = stream::try_unfold(products, move |mut products| async move {
            let stored = in_time(products.try_next()).await?.map_err(unavailable)?;
            Ok(stored.map(|stored| (stored, products)))
        });
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
    /// What was heard at once is looked up at once: one by one, an import would wait for it.
    async fn tell(&mut self, heard: Vec<Result<Heard, FeedError>>) -> Result<Vec<Told>, FeedError> {
        let concerned = heard.iter().flatten().filter_map(|heard| match &heard.what {
            What::Product { id, .. } => Some(id.clone()),
            _ => None,
        });
        let mut now: HashMap<ProductId, FeedChange> =
            concerned.map(|id| (id.clone(), FeedChange::Remove(id))).collect();
        self.look_up(&mut now).await?;
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
            What::Everything => {
                self.tree = None;
                FeedChange::Everything
            }
            What::Quiet if self.told_at.elapsed() < QUIET || self.told.as_ref() == Some(place) => {
                return None;
            }
            What::Quiet | What::Nothing => FeedChange::Nothing,
        };
        self.told_at = Instant::now();
        self.told = Some(place.clone());
        Some(write_position(place).map(|place| (change, place)))
    }

    /// The products as they are now, which may be newer than what was heard: the stream comes to that
    /// later and finds nothing newer then. Those that are not for sale stay as they are said to be.
    async fn look_up(&mut self, now: &mut HashMap<ProductId, FeedChange>) -> Result<(), FeedError> {
        if now.is_empty() {
            return Ok(());
        }
        let ids: Vec<&str> = now.keys().map(ProductId::as_str).collect();
        let products = self.store.products();
        let find = products.find(doc! { "_id": { "$in": ids } }).batch_size(BATCH);
        let found = in_time(find).await?.map_err(unavailable)?;
        let found: Vec<ProductDocument> =
            in_time(found.try_collect()).await?.map_err(unavailable)?;
        for stored in found.into_iter().filter(|stored| stored.status == Status::Active) {
            let product = self.tree_of(&stored).await?.product(stored);
            now.insert(product.id.clone(), FeedChange::Upsert(Box::new(product)));
        }
        Ok(())
    }

    /// A tree that has all categories of a product.
    async fn tree_of(&mut self, stored: &ProductDocument) -> Result<Arc<Tree>, FeedError> {
        let known =
            |tree: &Arc<Tree>| stored.categories.iter().all(|id| tree.contains(id.as_str()));
        let tree = match mem::take(&mut self.tree).filter(known) {
            Some(tree) => tree,
            None => in_time(self.store.fresh_tree()).await?.map_err(unavailable)?,
        };
        self.tree = Some(tree.clone());
        Ok(tree)
    }
}
