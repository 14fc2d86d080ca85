//! The tests of the workspace's crates, each with a database of its own on stores of this run.

use std::process::Command;

use anyhow::{Context, Result};

use super::count::{self, Count};
use super::runner;
use crate::checkout;
use crate::process::find;
use crate::stores::Durability;
use crate::throw_away::ThrowAway;

pub(super) fn tests() -> Result<Count> {
    // Before the stores are started: on a fresh machine a program of theirs may still be being built.
    crate::build::tests()?;
    let stores = ThrowAway::start("test", Durability::Process)?;
    // Built as one, the pages for the server: the browser's entry would turn on the other half of them.
    let all = ["--workspace", "--exclude", "frontend"];
    if find("cargo-nextest").is_some() {
        let units = run(
            cargo(&stores)?
                .args(["nextest", "run", "--no-fail-fast", "--no-tests", "pass"])
                .args(all),
            count::of_nextest,
        )?;
        // nextest leaves out the examples in the documentation.
        let examples = run(
            cargo(&stores)?.args(["test", "--doc", "--no-fail-fast"]).args(all),
            count::of_cargo_test,
        )?;
        return Ok(units.and(examples));
    }
    run(cargo(&stores)?.args(["test", "--no-fail-fast"]).args(all), count::of_cargo_test)
}

fn run(command: &mut Command, count: fn(&str) -> Option<Count>) -> Result<Count> {
    let (status, output) = runner::run(command)?;
    let count = count(&output).unwrap_or(Count::NONE);
    // What was not built was not counted either.
    Ok(if status.success() || count.failed > 0 { count } else { count.and(Count::FAILURE) })
}

fn cargo(stores: &ThrowAway) -> Result<Command> {
    let addresses = &stores.state.stores;
    let mongo = stores.programs.mongo.as_ref().context("no MongoDB program")?;
    let mongo_command = serde_json::to_string(&mongo.command_line("{port}", "{dir}"))?;
    let mut command = Command::new(checkout::cargo());
    command
        .current_dir(checkout::root())
        .env("QUAYSIDE_TEST_POSTGRES_URI", addresses.postgres.as_deref().context("no PostgreSQL")?)
        .env("QUAYSIDE_TEST_MONGO_URI", addresses.mongo.as_deref().context("no MongoDB")?)
        .env("QUAYSIDE_TEST_REDIS_URI", addresses.redis.as_deref().context("no Redis")?)
        .env("QUAYSIDE_TEST_MONGO_COMMAND", mongo_command);
    Ok(command)
}
