//! The back office: its list of products, importing a file in the browser, and the memory that an
//! import of a large one takes.

mod files;
mod imports;
mod lists;
mod memory;
mod owner;
mod report;

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::quayside::{Caches, Quayside};
use crate::http::{Connection, request};
use crate::machine;
use crate::public_feed;
use crate::report::progress;
use imports::{Outcome, Run};
use lists::Lists;
use memory::{Memory, MemoryWatch};
use owner::Owner;

/// How long the index may take to have what was imported: a machine that does something else beside it
/// took more than ten minutes for 200,000 products.
const GIVEN_UP: Duration = Duration::from_secs(1_800);
/// How often is looked whether it has.
const LOOK: Duration = Duration::from_millis(200);

/// What to measure with.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct OfficeOptions {
    #[command(flatten)]
    shop: super::Options,
    /// Products that are listed: the public catalogue, told again as often as needed.
    #[arg(long, default_value_t = 20_000)]
    products: usize,
    /// Rows of the file whose import's memory is looked at.
    #[arg(long, default_value_t = 200_000)]
    rows: usize,
}

/// A file that was checked and imported.
struct Imported {
    bytes: usize,
    checked: Outcome,
    done: Outcome,
}

/// The most memory of the shop's process by each moment.
struct Moments {
    started: Memory,
    checked: Memory,
    imported: Memory,
    /// After all of it was found by shoppers.
    indexed: Memory,
}

/// Everything that was measured.
struct Measured {
    machine: String,
    options: OfficeOptions,
    first: Imported,
    again: Imported,
    lists: Lists,
    large: Imported,
    moments: Moments,
}

/// Measures and returns the report.
///
/// # Errors
/// When a store or the shop does not do what is asked of it.
pub(crate) async fn run(options: &OfficeOptions) -> Result<String> {
    let feed = public_feed::read(&options.shop.feed)?;
    let word = files::common_word(&feed).context("the public catalogue has no titles")?;
    let mut shop = super::shop(&options.shop)?;
    let password = owner::establish(&mut shop)?;

    progress("serving");
    let (serving, _) = shop.serve(Caches::On).await?;
    let address = serving.address;
    let owner = Owner::sign_in(address, &password).await?;
    let file = files::of_feed(&feed, options.products);
    progress("import of the catalogue");
    let first = import(&owner, &file).await?;
    found(address, first.done.created).await?;
    progress("the same import again");
    let again = import(&owner, &file).await?;
    let seconds = (options.shop.warm_up, options.shop.seconds);
    let lists = lists::measure((address, &owner), &word, seconds).await?;
    drop(serving);

    let (large, moments) = large(&shop, &password, options.rows, first.done.created).await?;
    Ok(report::markdown(&Measured {
        machine: machine::facts(),
        options: options.clone(),
        first,
        again,
        lists,
        large,
        moments,
    }))
}

async fn import(owner: &Owner, file: &str) -> Result<Imported> {
    let run = Run::send(owner, file).await?;
    let checked = run.check().await?;
    let done = run.import().await?;
    told(checked, done);
    Ok(Imported { bytes: file.len(), checked, done })
}

/// Says what is known already: what is measured later may fail.
fn told(checked: Outcome, done: Outcome) {
    let seconds = |outcome: Outcome| outcome.took.as_secs_f64();
    progress(format!("checked in {:.1} s, imported in {:.1} s", seconds(checked), seconds(done)));
}

/// Imports a large file into a process that has done nothing else; `before` is how many products it
/// sells already.
async fn large(
    shop: &Quayside,
    password: &str,
    rows: usize,
    before: u64,
) -> Result<(Imported, Moments)> {
    progress("serving again");
    let (serving, _) = shop.serve(Caches::On).await?;
    let owner = Owner::sign_in(serving.address, password).await?;
    let memory = MemoryWatch::begin(serving.pid());
    let started = memory.most()?;
    let file = files::generated(rows);
    let run = Run::send(&owner, &file).await?;
    progress("checking a large file");
    let checked = run.check().await?;
    let after_check = memory.most()?;
    progress("importing it");
    let done = run.import().await?;
    let imported = memory.most()?;
    told(checked, done);
    let megabytes = |bytes: u64| bytes / 1_000_000;
    let (own, all) = (megabytes(imported.own), megabytes(imported.all));
    progress(format!("at most {own} MB of memory of its own, {all} MB with what is mapped"));
    progress("waiting until all of it is found");
    found(serving.address, before + done.created).await?;
    let moments = Moments { started, checked: after_check, imported, indexed: memory.most()? };
    Ok((Imported { bytes: file.len(), checked, done }, moments))
}

/// Waits until shoppers find so many products.
async fn found(address: SocketAddr, products: u64) -> Result<()> {
    let began = Instant::now();
    loop {
        let mut body = Vec::new();
        let mut connection = Connection::open(address).await?;
        let answer = connection.ask(&request("/api/items?limit=1", None), Some(&mut body)).await?;
        ensure!(answer.status == 200, "the list of products is answered with {}", answer.status);
        let told: Value = serde_json::from_slice(&body).context("it is no JSON")?;
        let total = told["total"].as_u64().context("it does not say how many there are")?;
        if total >= products {
            return Ok(());
        }
        if began.elapsed() > GIVEN_UP {
            bail!("{total} of {products} are found after {} s", GIVEN_UP.as_secs());
        }
        tokio::time::sleep(LOOK).await;
    }
}
