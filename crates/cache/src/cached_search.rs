//! Search with its answers kept.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
    time::Duration,
};

use async_trait::async_trait;
use serde::{Serialize, de::DeserializeOwned};
use storefront::{
    product::Product,
    search::{Search, SearchError, SearchPage, Suggestions},
    search_request::SearchRequest,
};

use crate::store::{BadAddress, Store};

/// How long Redis may take; an answer that is not there sooner is made anew.
const DEADLINE: Duration = Duration::from_millis(60);

/// Is told of every first page that came from the cache, so that its query is counted too: by the
/// query's words and how many products it found.
pub type Recorder = Arc<dyn Fn(&str, u64) + Send + Sync>;

/// Search with its answers kept in Redis. Servers with equal stamps share them.
pub struct CachedSearch {
    inner: Arc<dyn Search>,
    store: Arc<Store>,
    seconds: u64,
    record: Recorder,
}

impl CachedSearch {
    /// Keeps answers of `inner` for `keep` in the Redis at `uri`.
    ///
    /// # Errors
    /// [`BadAddress`]; a Redis that is away is no error.
    pub fn new(
        inner: Arc<dyn Search>,
        uri: &str,
        keep: Duration,
        record: Recorder,
    ) -> Result<Self, BadAddress> {
        Self::with_deadline(inner, uri, keep, DEADLINE, record)
    }

    /// As [`CachedSearch::new`], with how long Redis may take for one answer.
    ///
    /// # Errors
    /// [`BadAddress`]; a Redis that is away is no error.
    pub fn with_deadline(
        inner: Arc<dyn Search>,
        uri: &str,
        keep: Duration,
        deadline: Duration,
        record: Recorder,
    ) -> Result<Self, BadAddress> {
        let store = Store::at(uri, deadline)?;
        Ok(Self { inner, store, seconds: keep.as_secs().max(1), record })
    }

    /// The stamp comes first: once anything changed, the old answers are never asked for again.
    fn key(&self, kind: &str, asked: &impl Hash) -> String {
        let mut hasher = DefaultHasher::new();
        asked.hash(&mut hasher);
        format!("search:2:{:016x}:{kind}:{:016x}", self.inner.stamp(), hasher.finish())
    }

    async fn read<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        serde_json::from_str(&self.store.get(key).await?).ok()
    }

    /// Keeps an answer behind the request's back: nobody waits for it.
    fn keep(&self, key: String, answer: &impl Serialize) {
        if let Ok(text) = serde_json::to_string(answer) {
            let (store, seconds) = (self.store.clone(), self.seconds);
            tokio::spawn(async move { store.keep(&key, text, seconds).await });
        }
    }
}

#[async_trait]
impl Search for CachedSearch {
    async fn search(&self, request: &SearchRequest) -> Result<Arc<SearchPage>, SearchError> {
        let key = self.key("page", request);
        if let Some(page) = self.read::<SearchPage>(&key).await {
            if request.cursor.is_none() && !request.query.is_empty() {
                (self.record)(&request.query, page.total);
            }
            return Ok(Arc::new(page));
        }
        let page = self.inner.search(request).await?;
        self.keep(key, page.as_ref());
        Ok(page)
    }

    async fn suggest(&self, beginning: &str, limit: usize) -> Result<Suggestions, SearchError> {
        let key = self.key("suggest", &(beginning, limit));
        if let Some(found) = self.read(&key).await {
            return Ok(found);
        }
        let found = self.inner.suggest(beginning, limit).await?;
        self.keep(key, &found);
        Ok(found)
    }

    async fn remembered(&self, slug: &str) -> Result<Option<Arc<Product>>, SearchError> {
        self.inner.remembered(slug).await
    }

    fn stamp(&self) -> u64 {
        self.inner.stamp()
    }
}
