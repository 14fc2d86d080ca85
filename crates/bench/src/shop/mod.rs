//! The shop itself: search, pages, carts, checkouts, the back office, memory, start and sizes, with the public
//! catalogue alone in its stores.

mod addresses;
mod carts;
mod checkout;
mod in_process;
pub(crate) mod office;
mod pages;
mod quayside;
mod report;
mod sandbox;
mod sizes;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::bare_redis::Place;
use crate::http::Served;
use crate::machine;
use crate::public_feed::{self, FeedProduct};
use crate::queries;
use crate::report::progress;
use crate::samples::Samples;
use addresses::Kind;
use quayside::{Caches, Quayside, Serving};
use sandbox::Sandbox;

/// What to measure with.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// The public catalogue, JSON Lines, gzipped.
    #[arg(long, env = "QUAYSIDE_BENCH_FEED", default_value = "../shared/data/icecat.jsonl.gz")]
    feed: PathBuf,
    /// How the importer reads it.
    #[arg(long, default_value = "crates/catalog/mappings/icecat.toml")]
    mapping: PathBuf,
    /// The program that is measured.
    #[arg(long, env = "QUAYSIDE_BENCH_SERVER")]
    server: PathBuf,
    /// Its built scripts and styles.
    #[arg(long, env = "QUAYSIDE_SITE")]
    site: PathBuf,
    /// A folder for what it keeps in files.
    #[arg(long, env = "QUAYSIDE_DATA")]
    data: PathBuf,
    /// The PostgreSQL of the shop's stock and orders.
    #[arg(long, env = "QUAYSIDE_POSTGRES_URI", hide_env_values = true)]
    postgres: String,
    /// The Redis of the shop's carts and sessions.
    #[arg(long, env = "QUAYSIDE_REDIS_URI", hide_env_values = true)]
    redis: String,
    /// Connections, one question at a time on each.
    #[arg(long, default_value_t = 16)]
    connections: usize,
    /// Seconds that are counted for each row.
    #[arg(long, default_value_t = 5.0)]
    seconds: f64,
    /// Seconds before them that are not.
    #[arg(long, default_value_t = 1.0)]
    warm_up: f64,
}

/// Which part of the report is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Search in process, and its pages and API.
    Search,
    /// Every page and the API.
    Pages,
    /// Carts and sessions.
    Carts,
    /// Buying.
    Checkout,
    /// All of these.
    All,
}

impl Part {
    fn holds(self, kind: Kind) -> bool {
        match self {
            Self::Search => kind.is_search(),
            Self::Pages | Self::All => true,
            Self::Carts | Self::Checkout => false,
        }
    }

    fn holds_search(self) -> bool {
        matches!(self, Self::Search | Self::All)
    }

    fn holds_carts(self) -> bool {
        matches!(self, Self::Carts | Self::All)
    }

    fn holds_checkout(self) -> bool {
        matches!(self, Self::Checkout | Self::All)
    }
}

/// One row of the table of pages: one kind, with caches off or on.
struct Row {
    kind: Kind,
    caches: Caches,
    addresses: usize,
    plain: Served,
    brotli: Served,
    baseline: Samples,
}

/// Everything that was measured.
struct Measured {
    machine: String,
    options: Options,
    products: usize,
    imports: [Duration; 2],
    rebuild: Duration,
    start: Duration,
    memory: [u64; 2],
    rows: Vec<Row>,
    latency: Option<in_process::Latency>,
    carts: Option<carts::Carts>,
    checkout: Option<checkout::Checkout>,
    sizes: sizes::Sizes,
}

/// Measures and returns the report.
pub(crate) async fn run(options: &Options, part: Part) -> Result<String> {
    let products = public_feed::read(&options.feed)?;
    let queries = queries::of(&products);
    let shop = shop(options)?;
    let imports =
        [import(&shop, options, "import")?, import(&shop, options, "the same import again")?];
    progress("building the index");
    let (rebuild, _) = shop.run(&["index", "rebuild"])?;
    let mut rows = Vec::new();
    let mut memory = [0; 2];
    let mut start = Duration::ZERO;
    let mut measured_carts = None;
    let mut measured_checkout = None;
    for (at, caches) in [Caches::Off, Caches::On].into_iter().enumerate() {
        progress(format!("serving, caches {caches:?}"));
        let (serving, started) = shop.serve(caches).await?;
        rows.extend(pages::measure(&serving, caches, &queries, options, part).await?);
        if part.holds_carts() && caches == Caches::Off {
            measured_carts = Some(carts_of(&serving, options, &products, &queries).await?);
        }
        // Last, for what is bought is gone.
        if part.holds_checkout() && caches == Caches::On {
            let skus = skus(&products);
            measured_checkout = Some(checkout::measure(serving.address, options, &skus).await?);
        }
        memory[at] = machine::anonymous_memory(serving.pid())?;
        start = started;
    }
    let latency = if part.holds_search() {
        progress("search in process");
        let ids: Vec<i64> = products.iter().map(|product| product.id).collect();
        Some(in_process::measure(&shop.index, &ids, &queries).await?)
    } else {
        None
    };
    Ok(report::markdown(&Measured {
        machine: machine::facts(),
        options: options.clone(),
        products: products.len(),
        imports,
        rebuild,
        start,
        memory,
        rows,
        latency,
        carts: measured_carts,
        checkout: measured_checkout,
        sizes: sizes::of(&options.site)?,
    }))
}

async fn carts_of(
    serving: &Serving,
    options: &Options,
    products: &[FeedProduct],
    queries: &[String],
) -> Result<carts::Carts> {
    let rows = addresses::find(serving.address, queries).await?;
    let pages = rows.into_iter().find(|row| row.kind == Kind::Product);
    let pages = pages.context("the shop has no product pages")?.paths;
    carts::measure(serving.address, &Place::of(&options.redis)?, skus(products), &pages).await
}

/// As the importer names them.
fn skus(products: &[FeedProduct]) -> Vec<String> {
    products.iter().map(|product| format!("ICE-{}", product.id)).collect()
}

/// Imports the public catalogue and returns what the shop says of its ranking.
pub(crate) fn relevance(options: &Options, judgments: &str) -> Result<String> {
    let shop = shop(options)?;
    import(&shop, options, "import")?;
    progress("judging");
    Ok(shop.run(&["relevance", judgments])?.1)
}

/// The program on empty stores.
fn shop(options: &Options) -> Result<Quayside> {
    let address = quayside::free_address()?;
    let shop = Quayside {
        sandbox: Sandbox::start(&options.server, &options.data, address)?,
        address,
        program: options.server.clone(),
        index: options.data.join("index").join("bench"),
        log: options.data.join("bench-server.log"),
        settings: Vec::new(),
    };
    progress("migrating");
    shop.run(&["migrate"])?;
    Ok(shop)
}

fn import(shop: &Quayside, options: &Options, name: &str) -> Result<Duration> {
    progress(name);
    let feed = options.feed.to_str().context("a feed whose path is no text")?;
    let mapping = options.mapping.to_str().context("a mapping whose path is no text")?;
    Ok(shop.run(&["import", feed, "--mapping", mapping])?.0)
}
