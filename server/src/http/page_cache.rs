//! Rendered pages, kept for a moment for visitors without a cookie.
//!
//! A page is shown again only while everything it was made from is unchanged (its stamp) and no
//! longer than the setting `page_cache_ms` says, so a price or a stock figure is never older than
//! that. Visitors who ask for the same page at the same time wait for one rendering.

use std::{
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use moka::future::Cache;
use sha2::{Digest, Sha256};

/// Bytes of pages that are kept at the most.
const CAPACITY: u64 = 24 * 1024 * 1024;
/// Longest address that is kept.
const LONGEST_KEY: usize = 512;
/// Brotli's quality for pages: above it each step costs more time than it saves in bytes.
const QUALITY: i32 = 5;

/// A page as it was rendered.
pub(super) struct RenderedPage {
    pub(super) status: StatusCode,
    /// Headers that the page set itself, such as `Location`.
    pub(super) headers: HeaderMap,
    pub(super) html: Bytes,
    pub(super) policy: HeaderValue,
    etag: HeaderValue,
    brotli: OnceLock<Bytes>,
    stamp: u64,
}

impl RenderedPage {
    pub(super) fn new(status: StatusCode, headers: HeaderMap, html: Bytes, stamp: u64) -> Self {
        let policy = super::security_headers::page_policy(&String::from_utf8_lossy(&html));
        let digest = Sha256::digest(&html);
        let tag = format!("W/\"{}\"", kernel::hex(&digest[..12]));
        let value = |text: String| {
            HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("default-src 'none'"))
        };
        Self {
            status,
            headers,
            html,
            policy: value(policy),
            etag: value(tag),
            brotli: OnceLock::new(),
            stamp,
        }
    }

    /// The answer for a request with these headers; `shared` pages may be kept by others and asked
    /// for again with their tag.
    pub(super) fn answer(&self, request: &HeaderMap, shared: bool) -> Response {
        let mut headers = self.headers.clone();
        headers.insert(header::CONTENT_SECURITY_POLICY, self.policy.clone());
        if shared {
            headers.insert(
                header::CACHE_CONTROL,
                HeaderValue::from_static("public, max-age=0, must-revalidate"),
            );
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
            headers.insert(header::ETAG, self.etag.clone());
            let known = request.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
            let etag = self.etag.to_str().unwrap_or_default();
            if self.status == StatusCode::OK
                && known.is_some_and(|tags| tags.split(',').any(|tag| tag.trim() == etag))
            {
                headers.remove(header::CONTENT_TYPE);
                return (StatusCode::NOT_MODIFIED, headers).into_response();
            }
        }
        if !shared {
            // What is drawn for one visitor is kept by nobody: Back asks again, so that it shows the
            // cart as it is, a new key for each form, and after signing out nothing.
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        let accepts = request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
        if accepts.is_some_and(|encodings| encodings.contains("br")) {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            let compressed = self.brotli.get_or_init(|| compress(&self.html)).clone();
            return (self.status, headers, compressed).into_response();
        }
        (self.status, headers, self.html.clone()).into_response()
    }
}

fn compress(html: &[u8]) -> Bytes {
    let mut out = Vec::with_capacity(html.len() / 4);
    let parameters = brotli::enc::BrotliEncoderParams { quality: QUALITY, ..Default::default() };
    // Writing into a vector cannot fail; an empty answer would be noticed at once.
    if brotli::BrotliCompress(&mut &*html, &mut out, &parameters).is_err() {
        out.clear();
    }
    out.into()
}

/// Pages by address.
pub(super) struct PageCache {
    pages: Option<Cache<String, Arc<RenderedPage>>>,
    /// How often staff have changed here what pages show.
    changes: AtomicU64,
}

impl PageCache {
    /// A cache that keeps a page for `keep`; for zero it keeps none.
    pub(super) fn new(keep: Duration) -> Self {
        let pages = (!keep.is_zero()).then(|| {
            Cache::builder()
                .max_capacity(CAPACITY)
                .weigher(|key: &String, page: &Arc<RenderedPage>| {
                    u32::try_from(key.len() + page.html.len() * 4 / 3 + 512).unwrap_or(u32::MAX)
                })
                .time_to_live(keep)
                .build()
        });
        Self { pages, changes: AtomicU64::new(0) }
    }

    /// Lets no page that was begun before be shown from now on. What staff have changed is on the
    /// pages of this server at once, before the index has heard of it.
    pub(super) fn outdate(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
    }

    /// The stamp of pages that are made of an index with this stamp now.
    pub(super) fn stamp(&self, index: u64) -> u64 {
        index.wrapping_add(self.changes.load(Ordering::Acquire))
    }

    /// The page at an address, rendered unless one with this stamp is kept.
    pub(super) async fn page(
        &self,
        address: &str,
        stamp: u64,
        render: impl Future<Output = RenderedPage>,
    ) -> Arc<RenderedPage> {
        let Some(pages) = self.pages.as_ref().filter(|_| address.len() <= LONGEST_KEY) else {
            return Arc::new(render.await);
        };
        if let Some(page) = pages.get(address).await {
            if page.stamp == stamp {
                return page;
            }
            pages.invalidate(address).await;
        }
        let page = pages.get_with_by_ref(address, async { Arc::new(render.await) }).await;
        // Another visitor may have begun it under an older stamp; the next one draws it anew.
        if page.stamp != stamp {
            pages.invalidate(address).await;
        }
        if page.status.is_server_error() {
            pages.invalidate(address).await;
        }
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn shown(cache: &PageCache, drawn: &'static str) -> Bytes {
        let stamp = cache.stamp(7);
        let html = Bytes::from_static(drawn.as_bytes());
        let page = async { RenderedPage::new(StatusCode::OK, HeaderMap::new(), html, stamp) };
        cache.page("/p/mug", stamp, page).await.html.clone()
    }

    #[tokio::test]
    async fn what_staff_have_changed_is_drawn_anew() {
        let cache = PageCache::new(Duration::from_secs(60));
        assert_eq!(shown(&cache, "first").await, "first");
        assert_eq!(shown(&cache, "second").await, "first");
        cache.outdate();
        assert_eq!(shown(&cache, "third").await, "third");
    }
}
