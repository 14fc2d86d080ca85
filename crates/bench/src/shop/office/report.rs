//! What was measured of the back office.

use super::lists::{CONNECTIONS, Row};
use super::{Imported, Measured, Moments};
use crate::report::Table;
use crate::samples::{Samples, rate_shown, shown, whole_shown};

/// The whole report.
pub(super) fn markdown(measured: &Measured) -> String {
    let options = &measured.options;
    format!(
        "## The back office\n\n{}. {} products, made of the public catalogue; {CONNECTIONS} connections, closed \
         loop, {} s counted after {} s of warm-up; the load shares the cores with the server and the \
         stores.\n\n{}\n{}\n{}",
        measured.machine,
        whole_shown(measured.first.done.created),
        options.shop.seconds,
        options.shop.warm_up,
        lists(measured),
        imports(measured),
        memory(measured),
    )
}

fn lists(measured: &Measured) -> String {
    let mut table = Table::new(&[
        "list of products",
        "a second",
        "p50",
        "p99",
        "bytes",
        "ready string a second",
        "its p50",
        "its p99",
        "share",
        "p50 by /livez",
        "not 200",
    ]);
    let live = &measured.lists.live.samples;
    for Row { name, served, ready } in &measured.lists.rows {
        let samples = &served.samples;
        table.row([
            name.clone(),
            rate_shown(samples.rate()),
            shown(samples.percentile(50.0)),
            shown(samples.percentile(99.0)),
            whole_shown(served.mean_bytes()),
            rate_shown(ready.rate()),
            shown(ready.percentile(50.0)),
            shown(ready.percentile(99.0)),
            format!("{:.3}", samples.rate() / ready.rate().max(1e-9)),
            format!("{:.1}", times(samples, live)),
            whole_shown(served.refused),
        ]);
    }
    format!(
        "{}\n`ready string` is the same bytes, served by the same axum in a process of its own right before; \
         `share` is the shop's rate by it. `/livez`, which asks no store: {} a second, p50 {}, p99 {}, {} of them \
         not 200.\n",
        table.markdown(),
        rate_shown(live.rate()),
        shown(live.percentile(50.0)),
        shown(live.percentile(99.0)),
        whole_shown(measured.lists.live.refused),
    )
}

/// How many times as long one takes as another, in the middle.
fn times(samples: &Samples, other: &Samples) -> f64 {
    let middle = |samples: &Samples| samples.percentile(50.0).as_secs_f64();
    middle(samples) / middle(other).max(1e-9)
}

fn imports(measured: &Measured) -> String {
    let mut table = Table::new(&[
        "file",
        "rows",
        "MB",
        "check",
        "import",
        "rows a second",
        "new",
        "unchanged",
        "errors",
    ]);
    let all = [
        ("into an empty catalogue", &measured.first),
        ("the same file again", &measured.again),
        ("a large file that was generated", &measured.large),
    ];
    for (name, Imported { bytes, checked, done }) in all {
        table.row([
            name.to_owned(),
            whole_shown(done.rows),
            format!("{:.1}", *bytes as f64 / 1e6),
            shown(checked.took),
            shown(done.took),
            rate_shown(done.rows as f64 / done.took.as_secs_f64().max(1e-9)),
            whole_shown(done.created),
            whole_shown(done.unchanged),
            whole_shown(done.errors),
        ]);
    }
    let again = measured.again.done.took.as_secs_f64();
    let ratio = again / measured.first.done.took.as_secs_f64().max(1e-9);
    format!(
        "{}\nAgain takes {ratio:.2} of the first time. Up to a second of each passes before it begins.\n",
        table.markdown(),
    )
}

fn memory(measured: &Measured) -> String {
    let Moments { started, checked, imported, indexed } = measured.moments;
    let mut table = Table::new(&[
        "most memory of the process so far",
        "MB of its own (RssAnon)",
        "MB with what is mapped (VmHWM)",
        "by the start",
    ]);
    let megabytes = |bytes: u64| format!("{:.1}", bytes as f64 / 1e6);
    let ratio = |bytes: u64| format!("{:.2}", bytes as f64 / (started.all as f64).max(1.0));
    for (name, memory) in [
        ("started, ready", started),
        ("the large file sent and checked", checked),
        ("it is imported", imported),
        ("and found by shoppers, the index with it", indexed),
    ] {
        table.row([
            name.to_owned(),
            megabytes(memory.own),
            megabytes(memory.all),
            ratio(memory.all),
        ]);
    }
    table.markdown()
}
