//! The port of search on the index.

use std::sync::Arc;

use async_trait::async_trait;
use storefront::{
    product::Product,
    search::{Search, SearchError, SearchPage, Suggestions},
    search_request::SearchRequest,
};

use crate::{
    columns::{Damaged, decode},
    cursor::Cursor,
    finding::find,
    generations::Generation,
    index::SearchIndex,
    suggesting,
    text::fold,
};

/// Most suggestions of a kind.
const MOST_SUGGESTIONS: usize = 20;

impl SearchIndex {
    fn present(&self) -> Result<Generation, SearchError> {
        let snapshot = self.snapshot.load_full().ok_or(SearchError::Unavailable)?;
        let wording = self.wording.load_full();
        Ok(self.generations.present(&snapshot, &self.stock.snapshot(), &wording))
    }
}

fn told(error: impl Into<Damaged>) -> SearchError {
    let error = error.into();
    tracing::error!(%error, "a search failed");
    SearchError::Unavailable
}

#[async_trait]
impl Search for SearchIndex {
    async fn search(&self, request: &SearchRequest) -> Result<Arc<SearchPage>, SearchError> {
        let cursor = Cursor::read(request)?;
        let mut generation = self.present()?;
        if let Some(Cursor::Rank { state, .. }) = cursor {
            generation = self
                .generations
                .named(generation, state, self.clock.now())
                .ok_or(SearchError::CursorGone)?;
        }
        let page = find(&generation, request, cursor.as_ref()).map_err(told)?;
        if page.next_cursor.as_ref().is_some_and(|cursor| cursor.starts_with('r')) {
            self.generations.keep(&generation, self.clock.now());
        }
        if request.cursor.is_none() && !request.query.is_empty() {
            self.query_log.record(&fold(&request.query), page.total, page.total == 0);
        }
        Ok(Arc::new(page))
    }

    async fn suggest(&self, beginning: &str, limit: usize) -> Result<Suggestions, SearchError> {
        let limit = limit.min(MOST_SUGGESTIONS);
        let generation = self.present()?;
        let mut suggestions = suggesting::suggest(&generation, beginning, limit).map_err(told)?;
        let folded = fold(beginning.trim_start());
        if !folded.is_empty() {
            suggestions.queries = self.query_log.popular(&folded, limit);
        }
        Ok(suggestions)
    }

    async fn remembered(&self, slug: &str) -> Result<Option<Arc<Product>>, SearchError> {
        let snapshot = self.snapshot.load_full().ok_or(SearchError::Unavailable)?;
        let Some((view, at)) = snapshot.by_slug(slug).map_err(told)? else { return Ok(None) };
        let stored = snapshot.stored(view, at).map_err(told)?;
        Ok(Some(Arc::new(decode(&stored).map_err(told)?)))
    }

    fn stamp(&self) -> u64 {
        let content = self.snapshot.load().as_ref().map_or(0, |snapshot| snapshot.content);
        let stock = self.stock.snapshot().stamp;
        let mut bytes = [0; 24];
        bytes[..8].copy_from_slice(&content.to_le_bytes());
        bytes[8..16].copy_from_slice(&stock.to_le_bytes());
        bytes[16..].copy_from_slice(&self.wording.load().fingerprint().to_le_bytes());
        crate::row::fingerprint(&bytes)
    }
}
