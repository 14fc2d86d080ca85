//! What was measured of carts and sessions.

use super::session_cost::Compared;
use super::{Adding, CONNECTIONS, COUNTED, Carts, RATE};
use crate::report::Table;
use crate::samples::{rate_shown, shown, whole_shown};
use std::time::Duration;

/// A row of the table of targets: what it is, the aim, what was measured, whether that is met.
pub(in crate::shop) type Target = (String, &'static str, Option<(String, bool)>);

/// The tables.
pub(in crate::shop) fn markdown(carts: &Carts) -> String {
    format!(
        "### Carts and sessions\n\n{} guests, each with a session and a cart of their own, page cache and \
         limits off. Closed loop: {CONNECTIONS} connections, {} s counted after 1 s. Open loop: {} adds \
         are due a second, for {} s, and the time of each counts from the moment it was due; those not even \
         asked after twice that are refused.\n\n{}\n\
         `share` is adds by bare round trips to the same Redis (HINCRBY, spoken by hand, as many \
         connections), counted right before and right after. `Redis each` is its processor's time, with its \
         log.\n\n{}\n\
         The session is a guest's with a cart, whose units the header counts. `median` is the median page; \
         `machine` is a second by the pages done in it.\n\n",
        whole_shown(carts.guests as u64),
        COUNTED.as_secs(),
        whole_shown(u64::from(RATE)),
        COUNTED.as_secs(),
        adding(carts),
        sessions(carts),
    )
}

fn adding(carts: &Carts) -> String {
    let mut table = Table::new(&[
        "what",
        "a second",
        "p50",
        "p99",
        "share",
        "Redis each",
        "open loop a second",
        "open p50",
        "open p99",
        "refused",
    ]);
    let dash = || "-".to_owned();
    table.row([
        "bare round trip (HINCRBY)".to_owned(),
        rate_shown(carts.bare.rate()),
        shown(carts.bare.percentile(50.0)),
        shown(carts.bare.percentile(99.0)),
        "1".to_owned(),
        micros(carts.bare_processor),
        dash(),
        dash(),
        dash(),
        dash(),
    ]);
    for Adding { way, closed, processor, open } in &carts.adding {
        let rate = closed.samples.rate();
        table.row([
            way.name().to_owned(),
            rate_shown(rate),
            shown(closed.samples.percentile(50.0)),
            shown(closed.samples.percentile(99.0)),
            format!("{:.3}", rate / carts.bare.rate().max(1e-9)),
            micros(*processor),
            rate_shown(open.samples.rate()),
            shown(open.samples.percentile(50.0)),
            shown(open.samples.percentile(99.0)),
            whole_shown(closed.refused + open.refused),
        ]);
    }
    table.markdown()
}

/// A bare round trip takes Redis a few microseconds, of which whole ones say too little.
fn micros(duration: Duration) -> String {
    format!("{:.1} µs", duration.as_secs_f64() * 1e6)
}

fn sessions(carts: &Carts) -> String {
    let mut table = Table::new(&[
        "product page",
        "without, p50",
        "with, p50",
        "median adds",
        "without, a second",
        "with, a second",
        "machine adds",
        "not 200",
    ]);
    let rows = [("one at a time", &carts.session.alone), ("16 connections", &carts.session.busy)];
    for (name, compared) in rows {
        let Compared { without, with, refused } = compared;
        table.row([
            name.to_owned(),
            shown(without.percentile(50.0)),
            shown(with.percentile(50.0)),
            format!("{:.0} µs", compared.at_the_middle()),
            rate_shown(without.rate()),
            rate_shown(with.rate()),
            format!("{:.0} µs", compared.of_the_machine()),
            whole_shown(*refused),
        ]);
    }
    table.markdown()
}

/// The rows of the table of targets. A rate with refused adds in it is none.
pub(in crate::shop) fn targets(carts: Option<&Carts>) -> Vec<Target> {
    let mut rows = Vec::new();
    for (at, name) in ["API", "form"].into_iter().enumerate() {
        let adding = carts.and_then(|carts| carts.adding.get(at));
        rows.push((
            format!("adds to carts, {name}"),
            ">= 3,000 a second",
            adding.map(|Adding { closed, .. }| {
                let rate = closed.samples.rate();
                (format!("{} a second", rate_shown(rate)), rate >= 3_000.0 && closed.refused == 0)
            }),
        ));
        rows.push((
            format!("adds at 1,000 a second, {name}, p99 from when due"),
            "<= 10 ms",
            adding.map(|Adding { open, .. }| {
                let late = open.samples.percentile(99.0);
                (shown(late), late <= Duration::from_millis(10) && open.refused == 0)
            }),
        ));
    }
    let session = carts.map(|carts| &carts.session);
    let added =
        |micros: f64, refused: u64| (format!("{micros:.0} µs"), micros <= 200.0 && refused == 0);
    rows.push((
        "a session on a page, one at a time".to_owned(),
        "<= 200 µs",
        session.map(|cost| added(cost.alone.at_the_middle(), cost.alone.refused)),
    ));
    rows.push((
        "a session on a page, 16 connections, of the machine".to_owned(),
        "<= 200 µs",
        session.map(|cost| added(cost.busy.of_the_machine(), cost.busy.refused)),
    ));
    rows
}
