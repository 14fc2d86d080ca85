//! Products as they are stored, for whoever keeps a copy of all of them.

use std::fmt::Display;

use futures::{StreamExt, TryStreamExt, stream, stream::BoxStream};
use mongodb::{
    Collection,
    action::Find,
    bson::{RawDocument, RawDocumentBuf, deserialize_from_slice},
};
use serde::de::DeserializeOwned;
use storefront::feed::FeedError;

use crate::{change_stream::in_time, store::CatalogStore};

/// Products that are fetched at once.
pub(crate) const BATCH: usize = 500;

/// The catalogue does not answer, or not as it should.
pub(crate) fn unavailable(error: impl Display) -> FeedError {
    FeedError::Unavailable(error.to_string())
}

/// What is stored, as one of ours. What cannot be read, whoever wrote it there, is left out: it must not
/// keep the others from whoever follows.
pub(crate) fn read<T: DeserializeOwned>(stored: &RawDocument) -> Option<T> {
    deserialize_from_slice(stored.as_bytes())
        .inspect_err(|error| {
            tracing::warn!(id = ?stored.get("_id"), %error, "a product cannot be read");
        })
        .ok()
}

/// What a question finds, one by one, each of them in time.
pub(crate) async fn found<T: DeserializeOwned + Send + 'static>(
    question: Find<'_, RawDocumentBuf>,
) -> Result<BoxStream<'static, Result<T, FeedError>>, FeedError> {
    let asked = question.batch_size(u32::try_from(BATCH).unwrap_or(u32::MAX));
    let found = in_time(asked).await?.map_err(unavailable)?;
    let products = stream::try_unfold(found, |mut found| async move {
        let stored = in_time(found.try_next()).await?.map_err(unavailable)?;
        Ok(stored.map(|stored| (read(&stored), found)))
    });
    Ok(products.try_filter_map(async |product| Ok(product)).boxed())
}

impl CatalogStore {
    /// All products, none of them read yet.
    pub(crate) fn raw_products(&self) -> Collection<RawDocumentBuf> {
        self.products().clone_with_type()
    }
}
