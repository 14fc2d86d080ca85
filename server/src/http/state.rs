//! What the handlers of routes share.

use std::{sync::Arc, time::Duration};

use pictures::PictureStore;
use storefront::Shop;

use super::{assets::SiteFiles, failures::Failures, page_cache::PageCache, pages};

/// What the handlers of routes share. Cheap to clone.
#[derive(Clone)]
pub(crate) struct AppState {
    pub(crate) shop: Shop,
    pub(crate) files: Arc<SiteFiles>,
    pub(super) pages: Arc<PageCache>,
    pub(super) failures: Arc<Failures>,
    pub(crate) pictures: Arc<PictureStore>,
    pub(crate) readiness: Arc<dyn Readiness>,
}

impl AppState {
    /// Draws what is shown when drawing fails, and sets everything side by side.
    pub(crate) async fn new(
        shop: Shop,
        files: SiteFiles,
        pictures: Arc<PictureStore>,
        readiness: Arc<dyn Readiness>,
        page_cache: Duration,
    ) -> Self {
        let failures = Arc::new(pages::failures(&shop, &files.links).await);
        Self {
            shop,
            files: Arc::new(files),
            pages: Arc::new(PageCache::new(page_cache)),
            failures,
            pictures,
            readiness,
        }
    }
}

/// Whether each store answers.
#[async_trait::async_trait]
pub(crate) trait Readiness: Send + Sync {
    /// Name and answer of each store, in a fixed order; `true` where it answered in time.
    async fn stores(&self) -> Vec<(&'static str, bool)>;
    /// Whether the shop can show its pages now.
    fn serving(&self) -> bool;
}
