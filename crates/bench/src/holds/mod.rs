//! Many buyers and few units: ways to hold each unit once.

mod schemes;

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::{
    chance::Chance,
    machine,
    report::{Table, progress},
    samples::{Samples, rate_shown, shown},
};
use schemes::{NoWait, Outcome, Scheme, Shop, Version};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../../migrations");

/// What to measure with.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// PostgreSQL; the shop's schema is brought up to date, and the schema `bench_holds` made anew.
    #[arg(long, env = "QUAYSIDE_POSTGRES_URI", hide_env_values = true)]
    postgres: String,
    /// Connections, for each way the same.
    #[arg(long, default_value_t = 8)]
    connections: u32,
    /// Buyers, all at once.
    #[arg(long, default_value_t = 5_000)]
    buyers: usize,
    /// Units of the one SKU that they want.
    #[arg(long, default_value_t = 500)]
    units: i32,
}

/// How often a buyer comes again who found somebody in the way.
const PATIENCE: u32 = 50;

/// What was measured of one way.
#[derive(Default)]
struct Tally {
    nanos: Vec<u64>,
    sold_out: usize,
    collisions: u64,
    gave_up: usize,
}

/// Measures and returns the report.
pub(crate) async fn run(options: &Options) -> Result<String> {
    let connect: PgConnectOptions = options.postgres.parse()?;
    let pool = PgPoolOptions::new()
        .min_connections(options.connections)
        .max_connections(options.connections)
        .acquire_timeout(Duration::from_secs(120))
        .connect_with(connect)
        .await
        .context("PostgreSQL does not answer")?;
    MIGRATIONS.run(&pool).await?;
    let mut table = Table::new(&[
        "way",
        "attempts a second",
        "p50",
        "p99",
        "held",
        "of",
        "told sold out",
        "collisions",
        "gave up",
    ]);
    for way in 0..3 {
        schemes::tables(&pool, options.units).await?;
        let scheme: Arc<dyn Scheme> = match way {
            0 => Arc::new(
                Shop::open(pool.clone(), options.units, options.connections as usize).await?,
            ),
            1 => Arc::new(NoWait(pool.clone())),
            _ => Arc::new(Version(pool.clone())),
        };
        progress(format!("{} buyers: {}", options.buyers, scheme.name()));
        let start = Instant::now();
        let tally = crowd(&scheme, options.buyers).await?;
        let samples = Samples::new(tally.nanos, start.elapsed());
        table.row([
            scheme.name().to_owned(),
            rate_shown(samples.rate()),
            shown(samples.percentile(50.0)),
            shown(samples.percentile(99.0)),
            scheme.held().await?.to_string(),
            options.units.to_string(),
            tally.sold_out.to_string(),
            tally.collisions.to_string(),
            tally.gave_up.to_string(),
        ]);
    }
    Ok(format!(
        "## Holding the last units\n\n{}; {} buyers at once, {} connections. A buyer who finds somebody in the way comes again, \
         up to {PATIENCE} times. Times are of a buyer, with waiting for a connection.\n\n{}",
        machine::facts(),
        options.buyers,
        options.connections,
        table.markdown()
    ))
}

/// Lets all buyers loose.
async fn crowd(scheme: &Arc<dyn Scheme>, buyers: usize) -> Result<Tally> {
    let tally = Arc::new(Mutex::new(Tally::default()));
    let mut running = tokio::task::JoinSet::new();
    for buyer in 0..buyers {
        let (scheme, tally) = (scheme.clone(), tally.clone());
        running.spawn(async move {
            let start = Instant::now();
            let mut chance = Chance::new(buyer as u64);
            let mut collisions = 0;
            let outcome = loop {
                let outcome = scheme.reserve(buyer).await?;
                if outcome != Outcome::Collided || collisions == PATIENCE {
                    break outcome;
                }
                collisions += 1;
                // Two who met must not meet again.
                tokio::time::sleep(Duration::from_micros(500 + chance.below(5_000) as u64)).await;
            };
            let nanos = u64::try_from(start.elapsed().as_nanos())?;
            let mut tally = tally.lock().map_err(|_| anyhow::anyhow!("a buyer failed"))?;
            tally.nanos.push(nanos);
            tally.collisions += u64::from(collisions);
            match outcome {
                Outcome::Held => {}
                Outcome::SoldOut => tally.sold_out += 1,
                Outcome::Collided => tally.gave_up += 1,
            }
            anyhow::Ok(())
        });
    }
    while let Some(done) = running.join_next().await {
        done??;
    }
    let mut tally = tally.lock().map_err(|_| anyhow::anyhow!("a buyer failed"))?;
    Ok(std::mem::take(&mut *tally))
}
