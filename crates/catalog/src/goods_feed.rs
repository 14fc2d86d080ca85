//! Feeds the copy of what lists of products show and go by: every product, then which ones change.

use std::{mem, sync::Arc};

use async_trait::async_trait;
use futures::{StreamExt, TryStreamExt, stream, stream::BoxStream};
use kernel::{ProductId, Timestamp};
use mongodb::{
    action::Find,
    bson::{DateTime, Document, RawDocument, RawDocumentBuf, deserialize_from_slice, doc},
    change_stream::event::{ChangeStreamEvent, OperationType, ResumeToken},
};
use storefront::{
    feed::{FeedError, FeedPosition},
    goods_index::{GoodsChange, GoodsEntry, GoodsFeed},
};

use crate::{
    feed::{Events, failure, in_time, position, product_of, read_position, write_position},
    goods_document::{GoodsDocument, parts},
    store::{CatalogStore, PRODUCTS},
};

/// Products that are read at once.
const BATCH: usize = 500;

/// An entry as it is stored. What is no product of ours, whoever wrote it there, is none of any list: it
/// must not keep the others from theirs.
fn read(stored: &RawDocument) -> Option<GoodsEntry> {
    match deserialize_from_slice::<GoodsDocument>(stored.as_bytes()) {
        Ok(entry) => Some(entry.into()),
        Err(error) => {
            tracing::warn!(id = ?stored.get("_id"), %error, "a product cannot be listed");
            None
        }
    }
}

/// When an event happened, by the server.
fn moment(event: &ChangeStreamEvent<Document>) -> Option<Timestamp> {
    let wall = event.wall_time.map(DateTime::timestamp_millis);
    let cluster = event.cluster_time.map(|time| i64::from(time.time) * 1_000);
    wall.or(cluster).map(Timestamp::from_millis)
}

/// What happens to the products of a catalogue, for a copy of what lists go by.
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
            Ok(next.map(|stored| (read(&stored), found)))
        });
        Ok(entries.try_filter_map(async |entry| Ok(entry)).boxed())
    }

    async fn everything(
        &self,
    ) -> Result<BoxStream<'static, Result<GoodsEntry, FeedError>>, FeedError> {
        let products = self.0.products().clone_with_type::<RawDocumentBuf>();
        self.found(products.find(doc! {}).projection(parts())).await
    }
}

#[async_trait]
impl GoodsFeed for GoodsChanges {
    async fn position(&self) -> Result<FeedPosition, FeedError> {
        position(self.0.events(&[PRODUCTS], None).await?).await
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
        let begin = async move {
            let token = read_position(&from)?;
            let events = self.0.events(&[PRODUCTS], Some(token.clone())).await?;
            let follower = Follower { events, token, opened: false };
            Ok(stream::try_unfold(follower, |mut follower| async {
                let change = follower.next().await?;
                Ok(Some((change, follower)))
            }))
        };
        stream::once(begin).try_flatten().boxed()
    }
}

/// A change stream on its way.
struct Follower {
    events: Events,
    /// Behind what was told last.
    token: ResumeToken,
    /// Whether the answer that opened the stream is read. That one waits for nothing, so when it is
    /// empty it says nothing either.
    opened: bool,
}

impl Follower {
    async fn next(&mut self) -> Result<(GoodsChange, FeedPosition), FeedError> {
        loop {
            let event =
                in_time(self.events.next_if_any()).await?.map_err(|error| failure(&error))?;
            let Some(event) = event else {
                // The server ends a stream for good when the database is dropped or restored over;
                // the driver then answers at once with nothing, for ever.
                if !self.events.is_alive() {
                    return Err(FeedError::PositionLost);
                }
                if let Some(token) = self.events.resume_token() {
                    self.token = token;
                }
                if mem::replace(&mut self.opened, true) {
                    return Ok((GoodsChange::Quiet, write_position(&self.token)?));
                }
                continue;
            };
            self.opened = true;
            let change = match event.operation_type {
                OperationType::Insert
                | OperationType::Update
                | OperationType::Replace
                | OperationType::Delete => {
                    let at = moment(&event);
                    product_of(&event).map(|id| GoodsChange::Product { id, at })
                }
                OperationType::Invalidate => return Err(FeedError::PositionLost),
                OperationType::Drop | OperationType::Rename | OperationType::DropDatabase => {
                    Some(GoodsChange::Everything)
                }
                _ => None,
            };
            self.token = event.id;
            if let Some(change) = change {
                return Ok((change, write_position(&self.token)?));
            }
        }
    }
}
