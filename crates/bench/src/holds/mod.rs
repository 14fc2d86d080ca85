//! Many buyers and few units: ways to hold each unit once, and the shop's way beside the bare
//! statement.

mod buyers;
mod report;
mod schemes;

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use sqlx::{PgPool, postgres::PgConnectOptions};

use crate::bare_postgres::{Bare, Counter, OwnStock};
use crate::machine;
use crate::report::progress;
use crate::samples::Samples;
use buyers::{crowd, one_after_another};
use schemes::{ByItself, Scheme, Shop, Way};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../../migrations");

/// More units of each SKU than anybody reserves here.
const PLENTY: u32 = 10_000_000;

/// What to measure with.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// PostgreSQL; the shop's schema is brought up to date, and the schema `bench_holds` made anew.
    #[arg(long, env = "QUAYSIDE_POSTGRES_URI", hide_env_values = true)]
    postgres: String,
    /// Connections, for each way the same.
    #[arg(long, default_value_t = 8)]
    connections: u32,
    /// Buyers, all at once, of the last units.
    #[arg(long, default_value_t = 5_000)]
    buyers: usize,
    /// The last units of the one SKU that they want.
    #[arg(long, default_value_t = 500)]
    units: u32,
    /// Buyers at a time, while there are plenty of units.
    #[arg(long, default_value_t = 64)]
    at_a_time: usize,
    /// SKUs that they want when they do not all want the same.
    #[arg(long, default_value_t = 1_000)]
    skus: usize,
    /// Seconds that are counted for each row.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
}

/// What was measured of one way.
struct Row {
    name: &'static str,
    /// All at once want the last units.
    last: Counted,
    /// All want the same, of which there is plenty.
    hot: Counted,
    /// They want one of many.
    spread: Counted,
}

/// One tally with its time.
struct Counted {
    samples: Samples,
    held: usize,
    sold_out: usize,
    collisions: u64,
    /// Units that PostgreSQL says are held.
    stored: i64,
}

impl Counted {
    fn held_rate(&self) -> f64 {
        self.held as f64 / self.samples.elapsed().as_secs_f64().max(1e-9)
    }
}

/// The shop's desk and the statement that it asks, on a SKU that all want.
struct Beside {
    bare: Bare,
    desk: Counted,
}

/// Measures and returns the report.
pub(crate) async fn run(options: &Options) -> Result<String> {
    let connect: PgConnectOptions = options.postgres.parse()?;
    let pool = pool::options()
        .min_connections(options.connections)
        .max_connections(options.connections)
        .acquire_timeout(Duration::from_secs(120))
        // A lost hold is only held again, so the shop does not wait for the disk, nor do the others.
        .connect_with(connect.options([("synchronous_commit", "off")]))
        .await
        .context("PostgreSQL does not answer")?;
    MIGRATIONS.run(&pool).await?;
    let mut rows = Vec::new();
    for way in [Some(Way::Conditional), Some(Way::NoWait), Some(Way::Version), None] {
        rows.push(row(options, &pool, way).await?);
    }
    let beside = beside(options, &pool).await?;
    Ok(report::markdown(&machine::facts(), options, &rows, &beside))
}

/// A way on stock of its own; without a name it is the shop's.
async fn opened(
    options: &Options,
    pool: &PgPool,
    way: Option<Way>,
    skus: usize,
    units: u32,
) -> Result<Arc<dyn Scheme>> {
    let (pool, serving) = (pool.clone(), options.connections as usize);
    Ok(match way {
        Some(way) => Arc::new(ByItself::open(pool, way, skus, units).await?),
        None => Arc::new(Shop::open(pool, skus, units, serving).await?),
    })
}

async fn row(options: &Options, pool: &PgPool, way: Option<Way>) -> Result<Row> {
    let scheme = opened(options, pool, way, 1, options.units).await?;
    let name = scheme.name();
    progress(format!("{name}: {} buyers of the last units", options.buyers));
    let start = Instant::now();
    let tally = crowd(&scheme, options.buyers).await?;
    let last = counted(&scheme, tally, start.elapsed()).await?;
    let scheme = opened(options, pool, way, options.skus, PLENTY).await?;
    progress(format!("{name}: one SKU"));
    let hot = for_a_while(options, &scheme, 1).await?;
    let scheme = opened(options, pool, way, options.skus, PLENTY).await?;
    progress(format!("{name}: {} SKUs", options.skus));
    let spread = for_a_while(options, &scheme, options.skus).await?;
    Ok(Row { name, last, hot, spread })
}

async fn for_a_while(options: &Options, scheme: &Arc<dyn Scheme>, skus: usize) -> Result<Counted> {
    let start = Instant::now();
    let lasting = Duration::from_secs(options.seconds);
    let tally = one_after_another(scheme, options.at_a_time, skus, lasting).await?;
    counted(scheme, tally, start.elapsed()).await
}

async fn counted(
    scheme: &Arc<dyn Scheme>,
    tally: buyers::Tally,
    elapsed: Duration,
) -> Result<Counted> {
    let buyers::Tally { nanos, held, sold_out, collisions } = tally;
    let stored = scheme.held().await?;
    Ok(Counted { samples: Samples::new(nanos, elapsed), held, sold_out, collisions, stored })
}

/// The bare statement is counted before the desk and after it, so that whatever else the machine does
/// falls on both.
async fn beside(options: &Options, pool: &PgPool) -> Result<Beside> {
    let counter = Counter::new(pool, &options.postgres, options.connections).await?;
    let half = Duration::from_secs(options.seconds.div_ceil(2));
    progress("the bare statement");
    let own = OwnStock::receive(pool, 1, PLENTY).await?;
    let mut bare = counter.count(&own.reserving(), half).await?;
    progress("the shop's desk");
    let scheme = opened(options, pool, None, 1, PLENTY).await?;
    let desk = for_a_while(options, &scheme, 1).await?;
    progress("the bare statement again");
    let own = OwnStock::receive(pool, 1, PLENTY).await?;
    bare.add(counter.count(&own.reserving(), half).await?);
    Ok(Beside { bare, desk })
}
