//! `quayside`: the shop's one program. `quayside serve` serves it, the other commands are the
//! merchant's and the operator's.

mod commands;
mod compose;
mod config;
mod drawings;
mod http;
mod letters;
mod order_letters;
mod readiness;
mod search_log;
mod state_file;

use clap::Parser;

/// Leptos allocates many small strings for a page; this allocator gives a quarter more pages.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    let command = commands::Command::parse();
    let outcome = commands::run(command);
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("quayside: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}
