//! What was measured, beside what was aimed at.

use std::time::Duration;

use super::addresses::Kind;
use super::quayside::Caches;
use super::{Measured, Row};
use super::{carts, checkout};
use crate::http::Served;
use crate::report::Table;
use crate::samples::{rate_shown, shown, whole_shown};

/// The whole report.
pub(super) fn markdown(measured: &Measured) -> String {
    let options = &measured.options;
    format!(
        "## The shop\n\n{}. {} products of the public catalogue alone; {} connections, closed loop, {} s \
         counted after {} s of warm-up; the load shares the cores with the server and the stores.\n\n\
         {}{}{}{}{}\n{}",
        measured.machine,
        whole_shown(measured.products as u64),
        options.connections,
        options.seconds,
        options.warm_up,
        pages(&measured.rows),
        in_process(measured),
        measured.carts.as_ref().map(carts::markdown).unwrap_or_default(),
        measured.checkout.as_ref().map(checkout::markdown).unwrap_or_default(),
        other(measured),
        targets(measured),
    )
}

fn pages(rows: &[Row]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut table = Table::new(&[
        "asked for",
        "different",
        "caches",
        "a second",
        "p50",
        "p99",
        "bytes",
        "ready string a second",
        "share",
        "br a second",
        "br bytes",
        "not 200",
    ]);
    for row in rows {
        let rate = row.plain.samples.rate();
        table.row([
            row.kind.name().to_owned(),
            whole_shown(row.addresses as u64),
            if row.caches == Caches::Off { "off" } else { "on" }.to_owned(),
            rate_shown(rate),
            shown(row.plain.samples.percentile(50.0)),
            shown(row.plain.samples.percentile(99.0)),
            whole_shown(row.plain.mean_bytes()),
            rate_shown(row.baseline.rate()),
            format!("{:.2}", rate / row.baseline.rate().max(1e-9)),
            rate_shown(row.brotli.samples.rate()),
            whole_shown(row.brotli.mean_bytes()),
            whole_shown(row.plain.refused + row.brotli.refused),
        ]);
    }
    format!(
        "{}\n`ready string` is the middle one of the same bodies, served by the same axum in a process of \
         its own right before; `share` is the shop's rate by it. `br` is with Accept-Encoding: br.\n\n",
        table.markdown(),
    )
}

fn in_process(measured: &Measured) -> String {
    let Some(latency) = &measured.latency else { return String::new() };
    let mut table = Table::new(&["in process, one at a time", "p50", "p99", "a second"]);
    for (name, samples) in
        [("search, 24 products, facets", &latency.search), ("suggest", &latency.suggest)]
    {
        table.row([
            name.to_owned(),
            shown(samples.percentile(50.0)),
            shown(samples.percentile(99.0)),
            rate_shown(samples.rate()),
        ]);
    }
    format!(
        "{}\n{} different queries on {} products, {} of them without a result; no cache of results.\n\n",
        table.markdown(),
        whole_shown(latency.queries as u64),
        whole_shown(latency.products),
        whole_shown(latency.without_result as u64),
    )
}

fn other(measured: &Measured) -> String {
    let mut table = Table::new(&["besides", "measured"]);
    let [first, second] = measured.imports;
    let [off, on] = measured.memory;
    let sizes = measured.sizes;
    for (name, value) in [
        ("import of the public catalogue", shown(first)),
        ("the same import again", shown(second)),
        ("`quayside index rebuild`", shown(measured.rebuild)),
        ("start to ready, index built", shown(measured.start)),
        ("anonymous memory after the load, caches off", megabytes(off)),
        ("anonymous memory after the load, caches on", megabytes(on)),
        ("script, brotli", kilobytes(sizes.script)),
        ("wasm, brotli", kilobytes(sizes.wasm)),
        ("styles, brotli", kilobytes(sizes.styles)),
    ] {
        table.row([name.to_owned(), value]);
    }
    table.markdown()
}

fn targets(measured: &Measured) -> String {
    let mut table = Table::new(&["target", "aimed at", "measured", "met"]);
    let mut line = |name: &str, aim: &str, value: Option<(String, bool)>| {
        let (value, met) = match value {
            Some((value, met)) => (value, if met { "yes" } else { "no" }),
            None => ("not measured here".to_owned(), "-"),
        };
        table.row([name.to_owned(), aim.to_owned(), value, met.to_owned()]);
    };
    let at_most = |value: Duration, limit: Duration| (shown(value), value <= limit);
    let search = measured.latency.as_ref().map(|latency| &latency.search);
    let percentile = |percent, limit| {
        search.map(|samples| at_most(samples.percentile(percent), Duration::from_micros(limit)))
    };
    line("search in process, p50", "<= 0.3 ms", percentile(50.0, 300));
    line("search in process, p99", "<= 2 ms", percentile(99.0, 2_000));
    let rate = |kind, caches, limit: f64| {
        let row = measured.rows.iter().find(|row| row.kind == kind && row.caches == caches)?;
        let rate = row.plain.samples.rate();
        Some((format!("{} a second", rate_shown(rate)), rate >= limit))
    };
    line("search page rendered", ">= 2,500 a second", rate(Kind::Search, Caches::Off, 2_500.0));
    line("hot anonymous page", ">= 8,000 a second", rate(Kind::Hot, Caches::On, 8_000.0));
    let memory = measured.memory.into_iter().max().unwrap_or(0);
    line("anonymous memory", "<= 150 MB", Some((megabytes(memory), memory <= 150_000_000)));
    let largest = |served: &Served| served.largest;
    let pages = measured.rows.iter().filter(|row| row.kind.is_page());
    let html = pages.map(|row| largest(&row.brotli)).max();
    let limited = |bytes: u64, limit| (kilobytes(bytes), bytes <= limit);
    line("largest HTML, brotli", "<= 40 kB", html.map(|bytes| limited(bytes, 40_000)));
    let loaded = measured.sizes.script + measured.sizes.wasm;
    line("script and wasm, brotli", "<= 120 kB", Some(limited(loaded, 120_000)));
    let seconds = Duration::from_secs;
    line("index of the catalogue built", "<= 5 s", Some(at_most(measured.rebuild, seconds(5))));
    line("start of a built shop", "<= 5 s", Some(at_most(measured.start, seconds(5))));
    line("import of the catalogue", "< 1 min", Some(at_most(measured.imports[0], seconds(60))));
    let bought = checkout::targets(measured.checkout.as_ref());
    for (name, aim, value) in carts::targets(measured.carts.as_ref()).into_iter().chain(bought) {
        line(&name, aim, value);
    }
    line("NDCG@10 (cargo xtask relevance)", ">= .78", None);
    line("largest contentful paint (Lighthouse)", "<= 1.5 s", None);
    table.markdown()
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

fn kilobytes(bytes: u64) -> String {
    format!("{:.1} kB", bytes as f64 / 1e3)
}
