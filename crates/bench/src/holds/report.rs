//! What was measured of ways to hold units.

use super::{Beside, Counted, Options, Row};
use crate::report::Table;
use crate::samples::{rate_shown, shown, whole_shown};

/// The shop's share of the bare statement that is aimed at.
const SHARE: f64 = 0.7;

/// The report.
pub(super) fn markdown(machine: &str, options: &Options, rows: &[Row], beside: &Beside) -> String {
    format!(
        "## Holding units\n\n{machine}. {} connections for each way, commits that do not wait for the disk \
         (a lost hold is only held again). A buyer who meets somebody comes again after 0.5 to 5.5 ms, \
         until a unit is held or there is none; times are of a buyer, with that and with waiting for a \
         connection. The first three differ in nothing but how they keep out of each other's way; the \
         fourth is what the shop calls.\n\n\
         {} buyers at a time, plenty of units, {} s; one SKU, or {} of them:\n\n{}\n\
         {} buyers at once, {} units:\n\n{}\n\
         One SKU, plenty of units; the bare statement (`inventory.reserve` by {}, as many connections) was \
         counted right before the desk and right after:\n\n{}",
        options.connections,
        options.at_a_time,
        options.seconds,
        whole_shown(options.skus as u64),
        plenty(rows),
        whole_shown(options.buyers as u64),
        whole_shown(u64::from(options.units)),
        last(rows),
        beside.bare.counter(),
        besides(beside),
    )
}

fn plenty(rows: &[Row]) -> String {
    let mut table = Table::new(&[
        "way",
        "hot, successes/s",
        "hot p50",
        "hot p99",
        "collisions each",
        "spread, successes/s",
        "spread p50",
        "spread p99",
        "collisions each",
        "told held",
        "stored held",
    ]);
    for row in rows {
        let percentile = |counted: &Counted, percent| shown(counted.samples.percentile(percent));
        table.row([
            row.name.to_owned(),
            rate_shown(row.hot.held_rate()),
            percentile(&row.hot, 50.0),
            percentile(&row.hot, 99.0),
            each(&row.hot),
            rate_shown(row.spread.held_rate()),
            percentile(&row.spread, 50.0),
            percentile(&row.spread, 99.0),
            each(&row.spread),
            whole_shown((row.hot.held + row.spread.held) as u64),
            (row.hot.stored + row.spread.stored).to_string(),
        ]);
    }
    table.markdown()
}

/// Collisions for each unit that was held.
fn each(counted: &Counted) -> String {
    format!("{:.2}", counted.collisions as f64 / counted.held.max(1) as f64)
}

fn last(rows: &[Row]) -> String {
    let mut table = Table::new(&[
        "way",
        "all told after",
        "buyers/s",
        "p50",
        "p99",
        "told held",
        "stored held",
        "told sold out",
        "collisions",
    ]);
    for row in rows {
        let Counted { samples, held, sold_out, collisions, stored } = &row.last;
        table.row([
            row.name.to_owned(),
            shown(samples.elapsed()),
            rate_shown(samples.rate()),
            shown(samples.percentile(50.0)),
            shown(samples.percentile(99.0)),
            held.to_string(),
            stored.to_string(),
            sold_out.to_string(),
            collisions.to_string(),
        ]);
    }
    table.markdown()
}

fn besides(Beside { bare, desk }: &Beside) -> String {
    let share = desk.held_rate() / bare.rate().max(1e-9);
    let mut table =
        Table::new(&["who", "reserved a second", "share", "p50", "p99", "aimed at", "met"]);
    let dash = || "-".to_owned();
    let bare = rate_shown(bare.rate());
    table.row([
        "the bare statement".to_owned(),
        bare,
        "1".to_owned(),
        dash(),
        dash(),
        dash(),
        dash(),
    ]);
    table.row([
        "the shop's desk, in process".to_owned(),
        rate_shown(desk.held_rate()),
        format!("{share:.2}"),
        shown(desk.samples.percentile(50.0)),
        shown(desk.samples.percentile(99.0)),
        format!(">= {SHARE}"),
        if share >= SHARE { "yes" } else { "no" }.to_owned(),
    ]);
    table.markdown()
}
