//! Measures the shop, and the choices behind it. `cargo xtask bench` builds it, starts stores for it
//! and runs it; nothing that it measures is asserted.

mod bare_postgres;
mod bare_redis;
mod baseline;
mod chance;
mod holds;
mod http;
mod machine;
mod pictures;
mod products;
mod public_feed;
mod queries;
mod report;
mod samples;
mod shop;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "bench", about = "Measures the shop, and the choices behind it.")]
struct Arguments {
    #[command(subcommand)]
    subject: Subject,
}

#[derive(Subcommand)]
enum Subject {
    /// The same products as documents, as entity-attribute-value tables and as JSONB.
    Products(products::Options),
    /// Ways to hold the last units of what many want at once.
    Holds(holds::Options),
    /// A photograph that is sent, and its making in all widths.
    Pictures(pictures::Options),
    /// Pages and the API over HTTP, with memory, start and sizes.
    Pages(shop::Options),
    /// Search in process, its pages and its API.
    Search(shop::Options),
    /// Adding to carts, and what a session adds to a page.
    Carts(shop::Options),
    /// Beginning checkouts, whole purchases, and telling that something is sold out.
    Checkout(shop::Options),
    /// All of the last four.
    Shop(shop::Options),
    /// The list of products behind the counter, importing, and the memory that it takes.
    Office(shop::office::OfficeOptions),
    /// How good search finds, against people's judgments.
    Relevance {
        /// CSV: query,product_id,rating.
        judgments: String,
        #[command(flatten)]
        options: shop::Options,
    },
    /// Serve files as ready strings, for comparison.
    #[command(hide = true)]
    Baseline(baseline::Options),
}

fn main() -> ExitCode {
    match run(Arguments::parse().subject) {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(subject: Subject) -> Result<String> {
    // Servers are started from this thread and end with it.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match subject {
        Subject::Products(options) => runtime.block_on(products::run(&options)),
        Subject::Holds(options) => runtime.block_on(holds::run(&options)),
        Subject::Pictures(options) => pictures::run(&options),
        Subject::Pages(options) => runtime.block_on(shop::run(&options, shop::Part::Pages)),
        Subject::Search(options) => runtime.block_on(shop::run(&options, shop::Part::Search)),
        Subject::Shop(options) => runtime.block_on(shop::run(&options, shop::Part::All)),
        Subject::Carts(options) => runtime.block_on(shop::run(&options, shop::Part::Carts)),
        Subject::Checkout(options) => runtime.block_on(shop::run(&options, shop::Part::Checkout)),
        Subject::Office(options) => runtime.block_on(shop::office::run(&options)),
        Subject::Relevance { judgments, options } => shop::relevance(&options, &judgments),
        Subject::Baseline(options) => runtime.block_on(baseline::serve(&options)),
    }
}
