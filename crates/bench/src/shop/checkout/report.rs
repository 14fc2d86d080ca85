//! What was measured of buying.

use std::time::Duration;

use super::{BUYERS, Beginning, CONNECTIONS, CROWDS, Checkout, Late, TOO_LATE};
use crate::http::Served;
use crate::report::Table;
use crate::samples::{rate_shown, shown, whole_shown};
use crate::shop::carts::Target;

/// The tables.
pub(in crate::shop) fn markdown(checkout: &Checkout) -> String {
    format!(
        "### Buying\n\n`POST /api/checkout?op=BEGIN` of one unit, each by a guest of whom nothing is known; \
         spread means {} SKUs in turn. `share` is begins by bare reserves (`inventory.reserve` of one SKU by \
         {}, {CONNECTIONS} connections: {} a second), counted right before and right after.\n\n{}\n\
         A purchase is BEGIN, PATCH with contact, address and delivery, a card given to the sandbox, and \
         SUBMIT until it is paid; {BUYERS} guests at a time. `share` is orders by bare commits that wait for \
         the disk (one row, {CONNECTIONS} connections: {} a second).\n\n{}\n\
         Too late: {TOO_LATE} guests at a time ask for what they cannot have. `ready string` is the same \
         bytes served by the same axum in a process of its own right before.\n\n{}\n",
        whole_shown(checkout.skus as u64),
        checkout.reserves.counter(),
        rate_shown(checkout.reserves.rate()),
        beginnings(checkout),
        rate_shown(checkout.commits.rate()),
        purchases(checkout),
        late(checkout),
    )
}

fn beginnings(checkout: &Checkout) -> String {
    let mut table = Table::new(&[
        "buyers at a time",
        "they want",
        "a second",
        "p50",
        "p99",
        "share",
        "not 201",
    ]);
    for Beginning { buyers, hot, spread } in &checkout.beginnings {
        for (name, served) in [("one SKU", hot), ("spread", spread)] {
            table.row([
                buyers.to_string(),
                name.to_owned(),
                rate_shown(served.samples.rate()),
                shown(served.samples.percentile(50.0)),
                shown(served.samples.percentile(99.0)),
                format!("{:.2}", served.samples.rate() / checkout.reserves.rate().max(1e-9)),
                whole_shown(served.refused),
            ]);
        }
    }
    table.markdown()
}

fn purchases(checkout: &Checkout) -> String {
    let purchases = &checkout.purchases;
    let rate = purchases.whole.rate();
    let mut table = Table::new(&[
        "paid orders a second",
        "p50",
        "p99",
        "SUBMIT p50",
        "SUBMIT p99",
        "share",
        "not paid at once",
    ]);
    table.row([
        rate_shown(rate),
        shown(purchases.whole.percentile(50.0)),
        shown(purchases.whole.percentile(99.0)),
        shown(purchases.submits.percentile(50.0)),
        shown(purchases.submits.percentile(99.0)),
        format!("{:.3}", rate / checkout.commits.rate().max(1e-9)),
        whole_shown(purchases.waiting),
    ]);
    table.markdown()
}

fn late(checkout: &Checkout) -> String {
    let mut table = Table::new(&[
        "because it is",
        "answers a second",
        "p50",
        "p99",
        "ready string a second",
        "share",
        "not 409",
    ]);
    for Late { name, served, ready } in &checkout.late {
        table.row([
            (*name).to_owned(),
            rate_shown(served.samples.rate()),
            shown(served.samples.percentile(50.0)),
            shown(served.samples.percentile(99.0)),
            rate_shown(ready.rate()),
            format!("{:.2}", served.samples.rate() / ready.rate().max(1e-9)),
            whole_shown(served.refused),
        ]);
    }
    table.markdown()
}

/// The rows of the table of targets. What has refused answers in it meets none.
pub(in crate::shop) fn targets(checkout: Option<&Checkout>) -> Vec<Target> {
    let few = checkout.and_then(|checkout| checkout.beginnings.first());
    let late = |served: &Served| {
        let late = served.samples.percentile(99.0);
        (shown(late), late <= Duration::from_millis(50) && served.refused == 0)
    };
    let rate = |rate: f64, aim: f64, refused: u64| {
        (format!("{} a second", rate_shown(rate)), rate >= aim && refused == 0)
    };
    let begun = |name: &str| format!("BEGIN, {} buyers, {name}, p99", CROWDS[0]);
    let slowest =
        checkout.and_then(|checkout| {
            let mut cases = checkout.late.iter().map(|late| &late.served);
            let first = cases.next()?;
            Some(cases.fold(first, |slow, case| {
                if case.samples.rate() < slow.samples.rate() { case } else { slow }
            }))
        });
    vec![
        (begun("one SKU"), "<= 50 ms", few.map(|few| late(&few.hot))),
        (begun("spread"), "<= 50 ms", few.map(|few| late(&few.spread))),
        (
            "whole purchases".to_owned(),
            ">= 200 a second",
            checkout.map(|checkout| {
                let purchases = &checkout.purchases;
                rate(purchases.whole.rate(), 200.0, purchases.waiting)
            }),
        ),
        (
            "told that it is sold out".to_owned(),
            ">= 5,000 a second",
            slowest.map(|served| rate(served.samples.rate(), 5_000.0, served.refused)),
        ),
    ]
}
