//! Feeds the copy of what lists of products show and go by: every product, then which ones change.

use std::sync::Arc;

use async_trait::async_trait;
use futures::{StreamExt, TryStreamExt, stream, stream::BoxStream};
use kernel::ProductId;
use mongodb::{
    action::Find,
    bson::{RawDocumentBuf, doc},
};
use storefront::{
    feed::{FeedError, FeedPosition},
    goods_index::{GoodsChange, GoodsEntry, GoodsFeed},
};

use crate::{
    change_stream::{Heard, What, write_position},
    goods_document::{GoodsDocument, parts},
    raw_products::{BATCH, found},
    store::{CatalogStore, PRODUCTS},
};

type Entries = BoxStream<'static, Result<GoodsEntry, FeedError>>;

async fn entries(question: Find<'_, RawDocumentBuf>) -> Result<Entries, FeedError> {
    let products = found::<GoodsDocument>(question).await?;
    Ok(products.map_ok(GoodsEntry::from).boxed())
}

/// What happens to the products of a catalogue, for a copy of what lists show and go by.
pub struct GoodsChanges(Arc<CatalogStore>);

impl GoodsChanges {
    /// Of this catalogue.
    #[must_use]
    pub const fn new(catalogue: Arc<CatalogStore>) -> Self {
        Self(catalogue)
    }

    async fn everything(&self) -> Result<Entries, FeedError> {
        let products = self.0.raw_products();
        let mut parts = parts();
        parts.insert("words", 1);
        entries(products.find(doc! {}).projection(parts)).await
    }
}

#[async_trait]
impl GoodsFeed for GoodsChanges {
    async fn position(&self) -> Result<FeedPosition, FeedError> {
        self.0.place(&[PRODUCTS]).await
    }

    fn all(&self) -> BoxStream<'_, Result<Vec<GoodsEntry>, FeedError>> {
        let entries = stream::once(self.everything()).try_flatten();
        entries.try_chunks(BATCH).map_err(|broken| broken.1).boxed()
    }

    async fn entries(&self, ids: &[ProductId]) -> Result<Vec<GoodsEntry>, FeedError> {
        let ids: Vec<&str> = ids.iter().map(ProductId::as_str).collect();
        let products = self.0.raw_products();
        // Whole ones: the stand-in is slow at parts of products that are asked for by their ids.
        entries(products.find(doc! { "_id": { "$in": ids } })).await?.try_collect().await
    }

    fn follow(
        &self,
        from: FeedPosition,
    ) -> BoxStream<'_, Result<(GoodsChange, FeedPosition), FeedError>> {
        let heard = self.0.heard(&[PRODUCTS], from);
        heard.try_filter_map(async |heard| told(heard)).boxed()
    }
}

fn told(heard: Heard) -> Result<Option<(GoodsChange, FeedPosition)>, FeedError> {
    let change = match heard.what {
        What::Product { id, at } => GoodsChange::Product { id, at },
        What::Everything => GoodsChange::Everything,
        What::Quiet => GoodsChange::Quiet,
        What::Nothing => return Ok(None),
    };
    Ok(Some((change, write_position(&heard.place)?)))
}
