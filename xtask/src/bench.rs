//! Measuring, on stores that hold nothing else and are as durable as the shop's own.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::stores::{Durability, Store};
use crate::throw_away::ThrowAway;
use crate::{build, checkout, interrupt, process, progress};

/// Builds everything as it is shipped and hands the program `bench` its arguments and the stores.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    interrupt::listen()?;
    let built = build::all()?;
    progress::step("bench (release)", || {
        process::run(
            Command::new(checkout::cargo())
                .args(["build", "--release", "--package", "bench"])
                .current_dir(checkout::root()),
        )
    })?;
    let program = checkout::target()?.join("release").join("bench");
    if !program.exists() {
        bail!("cargo built bench, but {} is not there", program.display());
    }
    let stores = ThrowAway::start("bench", Durability::Full)?;
    let mut command = Command::new(program);
    command
        .args(arguments)
        .env("QUAYSIDE_DATA", stores.folder.path())
        .env("QUAYSIDE_SITE", &built.site)
        // What is measured over HTTP is the program that is shipped.
        .env("QUAYSIDE_BENCH_SERVER", &built.server);
    for store in Store::ALL {
        let uri = stores.state.stores.of(store).context("a store without an address")?;
        command.env(store.variable(), uri);
    }
    process::run(&mut command)
}
