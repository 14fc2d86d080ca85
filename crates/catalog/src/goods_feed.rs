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
    change_stream::{Heard, What, failure, in_time, read, write_position},
    goods_document::{GoodsDocument, parts},
    store::{CatalogStore, PRODUCTS},
};

/// Products that are read at once.
const BATCH: usize = 500;

/// What happens to the products of a catalogue, for a copy of what lists show and go by.
pub struct GoodsChanges(Arc<CatalogStore>);

impl GoodsChanges {
    /// Of this catalogue.
    #[must_use]
    pub const fn new(catalogue: Arc<CatalogStore>) -> Self {
        Self(catalogue)
    }

    /// What a question finds, read one by one.
    async fn found(
        &self,
        question: Find<'_, RawDocumentBuf>,
    ) -> Result<BoxStream<'static, Result<GoodsEntry, FeedError>>, FeedError> {
        let asked = question.batch_size(u32::try_from(BATCH).unwrap_or(u32::MAX));
        let found = in_time(asked).await?.map_err(|error| failure(&error))?;
        let entries = stream::try_unfold(found, |mut found| async move {
            let next = in_time(found.try_next()).await?.map_err(|error| failure(&error))?;
            Ok(next.map(|stored| (read::<GoodsDocument>(&stored).map(GoodsEntry::from), found)))
        });
        Ok(entries.try_filter_map(async |entry| Ok(entry)).boxed())
    }

    async fn everything(
        &self,
    ) -> Result<BoxStream<'static, Result<GoodsEntry, FeedError>>, FeedError> {
        let products = self.0.products().clone_with_type::<RawDocumentBuf>();
        let mut parts = parts();
        parts.insert("words", 1);
        self.found(products.find(doc! {}).projection(parts)).await
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
        let products = self.0.products().clone_with_type::<RawDocumentBuf>();
        // Whole ones: the stand-in is slow at parts of products that are asked for by their ids.
        self.found(products.find(doc! { "_id": { "$in": ids } })).await?.try_collect().await
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
