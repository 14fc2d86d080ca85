//! Buying: checkouts begun by many at once, whole purchases with a payment, and how quickly those
//! are told who came too late.

mod begun;
mod purchases;
mod report;
mod stocked;

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result};
use sqlx::postgres::PgPoolOptions;

use super::Options;
use crate::bare_postgres::{Bare, Counter, OwnStock};
use crate::baseline::Baseline;
use crate::http::{self, Load, Served};
use crate::report::progress;
use crate::samples::Samples;
use begun::{begin, refusal};
use purchases::Purchases;
use stocked::Stocked;

pub(super) use report::{markdown, targets};

/// Buyers who begin at a time.
const CROWDS: [usize; 2] = [32, 200];
/// Buyers who buy at a time.
const BUYERS: usize = 32;
/// Connections of those who come too late, and of the ready string beside them.
const TOO_LATE: usize = 64;
/// Connections of the bare statements: as many as the shop holds units with.
const CONNECTIONS: u32 = 8;
/// Each of the two times that bare statements are counted: before what is compared and after it.
const BARE: Duration = Duration::from_secs(2);
/// A commit that waits for the disk, of as little as can be.
const COMMIT: &str = "insert into bench_checkout.line values ({number}::bigint)";

/// So many who begin at a time.
struct Beginning {
    buyers: usize,
    /// All want the same.
    hot: Served,
    /// Each wants another.
    spread: Served,
}

/// Who came too late.
struct Late {
    name: &'static str,
    served: Served,
    /// The same bytes as a ready string.
    ready: Samples,
}

/// Everything that was measured of buying.
pub(super) struct Checkout {
    skus: usize,
    /// The bare statement that reserves, on one SKU.
    reserves: Bare,
    beginnings: Vec<Beginning>,
    /// Bare commits that wait for the disk.
    commits: Bare,
    purchases: Purchases,
    late: Vec<Late>,
}

/// Measures on a shop that serves without limits. `skus` are things that it sells.
pub(super) async fn measure(
    address: SocketAddr,
    options: &Options,
    skus: &[String],
) -> Result<Checkout> {
    let pool = PgPoolOptions::new().max_connections(2).connect(&options.postgres).await;
    let pool = pool.context("PostgreSQL does not answer")?;
    progress("stock arrives");
    let stocked = Stocked::receive(&pool, skus).await?;
    let counter = Counter::new(&pool, &options.postgres, CONNECTIONS).await?;
    let load = |connections| Load {
        address,
        connections,
        warm_up: Duration::from_secs_f64(options.warm_up),
        counted: Duration::from_secs_f64(options.seconds),
        encoding: None,
    };

    let own = OwnStock::receive(&pool, 1, stocked::PLENTY).await?;
    progress("bare reserves");
    let mut reserves = counter.count(&own.reserving(), BARE).await?;
    let mut beginnings = Vec::new();
    for buyers in CROWDS {
        progress(format!("{buyers} buyers begin"));
        let hot = begin(load(buyers), &stocked.plenty[..1]).await?;
        let spread = begin(load(buyers), &stocked.plenty).await?;
        beginnings.push(Beginning { buyers, hot, spread });
    }
    progress("bare reserves again");
    reserves.add(counter.count(&own.reserving(), BARE).await?);

    sqlx::raw_sql(
        "drop schema if exists bench_checkout cascade; create schema bench_checkout; \
         create table bench_checkout.line (number bigint primary key)",
    )
    .execute(&pool)
    .await?;
    progress("bare commits");
    let mut commits = counter.count(COMMIT, BARE).await?;
    progress(format!("{BUYERS} buyers buy"));
    let purchases = purchases::measure(load(BUYERS), stocked.plenty.clone())?;
    progress("bare commits again");
    commits.add(counter.count(COMMIT, BARE).await?);

    let bodies = tempfile::tempdir().context("no folder for the baseline's bodies")?;
    let cases = [("sold out", &stocked.gone), ("all in other checkouts", &stocked.taken)];
    for (at, (_, sku)) in cases.iter().enumerate() {
        std::fs::write(bodies.path().join(at.to_string()), refusal(address, sku).await?)?;
    }
    let baseline = Baseline::start(bodies.path())?;
    let mut late = Vec::new();
    for (at, (name, sku)) in cases.into_iter().enumerate() {
        progress(format!("buyers who come too late: {name}"));
        let ready = Load { address: baseline.address, ..load(TOO_LATE) };
        let ready = http::run(ready, &[format!("/{at}")])?.samples;
        let served = begun::come_too_late(load(TOO_LATE), sku)?;
        late.push(Late { name, served, ready });
    }
    let skus = stocked.plenty.len();
    Ok(Checkout { skus, reserves, beginnings, commits, purchases, late })
}
