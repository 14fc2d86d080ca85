//! Search without HTTP: an index opened from a copy of the shop's own, asked one query after another.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use async_trait::async_trait;
use futures::stream::{self, BoxStream, StreamExt};
use kernel::{Sku, SystemClock};
use search::{IndexSettings, NoQueryLog, SearchIndex};
use storefront::feed::{FeedChange, FeedError, FeedPosition, ProductFeed};
use storefront::product::Product;
use storefront::search::Search;
use storefront::search_request::SearchRequest;
use storefront::stock::{StockBoard, StockSnapshot};

use crate::queries::beginnings;
use crate::samples::Samples;

/// How often every query is asked and counted.
const PASSES: usize = 3;

/// What was measured.
pub(super) struct Latency {
    /// First pages with all facets.
    pub(super) search: Samples,
    /// Suggestions.
    pub(super) suggest: Samples,
    /// Different queries.
    pub(super) queries: usize,
    /// Queries that found nothing.
    pub(super) without_result: usize,
    /// Products in the index.
    pub(super) products: u64,
}

/// A catalogue that stays as it is.
struct Still;

#[async_trait]
impl ProductFeed for Still {
    async fn position(&self) -> Result<FeedPosition, FeedError> {
        Ok(FeedPosition(String::new()))
    }

    fn all(&self) -> BoxStream<'_, Result<Product, FeedError>> {
        stream::empty().boxed()
    }

    fn follow(
        &self,
        _: FeedPosition,
    ) -> BoxStream<'_, Result<(FeedChange, FeedPosition), FeedError>> {
        stream::pending().boxed()
    }
}

/// The stock of a fresh import.
struct FullShelves(Arc<StockSnapshot>);

impl StockBoard for FullShelves {
    fn snapshot(&self) -> Arc<StockSnapshot> {
        Arc::clone(&self.0)
    }
}

/// Measures on a copy of the index in `folder`; `ids` are the feed's numbers of all products.
pub(super) async fn measure(folder: &Path, ids: &[i64], queries: &[String]) -> Result<Latency> {
    let copy = tempfile::tempdir().context("no folder for a copy of the index")?;
    copy_folder(folder, copy.path()).context("the index cannot be copied")?;
    let skus = ids.iter().map(|id| Ok((Sku::parse(format!("ICE-{id}"))?, 25)));
    let free = skus.collect::<Result<_>>()?;
    let shelves = StockSnapshot { free, stamp: 1, ..StockSnapshot::default() };
    let index = SearchIndex::open(
        IndexSettings { folder: copy.path().to_owned() },
        Arc::new(Still),
        Arc::new(FullShelves(Arc::new(shelves))),
        Arc::new(NoQueryLog),
        Arc::new(SystemClock),
    )
    .await?;
    ensure!(index.ready(), "the copy of the index in {} was not taken", folder.display());
    let mut latency = Latency {
        search: Samples::default(),
        suggest: Samples::default(),
        queries: queries.len(),
        without_result: 0,
        products: index.products(),
    };
    let requests: Vec<SearchRequest> = queries
        .iter()
        .map(|query| SearchRequest::parse([("query", query.as_str())]))
        .collect::<Result<_, _>>()?;
    let beginnings = beginnings(queries);
    for pass in 0..=PASSES {
        let (start, mut nanos) = (Instant::now(), Vec::with_capacity(requests.len()));
        for request in &requests {
            let began = Instant::now();
            let page = index.search(request).await?;
            nanos.push(u64::try_from(began.elapsed().as_nanos())?);
            latency.without_result += usize::from(pass == 0 && page.total == 0);
        }
        let search = Samples::new(nanos, start.elapsed());
        let (start, mut nanos) = (Instant::now(), Vec::with_capacity(beginnings.len()));
        for beginning in &beginnings {
            let began = Instant::now();
            std::hint::black_box(index.suggest(beginning, 6).await?);
            nanos.push(u64::try_from(began.elapsed().as_nanos())?);
        }
        // The first pass warms up.
        if pass > 0 {
            latency.search.add(search);
            latency.suggest.add(Samples::new(nanos, start.elapsed()));
        }
    }
    Ok(latency)
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
