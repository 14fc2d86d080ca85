//! `quayside reconcile`

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use reconcile::Finding;
use sqlx::PgPool;

use crate::{compose, config::Config};

/// It could not be found out whether all is well.
const UNKNOWN: u8 = 2;

/// How often is looked whether work is still under way.
const ROUND: Duration = Duration::from_millis(250);

/// Makes every check and says what each found; before, with `fix`, counters are counted anew, and with
/// `wait` so many seconds are left to whoever has work to do. Success if all is well, failure if not,
/// 2 if nobody knows.
pub(super) async fn run(config: &Config, fix: bool, wait: Option<u64>) -> ExitCode {
    match look(config, fix, wait.map(Duration::from_secs)).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => unknown(&error),
    }
}

/// Says why nobody knows whether all is well.
pub(super) fn unknown(error: &anyhow::Error) -> ExitCode {
    eprintln!("quayside: {error:#}");
    ExitCode::from(UNKNOWN)
}

async fn look(config: &Config, fix: bool, wait: Option<Duration>) -> Result<bool> {
    let postgres = compose::postgres(config).await?;
    let done = match wait {
        Some(wait) => all_done(&postgres, wait).await?,
        None => true,
    };
    if fix {
        set_right(&postgres).await?;
    }
    let findings = reconcile::check(&postgres).await.context("the checks could not all be made")?;
    for finding in &findings {
        print(finding);
    }
    let wrong = findings.iter().filter(|finding| finding.violations > 0).count();
    if wrong == 0 {
        println!("All {} checks hold.", findings.len());
    } else {
        println!("{wrong} of {} checks do not hold.", findings.len());
    }
    Ok(wrong == 0 && done)
}

async fn all_done(postgres: &PgPool, wait: Duration) -> Result<bool> {
    let until = Instant::now() + wait;
    loop {
        let left = reconcile::underway(postgres)
            .await
            .context("whether work is under way could not be found out")?;
        if left.is_empty() {
            return Ok(true);
        }
        if Instant::now() >= until {
            for one in left {
                println!("under way: {} {}", one.count, one.what);
            }
            return Ok(false);
        }
        tokio::time::sleep(ROUND).await;
    }
}

async fn set_right(postgres: &PgPool) -> Result<()> {
    let fixed =
        reconcile::fix(postgres).await.context("the counters could not all be counted anew")?;
    for one in &fixed {
        match &one.after {
            Some(after) => println!("{}: {} -> {after}", one.what, one.before),
            None => println!("{}: {}; no counter can be right here", one.what, one.before),
        }
    }
    Ok(())
}

fn print(finding: &Finding) {
    println!("{:<3}  {:>5}  {}", finding.invariant, finding.violations, finding.sentence);
    for example in &finding.examples {
        println!("              {example}");
    }
    let unnamed = finding.violations.saturating_sub(finding.examples.len() as u64);
    if unnamed > 0 {
        println!("              and {unnamed} more");
    }
}
