//! Rates and times of pages and answers, each beside the same bytes as a ready string.

use std::time::Duration;

use anyhow::{Context, Result};

use super::addresses::{self, Kind};
use super::quayside::{Caches, Serving};
use super::{Options, Part, Row};
use crate::baseline::Baseline;
use crate::http::{self, Load};
use crate::report::progress;

/// Measures every row that the part holds.
pub(super) async fn measure(
    serving: &Serving,
    caches: Caches,
    queries: &[String],
    options: &Options,
    part: Part,
) -> Result<Vec<Row>> {
    if matches!(part, Part::Carts | Part::Checkout) {
        return Ok(Vec::new());
    }
    let wanted = addresses::find(serving.address, queries).await?;
    let wanted: Vec<_> = wanted
        .into_iter()
        .filter(|row| part.holds(row.kind))
        // Without caches no page is hot.
        .filter(|row| row.kind != Kind::Hot || caches == Caches::On)
        .collect();
    let bodies = tempfile::tempdir().context("no folder for the baseline's bodies")?;
    for (at, row) in wanted.iter().enumerate() {
        let body = addresses::middle_body(serving.address, row).await?;
        std::fs::write(bodies.path().join(at.to_string()), body)?;
    }
    let baseline = Baseline::start(bodies.path())?;
    let mut rows = Vec::new();
    for (at, row) in wanted.into_iter().enumerate() {
        progress(format!("{} with caches {caches:?}", row.kind.name()));
        let load = |address, encoding| Load {
            address,
            connections: options.connections,
            warm_up: Duration::from_secs_f64(options.warm_up),
            counted: Duration::from_secs_f64(options.seconds),
            encoding,
        };
        let ready_string = http::run(load(baseline.address, None), &[format!("/{at}")])?;
        rows.push(Row {
            kind: row.kind,
            caches,
            addresses: row.paths.len(),
            plain: http::run(load(serving.address, None), &row.paths)?,
            brotli: http::run(load(serving.address, Some("br")), &row.paths)?,
            baseline: ready_string.samples,
        });
    }
    Ok(rows)
}
