//! The same products stored three ways: as documents, as entity-attribute-value tables, as JSONB.

mod copying;
mod documents;
mod jsonb;
mod layout;
mod plan;
mod rounds;
mod tables;
mod workload;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::machine;
use crate::public_feed;
use crate::report::{Table, progress};
use crate::samples::{rate_shown, shown, whole_shown};
use documents::Documents;
use jsonb::JsonColumn;
use layout::{Layout, Task};
use tables::Tables;
use workload::Workload;

/// What to measure with.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// The public catalogue, JSON Lines, gzipped.
    #[arg(long, env = "QUAYSIDE_BENCH_FEED", default_value = "../shared/data/icecat.jsonl.gz")]
    feed: PathBuf,
    /// PostgreSQL; the schemas `bench_eav` and `bench_jsonb` are made anew.
    #[arg(long, env = "QUAYSIDE_POSTGRES_URI", hide_env_values = true)]
    postgres: String,
    /// MongoDB; the database `quayside_bench` is made anew.
    #[arg(long, env = "QUAYSIDE_MONGO_URI", hide_env_values = true)]
    mongo: String,
    /// Where the MongoDB server keeps its files, for servers that do not tell their size.
    #[arg(long)]
    mongo_folder: Option<PathBuf>,
    /// What that server is, for the report.
    #[arg(long, default_value = "a server that speaks MongoDB's protocol")]
    mongo_server: String,
    /// Connections, and questions at a time, to each store.
    #[arg(long, default_value_t = 8)]
    connections: u32,
    /// Repetitions of each task in each of the rounds.
    #[arg(long, default_value_t = 3_000)]
    iterations: usize,
    /// Rounds; the stores take turns in each.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
}

/// What was measured of one layout.
struct Measured {
    name: &'static str,
    loading: Duration,
    bytes: u64,
    rows: Vec<rounds::Row>,
}

/// Measures and returns the report.
pub(crate) async fn run(options: &Options) -> Result<String> {
    let products = public_feed::read(&options.feed)?;
    progress(format!("{} products read", products.len()));
    let workload = Workload::of(&products);
    let pool = PgPoolOptions::new()
        .min_connections(options.connections)
        .max_connections(options.connections)
        .connect_with(postgres(&options.postgres)?)
        .await
        .context("PostgreSQL does not answer")?;
    let layouts: [std::sync::Arc<dyn Layout>; 3] = [
        std::sync::Arc::new(
            Documents::open(&options.mongo, options.connections, options.mongo_folder.clone())
                .await?,
        ),
        std::sync::Arc::new(Tables::open(pool.clone()).await?),
        std::sync::Arc::new(JsonColumn::open(pool).await?),
    ];
    let mut measured = Vec::new();
    for layout in &layouts {
        progress(format!("loading: {}", layout.name()));
        let start = Instant::now();
        layout.load(&products).await.with_context(|| format!("loading {}", layout.name()))?;
        measured.push(Measured {
            name: layout.name(),
            loading: start.elapsed(),
            bytes: layout.bytes_on_disk().await?,
            rows: Vec::new(),
        });
        workload.check(layout.as_ref()).await?;
    }
    let rows = rounds::run(&layouts, workload, options).await?;
    for (measured, rows) in measured.iter_mut().zip(rows) {
        measured.rows = rows;
    }
    Ok(report(&measured, products.len(), options))
}

/// Commits are told when the operating system has them, in both stores: what a killed process
/// survives. The stores that `cargo xtask bench` starts are set so too.
fn postgres(uri: &str) -> Result<PgConnectOptions> {
    Ok(uri.parse::<PgConnectOptions>()?.options([("synchronous_commit", "on")]))
}

fn report(measured: &[Measured], products: usize, options: &Options) -> String {
    let mut tasks = Table::new(&[
        "task",
        "store",
        "a second",
        "p50",
        "p99",
        "p50 / round trip",
        "round trips",
        "joins",
        "written",
    ]);
    for task in Task::ALL {
        for layout in measured {
            let Some(row) = layout.rows.iter().find(|row| row.task == task) else { continue };
            let bare = layout.rows.iter().find(|row| row.task == Task::RoundTrip);
            let bare = bare.map_or(Duration::ZERO, |row| row.samples.percentile(50.0));
            let p50 = row.samples.percentile(50.0);
            tasks.row([
                task.name().to_owned(),
                layout.name.to_owned(),
                rate_shown(row.samples.rate()),
                shown(p50),
                shown(row.samples.percentile(99.0)),
                format!("{:.1}", p50.as_secs_f64() / bare.as_secs_f64().max(1e-9)),
                row.cost.round_trips.to_string(),
                row.cost.joins.to_string(),
                row.cost.rows.to_string(),
            ]);
        }
    }
    let mut loads = Table::new(&["store", "load with indexes", "products a second", "on disk"]);
    for layout in measured {
        loads.row([
            layout.name.to_owned(),
            shown(layout.loading),
            rate_shown(products as f64 / layout.loading.as_secs_f64()),
            format!("{:.1} MB", layout.bytes as f64 / 1e6),
        ]);
    }
    format!(
        "## Products three ways\n\n{} products; {}; the documents are in {}; {} connections to each store, {} rounds of up to {} \
         repetitions after a warm-up, the stores in turn. Commits reach the operating system, not the \
         disk, in all three. No layout needs a DDL statement for a new kind. Pages and filters of all \
         three were compared with the feed first.\n\n{}\n{}\n{}",
        whole_shown(products as u64),
        machine::facts(),
        options.mongo_server,
        options.connections,
        options.rounds,
        whole_shown(options.iterations as u64),
        tasks.markdown(),
        loads.markdown(),
        winners(measured),
    )
}

/// Which layout is the quickest at each task, as one line each, whichever it is.
fn winners(measured: &[Measured]) -> String {
    let mut text = String::new();
    for task in Task::ALL.into_iter().filter(|task| *task != Task::RoundTrip) {
        let mut ranking: Vec<(&str, f64)> = measured
            .iter()
            .filter_map(|layout| {
                let row = layout.rows.iter().find(|row| row.task == task)?;
                Some((layout.name, row.samples.rate()))
            })
            .collect();
        ranking.sort_by(|a, b| b.1.total_cmp(&a.1));
        let Some(&(_, best)) = ranking.first() else { continue };
        let shares: Vec<String> = ranking
            .iter()
            .map(|(name, rate)| format!("{name} {:.0} %", rate / best * 100.0))
            .collect();
        text.push_str(&format!("- {}: {}\n", task.name(), shares.join(", ")));
    }
    text
}
