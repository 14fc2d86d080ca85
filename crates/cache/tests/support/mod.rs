//! A search that counts how often it is asked, and a line to Redis that can be cut.

use std::sync::{
    Arc,
    atomic::{AtomicU64, AtomicUsize, Ordering},
};

use async_trait::async_trait;
use storefront::{
    product::Product,
    search::{Matched, Search, SearchError, SearchPage, Suggestions},
    search_request::{SearchRequest, Sort},
};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// Finds as many products as it was asked times before.
pub(crate) struct CountingSearch {
    asked: AtomicUsize,
    stamp: AtomicU64,
}

impl CountingSearch {
    /// One whose stamp no other test has.
    pub(crate) fn new() -> Arc<Self> {
        let stamp = u64::from_str_radix(&kernel::random_token::<8>(), 16).expect("hexadecimal");
        Arc::new(Self { asked: AtomicUsize::new(0), stamp: AtomicU64::new(stamp) })
    }

    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// As if a product had changed.
    pub(crate) fn change(&self) {
        self.stamp.fetch_add(1, Ordering::SeqCst);
    }
}

#[async_trait]
impl Search for CountingSearch {
    async fn search(&self, _: &SearchRequest) -> Result<Arc<SearchPage>, SearchError> {
        let before = self.asked.fetch_add(1, Ordering::SeqCst);
        Ok(Arc::new(SearchPage {
            items: Vec::new(),
            total: before as u64,
            facets: Vec::new(),
            next_cursor: None,
            matched: Matched::AllTerms,
            did_you_mean: None,
        }))
    }

    async fn suggest(&self, beginning: &str, _: usize) -> Result<Suggestions, SearchError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        Ok(Suggestions { queries: vec![format!("{beginning}tle")], ..Suggestions::default() })
    }

    async fn remembered(&self, _: &str) -> Result<Option<Arc<Product>>, SearchError> {
        Ok(None)
    }

    fn stamp(&self) -> u64 {
        self.stamp.load(Ordering::SeqCst)
    }
}

/// A request for these words.
pub(crate) fn words(query: &str) -> SearchRequest {
    SearchRequest { query: query.to_owned(), ..SearchRequest::everything(Sort::Relevance, 24) }
}

/// A line to Redis that can be cut and joined again.
pub(crate) struct Line {
    /// Of this end.
    address: String,
    /// Of Redis.
    redis: String,
    /// What the address of Redis holds before the `@`: its password.
    credentials: String,
    open: Option<JoinHandle<()>>,
}

impl Line {
    pub(crate) async fn to_redis() -> Self {
        let uri = testkit::required("QUAYSIDE_TEST_REDIS_URI");
        let rest = uri.trim_start_matches("redis://");
        let (credentials, place) = rest.rsplit_once('@').unwrap_or(("", rest));
        let redis = place.split('/').next().unwrap_or(place).to_owned();
        let credentials = credentials.to_owned();
        let mut line = Self { address: "127.0.0.1:0".to_owned(), redis, credentials, open: None };
        line.join().await;
        line
    }

    pub(crate) fn uri(&self) -> String {
        format!("redis://{}@{}", self.credentials, self.address)
    }

    pub(crate) async fn join(&mut self) {
        let listener = TcpListener::bind(&self.address).await.expect("the port is free");
        self.address = listener.local_addr().expect("bound").to_string();
        let redis = self.redis.clone();
        self.open = Some(tokio::spawn(async move {
            // Dropped with this task, and every connection with them.
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((mut near, _)) = listener.accept().await {
                let redis = redis.clone();
                connections.spawn(async move {
                    let mut far = TcpStream::connect(redis).await.expect("Redis listens");
                    // Over when either end is.
                    let _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
                });
            }
        }));
    }

    pub(crate) async fn cut(&mut self) {
        if let Some(open) = self.open.take() {
            open.abort();
            // Over when the task is, and with it the port is free.
            let _ = open.await;
        }
    }
}
