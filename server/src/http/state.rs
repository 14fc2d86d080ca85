//! What the handlers of routes share.

use std::{sync::Arc, time::Duration};

use pictures::PictureStore;
use sessions::SessionService;
use sha2::{Digest, Sha256};
use storefront::Shop;

use super::{
    assets::SiteFiles, caller::Addresses, cookies::CookieJarRules, failures::Failures,
    limits::Rules, page_cache::PageCache, pages,
};

/// What the handlers of routes share. Cheap to clone.
#[derive(Clone)]
pub(crate) struct AppState {
    pub(crate) shop: Shop,
    pub(crate) files: Arc<SiteFiles>,
    pub(super) pages: Arc<PageCache>,
    pub(super) failures: Arc<Failures>,
    pub(crate) pictures: Arc<PictureStore>,
    pub(crate) readiness: Arc<dyn Readiness>,
    pub(super) cookies: CookieJarRules,
    pub(super) addresses: Arc<Addresses>,
    pub(super) shoppers: SessionService,
    pub(super) staff: SessionService,
    pub(super) rules: Arc<Rules>,
    place_key: [u8; 32],
}

/// What the state is made of.
pub(crate) struct StateParts {
    pub(crate) shop: Shop,
    pub(crate) files: SiteFiles,
    pub(crate) pictures: Arc<PictureStore>,
    pub(crate) readiness: Arc<dyn Readiness>,
    /// How long a page is shown again.
    pub(crate) page_cache: Duration,
    pub(crate) addresses: Addresses,
    /// Sessions of shoppers.
    pub(crate) shoppers: SessionService,
    /// Sessions of staff.
    pub(crate) staff: SessionService,
    /// How often things may be done.
    pub(crate) rules: Rules,
    /// Makes the cookie by which a browser that signed in before is known.
    pub(crate) place_key: [u8; 32],
}

impl AppState {
    /// Draws what is shown when drawing fails, and sets everything side by side.
    pub(crate) async fn new(parts: StateParts) -> Self {
        let failures = Arc::new(pages::failures(&parts.shop, &parts.files.links).await);
        Self {
            cookies: CookieJarRules::for_origin(&parts.shop.identity().origin),
            shop: parts.shop,
            files: Arc::new(parts.files),
            pages: Arc::new(PageCache::new(parts.page_cache)),
            failures,
            pictures: parts.pictures,
            readiness: parts.readiness,
            addresses: Arc::new(parts.addresses),
            shoppers: parts.shoppers,
            staff: parts.staff,
            rules: Arc::new(parts.rules),
            place_key: parts.place_key,
        }
    }

    /// What a browser shows that somebody signed in with to this address. It tells nothing about
    /// the address, and nobody else can make it.
    pub(super) fn place_of(&self, email: &str) -> String {
        let email = Sha256::digest(email.trim().to_lowercase());
        let place = Sha256::new().chain_update(self.place_key).chain_update(email).finalize();
        kernel::hex(&place)
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
