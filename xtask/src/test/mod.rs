//! Everything that must hold before a change is good: one stage after the other, each counted.

mod browser;
mod checks;
mod count;
mod runner;
mod workspace;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::{interrupt, progress, torture};
use count::Count;

/// A part of the whole, for whoever is in a hurry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Part {
    /// Format, walls, lints.
    Checks,
    /// The tests of the workspace, on stores of their own.
    Rust,
    /// Buying while things break, shortly, and with bugs planted.
    Torture,
    /// The built shop in a browser.
    Browser,
}

/// A stage that was run.
struct Outcome {
    name: &'static str,
    took: Duration,
    count: Count,
}

/// Runs all parts, or one, and ends with a line that says how many passed and failed.
pub(crate) fn run(only: Option<Part>) -> Result<()> {
    interrupt::listen()?;
    let wanted = |part| only.is_none_or(|only| only == part);
    let mut outcomes = Vec::new();
    if [Part::Rust, Part::Torture, Part::Browser].into_iter().any(wanted) {
        // On a fresh machine it takes minutes to build. The stage that needs it waits for it, and
        // tells what went wrong.
        std::thread::spawn(crate::tools::mongo::server);
    }
    if wanted(Part::Checks) {
        stage(&mut outcomes, "format", checks::format);
        stage(&mut outcomes, "tidy", checks::tidy);
        stage(&mut outcomes, "lints, server's build", checks::lints_native);
        stage(&mut outcomes, "lints, browser's build", checks::lints_browser);
        stage(&mut outcomes, "licences and bans", checks::deny);
    }
    if wanted(Part::Rust) {
        stage(&mut outcomes, "tests on stores", workspace::tests);
    }
    if wanted(Part::Torture) {
        stage(&mut outcomes, "torture, shortly", || {
            torture::sound(&torture::Options::short(), &crate::build::tests()?)?;
            Ok(Count::ONE)
        });
        stage(&mut outcomes, "torture, bugs planted", || {
            let (planted, missed) = torture::hunt_all()?;
            if !missed.is_empty() {
                progress::say(format!("nobody noticed {}", missed.join(", ")));
            }
            Ok(Count::of(planted - missed.len(), missed.len()))
        });
    }
    if wanted(Part::Browser) {
        let mut built = None;
        stage(&mut outcomes, "the shop, built for tests", || {
            built = Some(crate::build::for_tests()?);
            Ok(Count::ONE)
        });
        stage(&mut outcomes, "browser tests' types", browser::types);
        if let Some(built) = built {
            stage(&mut outcomes, "browser tests", || browser::tests(built));
        }
    }
    report(&outcomes)
}

fn stage(outcomes: &mut Vec<Outcome>, name: &'static str, work: impl FnOnce() -> Result<Count>) {
    // After Ctrl-C what is left is not run, and the run counts as failed.
    if interrupt::requested() {
        return;
    }
    progress::say(format!("\n=== {name}"));
    let start = Instant::now();
    let count = work().unwrap_or_else(|error| {
        progress::say(format!("{error:#}"));
        Count::FAILURE
    });
    let took = start.elapsed();
    progress::say(format!("=== {name}: {} in {}", count.sentence(), progress::seconds(took)));
    outcomes.push(Outcome { name, took, count });
}

fn report(outcomes: &[Outcome]) -> Result<()> {
    progress::say("\nminutes  passed  failed  stage");
    let mut sum = Count::NONE;
    for Outcome { name, took, count } in outcomes {
        let minutes = took.as_secs_f64() / 60.0;
        progress::say(format!("{minutes:7.1}  {:6}  {:6}  {name}", count.passed, count.failed));
        sum = sum.and(*count);
    }
    if interrupt::requested() {
        sum = sum.and(Count::FAILURE);
    }
    let minutes: f64 = outcomes.iter().map(|outcome| outcome.took.as_secs_f64() / 60.0).sum();
    progress::say(format!("{minutes:7.1}  in all\n"));
    progress::say(sum.sentence());
    if sum.failed > 0 {
        // The count is the last line, so nothing more is said.
        std::process::exit(1);
    }
    if sum.passed == 0 {
        bail!("no test was run");
    }
    Ok(())
}
