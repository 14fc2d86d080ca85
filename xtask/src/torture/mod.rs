//! Shoppers buy while everything behind the shop is killed; then the shop is held to what it told them.

mod buying;
mod crowd;
mod faults;
mod ground;
mod http;
mod journal;
mod mutants;
mod provider;
mod session;
mod submitting;
mod verdict;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};
use fastrand::Rng;

use crate::build::{self, Built};
use crate::{checkout, interrupt, progress};
use crowd::Crowd;
use ground::{Ground, Plan};
use journal::Journal;
use verdict::Verdict;

/// How it is done.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// Decides what goes wrong when and what shoppers do; by the clock unless given.
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// For how long they shop.
    #[arg(long, default_value_t = 60)]
    pub(crate) seconds: u64,
    /// How many shop at a time.
    #[arg(long, default_value_t = 24)]
    pub(crate) shoppers: usize,
    /// How many servers the shop has.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=4))]
    pub(crate) servers: u8,
    /// How many orders have to be paid for the run to have shown anything.
    #[arg(long, default_value_t = 200)]
    pub(crate) least: usize,
    /// Torture what is shipped, in place of the build that tests have.
    #[arg(long, conflicts_with_all = ["mutant", "all_mutants"])]
    pub(crate) release: bool,
    /// Have the server make this mistake, and fail unless it is found.
    #[arg(long, conflicts_with = "all_mutants")]
    pub(crate) mutant: Option<String>,
    /// The same with each mistake that it knows.
    #[arg(long)]
    pub(crate) all_mutants: bool,
}

impl Options {
    /// The short run among the tests.
    pub(crate) const fn short() -> Self {
        Self {
            seed: None,
            seconds: 25,
            shoppers: 12,
            servers: 2,
            least: 40,
            release: false,
            mutant: None,
            all_mutants: false,
        }
    }
}

/// Builds what is tortured, does it, and fails if the shop has broken its word, or, having been asked
/// to, has not.
pub(crate) fn run(options: &Options) -> Result<()> {
    interrupt::listen()?;
    let mutants: Vec<String> = if options.all_mutants {
        mutants::MUTANTS.map(str::to_owned).to_vec()
    } else {
        options.mutant.iter().cloned().collect()
    };
    if mutants.is_empty() {
        let built = if options.release { build::all() } else { build::tests() };
        return sound(options, &built?);
    }
    let built = build::tests_with_mutants()?;
    let missed = hunt(options, &built, &mutants)?;
    if missed.is_empty() { Ok(()) } else { bail!("nobody noticed {}", missed.join(", ")) }
}

/// A short hunt for each mistake that a server can be asked to make, among the tests: how many there
/// are, and those that nobody noticed.
pub(crate) fn hunt_all() -> Result<(usize, Vec<String>)> {
    let built = build::tests_with_mutants()?;
    let options = Options { seconds: 15, least: 1, ..Options::short() };
    let mutants = mutants::MUTANTS.map(str::to_owned);
    let missed = hunt(&options, &built, &mutants)?;
    Ok((mutants.len(), missed))
}

/// How often a mistake is hunted for before it counts as missed: some take a fault at a moment that
/// not every run has.
const HUNTS: usize = 3;

/// Runs with each mistake, and tells of which there was no trace.
fn hunt(options: &Options, built: &Built, mutants: &[String]) -> Result<Vec<String>> {
    let mut missed = Vec::new();
    for mutant in mutants {
        progress::say(format!("\n=== {mutant}"));
        if found(options, built, mutant)? {
            progress::say(format!("found: {mutant}"));
        } else {
            progress::say(format!("NOT FOUND: {mutant}"));
            missed.push(mutant.clone());
        }
    }
    Ok(missed)
}

fn found(options: &Options, built: &Built, mutant: &str) -> Result<bool> {
    for _ in 0..HUNTS {
        if !torture(options, built, Some(mutant))?.wrongs.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The run with a server that makes no mistake on purpose.
pub(crate) fn sound(options: &Options, built: &Built) -> Result<()> {
    let verdict = torture(options, built, None)?;
    if !verdict.wrongs.is_empty() {
        bail!("the shop has broken its word {} times", verdict.wrongs.len());
    }
    if verdict.paid < options.least {
        bail!("only {} orders were paid, so nothing is shown", verdict.paid);
    }
    Ok(())
}

fn torture(options: &Options, built: &Built, mutant: Option<&str>) -> Result<Verdict> {
    let seed = options.seed.unwrap_or_else(by_clock);
    let mut rng = Rng::with_seed(seed);
    let hold_seconds = rng.u64(3..=5);
    progress::say(format!("seed {seed}; units are held for {hold_seconds} s"));
    let evidence = evidence(seed, mutant)?;
    let mut ground = Ground::start(Plan {
        built: built.clone(),
        servers: usize::from(options.servers),
        hold_seconds,
        mutant: mutant.map(str::to_owned),
    })?;
    let offer = crowd::offer(&ground, &mut rng, Duration::from_secs(hold_seconds))?;
    let journal = Journal::create(&evidence.join("shoppers.journal"))?;
    let length = Duration::from_secs(options.seconds);
    let faults = faults::plan(&mut rng, length, &ground.victims());
    let all = Crowd { shoppers: options.shoppers, length, least: options.least };
    let struck = crowd::shop(&mut ground, &journal, &offer, &faults, &mut rng, &all);
    let outcome = struck.and_then(|()| {
        interrupt::check()?;
        progress::step("everything is back", || ground.heal())?;
        let known = journal.close();
        let verdict =
            progress::long_step("nothing is under way", || verdict::reach(&ground, &known))?;
        for (what, count) in &known.figures {
            progress::say(format!("{count:7}  {what}"));
        }
        progress::say(format!("{:7}  faults", faults.len()));
        progress::say(format!("{:7}  submissions never answered", known.unanswered.len()));
        progress::say(format!("{:7}  orders acknowledged", known.orders.len()));
        progress::say(format!(
            "{:7}  orders paid, {} of them cancelled",
            verdict.paid, verdict.cancelled
        ));
        progress::say(format!("{:7}  charges at the provider", verdict.charges));
        Ok(verdict)
    });
    if outcome.as_ref().is_ok_and(|verdict| verdict.wrongs.is_empty()) {
        fs::remove_dir_all(&evidence)?;
        progress::say(format!("GOOD (seed {seed})"));
        return outcome;
    }
    keep(&ground, &evidence)?;
    if let Ok(verdict) = &outcome {
        for wrong in verdict.wrongs.iter().take(20) {
            progress::say(format!("  !! {wrong}"));
        }
    }
    progress::say(format!("BAD (seed {seed}); see {}", evidence.display()));
    outcome
}

fn by_clock() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(1, |time| time.as_secs())
}

/// Where the journal is written, and stays with the logs if the verdict is bad.
fn evidence(seed: u64, mutant: Option<&str>) -> Result<PathBuf> {
    let name = format!("{seed}-{}-{}", mutant.unwrap_or("sound"), std::process::id());
    let folder = checkout::target()?.join("torture").join(name);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

fn keep(ground: &Ground, evidence: &Path) -> Result<()> {
    for entry in fs::read_dir(ground.logs())? {
        let path = entry?.path();
        fs::copy(&path, evidence.join(path.file_name().unwrap_or_default()))?;
    }
    let books = ground.books();
    if books.exists() {
        fs::copy(books, evidence.join("provider.journal"))?;
    }
    Ok(())
}
