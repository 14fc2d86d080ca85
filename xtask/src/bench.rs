//! Measuring, on stores that hold nothing else.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::build::{self, Built};
use crate::stores::{Durability, Store};
use crate::throw_away::ThrowAway;
use crate::tools::mongo::MongoServer;
use crate::{checkout, interrupt, process, progress};

/// Builds what is measured as it is shipped and hands the program `bench` its arguments and the stores.
/// The first argument is what to measure: `products`, `holds`, `pictures`, `pages`, `search`, `carts`,
/// `checkout`, `office`, `relevance`; all but the last two when there is none.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    interrupt::listen()?;
    let subject = arguments.first().map(String::as_str);
    let about_program = matches!(subject, Some("--help" | "-h" | "help"));
    let without_shop = about_program || matches!(subject, Some("products" | "holds" | "pictures"));
    let built = if without_shop { None } else { Some(build::all()?) };
    let program = program()?;
    if about_program {
        return process::run(Command::new(program).args(arguments));
    }
    match (subject, &built) {
        (Some("products"), _) => products(&program, arguments),
        (Some("holds"), _) => holds(&program, arguments),
        (Some("pictures"), _) => pictures(&program, arguments),
        (Some(subject), Some(built)) if !subject.starts_with('-') => {
            shop(&program, built, arguments)
        }
        (_, Some(built)) => {
            products(&program, &["products".to_owned()])?;
            holds(&program, &["holds".to_owned()])?;
            pictures(&program, &["pictures".to_owned()])?;
            shop(&program, built, &[&["shop".to_owned()], arguments].concat())
        }
        (_, None) => bail!("nothing to measure"),
    }
}

fn program() -> Result<PathBuf> {
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
    Ok(program)
}

/// The stores are equals here: a commit of each survives a killed process. MongoDB's stand-in offers
/// no more, so PostgreSQL is not asked for more either.
fn products(program: &Path, arguments: &[String]) -> Result<()> {
    let stores = ThrowAway::start("bench-products", Durability::Process)?;
    let mongo = stores.folder.path().join(Store::Mongo.name());
    let mut command = on_stores(program, &stores, arguments)?;
    let server = match &stores.programs.mongo {
        Some(MongoServer::Secantus(_)) => "secantus, which stands in for MongoDB",
        Some(MongoServer::Mongod(_)) | None => "MongoDB",
    };
    process::run(command.arg("--mongo-folder").arg(mongo).args(["--mongo-server", server]))
}

/// Commits reach the disk where the shop has them do so: that is half of what is compared.
fn holds(program: &Path, arguments: &[String]) -> Result<()> {
    let stores = ThrowAway::start("bench-holds", Durability::Full)?;
    process::run(&mut on_stores(program, &stores, arguments)?)
}

/// No store is asked.
fn pictures(program: &Path, arguments: &[String]) -> Result<()> {
    process::run(Command::new(program).args(arguments))
}

/// The stores are as durable as the shop's own.
fn shop(program: &Path, built: &Built, arguments: &[String]) -> Result<()> {
    let stores = ThrowAway::start("bench", Durability::Full)?;
    let mut command = on_stores(program, &stores, arguments)?;
    command
        .env("QUAYSIDE_DATA", stores.folder.path())
        .env("QUAYSIDE_SITE", &built.site)
        // What is measured over HTTP is the program that is shipped.
        .env("QUAYSIDE_BENCH_SERVER", &built.server);
    process::run(&mut command)
}

fn on_stores(program: &Path, stores: &ThrowAway, arguments: &[String]) -> Result<Command> {
    let mut command = Command::new(program);
    command.args(arguments);
    for store in Store::ALL {
        let uri = stores.state.stores.of(store).context("a store without an address")?;
        command.env(store.variable(), uri);
    }
    Ok(command)
}
