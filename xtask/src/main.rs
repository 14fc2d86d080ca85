//! The project's own commands: `cargo xtask up`, `test`, `build`, `tidy` and the rest.

mod bench;
mod build;
mod checkout;
mod data_folder;
mod down;
mod interrupt;
mod owner;
mod process;
mod progress;
mod provider;
mod relevance;
mod settings;
mod shop;
mod state;
mod status;
mod stores;
mod supervise;
mod test;
mod throw_away;
mod tidy;
mod tools;
mod torture;
mod up;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::data_folder::DataFolder;
use crate::settings::Settings;
use crate::stores::{Durability, Programs};

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "The commands of this project.")]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build, start the stores, serve the shop; Ctrl-C stops it all.
    Up {
        /// Return when the shop is ready and leave it running.
        #[arg(long)]
        detach: bool,
        /// Start with an empty catalogue.
        #[arg(long)]
        no_demo: bool,
        /// Serve on this port of 127.0.0.1.
        #[arg(long)]
        port: Option<u16>,
        /// Serve an unoptimised build, which is there in a third of the time.
        #[arg(long)]
        unoptimised: bool,
    },
    /// Stop what `up` started.
    Down,
    /// Stop, and delete everything that the shop kept.
    Reset {
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
    /// Say what is up and where.
    Status {
        /// As JSON, with the stores' addresses and passwords.
        #[arg(long)]
        json: bool,
    },
    /// Build the server, the wasm and the styles.
    Build,
    /// Format, walls, lints, tests on real stores, and the built shop in a browser.
    Test {
        /// Only one part.
        #[arg(long)]
        only: Option<test::Part>,
    },
    /// Measure the shop and the choices behind it, on stores of its own.
    Bench {
        /// Handed to the program `bench`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Buy from the shop while what it stands on is killed, and hold it to what it told the buyers.
    Torture(torture::Options),
    /// How well search ranks what is in the shop: NDCG@10 against people's judgments.
    Relevance {
        /// CSV: query,product_id,rating.
        judgments: PathBuf,
    },
    /// Check the walls between crates, licences, file lengths and papers.
    Tidy,
    /// Only the stores, without a shop; stopped by `down`.
    #[command(subcommand)]
    Stores(StoresTask),
    /// Keep a shop up that `up --detach` left.
    #[command(hide = true)]
    Supervise {
        #[arg(long)]
        data: PathBuf,
        #[arg(long)]
        server: PathBuf,
        #[arg(long)]
        site: PathBuf,
        #[arg(long)]
        listen: SocketAddr,
    },
}

#[derive(Subcommand)]
enum StoresTask {
    /// Start them.
    Up,
    /// Stop them.
    Down,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Up { detach, no_demo, port, unoptimised } => {
            up::up(up::Options { detach, demo: !no_demo, port, unoptimised })
        }
        Task::Down => down::down(&DataFolder::of_checkout()?),
        Task::Reset { yes } => down::reset(&DataFolder::of_checkout()?, yes),
        Task::Status { json } => status::print(&DataFolder::of_checkout()?, json),
        Task::Build => build::all().map(|built| {
            progress::say(format!("{}\n{}", built.server.display(), built.site.display()));
        }),
        Task::Test { only } => test::run(only),
        Task::Bench { arguments } => bench::run(&arguments),
        Task::Torture(options) => torture::run(&options),
        Task::Relevance { judgments } => relevance::run(&judgments),
        Task::Tidy => tidy::run(),
        Task::Stores(StoresTask::Up) => {
            let folder = DataFolder::of_checkout()?;
            let _lock = folder.lock()?;
            let settings = Settings::of(&folder)?;
            let programs = Programs::find(&settings)?;
            stores::start(&folder, &programs, &settings, Durability::Full)?;
            status::print(&folder, false)
        }
        Task::Stores(StoresTask::Down) => {
            let folder = DataFolder::of_checkout()?;
            let _lock = folder.lock()?;
            stores::stop(&folder)
        }
        Task::Supervise { data, server, site, listen } => {
            interrupt::listen()?;
            supervise::until_stopped(&shop::at(DataFolder::open(data)?, &server, &site, listen))
        }
    }
}
