//! The program's commands.

mod enquiries;
mod import;
mod index;
mod migrate;
mod order;
mod reconcile;
mod relevance;
mod seed;
mod serve;
mod settings;
mod staff;
mod stock;

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::config::{Config, Sources};

/// A self-hosted web shop.
#[derive(Parser)]
#[command(name = "quayside", version, about)]
pub(crate) struct Command {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Serve the shop until Ctrl-C.
    Serve,
    /// Bring the stores' schemas up to date. Safe to repeat.
    Migrate,
    /// Write the demo catalogue, its pictures and its stock.
    Seed {
        /// Do nothing when there are products already.
        #[arg(long)]
        if_empty: bool,
    },
    /// Import products from CSV or JSON Lines, plain or gzipped.
    Import(import::Arguments),
    /// Receive or correct stock, and read its ledger.
    #[command(subcommand)]
    Stock(stock::Action),
    /// Send orders off, cancel them, and decide on returns.
    #[command(subcommand)]
    Order(order::Action),
    /// Say who is staff.
    #[command(subcommand)]
    Staff(staff::Action),
    /// Check or rebuild the search index.
    #[command(subcommand)]
    Index(index::Action),
    /// Check that all figures of the shop agree: success if they do, 1 if not, 2 if nobody knows.
    Reconcile {
        /// Count counters anew first; what they are the sums of is never changed.
        #[arg(long)]
        fix: bool,
        /// Wait up to so many seconds until no work is under way, and fail if some still is.
        #[arg(long, value_name = "SECONDS")]
        wait: Option<u64>,
    },
    /// Measure the ranking against judged queries: NDCG@10.
    Relevance {
        /// CSV with the columns query, product_id (the external id) and rating 0 to 3.
        judgments: PathBuf,
    },
    /// List letters from the contact form, newest first.
    Enquiries {
        /// How many.
        #[arg(long, default_value_t = 20)]
        limit: u32,
    },
    /// List every setting, what is in force and where it comes from.
    Settings,
}

/// Runs a command on a runtime of its own.
pub(crate) fn run(command: Command) -> Result<ExitCode> {
    let sources = Sources::find()?;
    if let Task::Settings = command.task {
        settings::print(&sources);
        return Ok(ExitCode::SUCCESS);
    }
    let config = match (sources.config(), &command.task) {
        (Err(error), Task::Reconcile { .. }) => return Ok(reconcile::unknown(&error.into())),
        (config, _) => config?,
    };
    start_logging(&config);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match command.task {
            Task::Serve => serve::run(&config).await?,
            Task::Migrate => migrate::run(&config).await?,
            Task::Seed { if_empty } => seed::run(&config, if_empty).await?,
            Task::Import(arguments) => return import::run(&config, arguments).await,
            Task::Stock(action) => stock::run(&config, action).await?,
            Task::Order(action) => order::run(&config, action).await?,
            Task::Staff(action) => staff::run(&config, action).await?,
            Task::Index(action) => return index::run(&config, action).await,
            Task::Reconcile { fix, wait } => return Ok(reconcile::run(&config, fix, wait).await),
            Task::Relevance { judgments } => relevance::run(&config, &judgments).await?,
            Task::Enquiries { limit } => enquiries::run(&config, limit).await?,
            Task::Settings => {}
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// Logs go to standard error, so that a command's own output can be piped.
fn start_logging(config: &Config) {
    let filter = tracing_subscriber::EnvFilter::try_new(&config.log)
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let logging = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if config.log_json {
        logging.json().init();
    } else {
        logging.init();
    }
}
