//! The shop with the demo catalogue in a browser: its pages, scripts and styles as they are shipped,
//! its server unoptimised.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::count::{self, Count};
use super::runner;
use crate::build::Built;
use crate::process::{run, tail};
use crate::shop::{self, SERVER, Shop};
use crate::stores::Durability;
use crate::throw_away::ThrowAway;
use crate::{checkout, owner, progress, tools};

fn folder() -> PathBuf {
    checkout::root().join("end2end")
}

/// Whether the browser tests themselves are sound.
pub(super) fn types() -> Result<Count> {
    tools::npm::install(&folder())?;
    run(Command::new("npm").args(["run", "--silent", "check"]).current_dir(folder()))?;
    Ok(Count::ONE)
}

pub(super) fn tests(built: Built) -> Result<Count> {
    tools::npm::install(&folder())?;
    let chromium = tools::chromium::program()?;
    let mut stores = ThrowAway::start("browser", Durability::Process)?;
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
    let shop = Shop {
        folder: stores.folder.clone(),
        built,
        listen: (Ipv4Addr::LOCALHOST, port).into(),
        // Many tests at once are one visitor from one address.
        settings: vec![("QUAYSIDE_LIMITS", "off")],
    };
    shop.run(&stores.state, &["migrate"])?;
    progress::step("demo catalogue", || shop.run(&stores.state, &["seed"]))?;
    owner::establish(&shop, &mut stores.state, true)?;
    let staff = stores.state.staff.clone().context("the shop has no owner")?;
    progress::step("server", || shop.serve(&mut stores.state))?;

    let report = folder().join("test-results").join("results.json");
    let _ = fs::remove_file(&report);
    let (status, _) = runner::run(
        Command::new("npx")
            .args(["playwright", "test"])
            .current_dir(folder())
            .env("QUAYSIDE_URL", shop::url(shop.listen))
            .env("QUAYSIDE_CHROMIUM", chromium)
            .env("QUAYSIDE_DATA", stores.folder.path())
            .env("QUAYSIDE_PROGRAM", &shop.built.server)
            .env("QUAYSIDE_OWNER_EMAIL", staff.email)
            .env("QUAYSIDE_OWNER_PASSWORD", staff.password)
            .env("CI", "1"),
    )?;
    let count = fs::read(&report)
        .ok()
        .and_then(|report| count::of_playwright(&report))
        .context("the browser tests left no report")?;
    if !status.success() {
        let log = stores.folder.log(SERVER);
        progress::say(format!("the server's log ends with\n{}", tail(&log, 30)));
    }
    Ok(if status.success() || count.failed > 0 { count } else { count.and(Count::FAILURE) })
}
