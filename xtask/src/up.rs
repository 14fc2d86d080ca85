//! From a checkout to a shop that a browser opens.

use std::net::Ipv4Addr;
use std::process::Command;

use anyhow::{Context, Result, anyhow};

use crate::data_folder::DataFolder;
use crate::process::{self, Recorded};
use crate::settings::Settings;
use crate::shop::{self, SERVER, Shop};
use crate::state::State;
use crate::stores::{self, Durability, Programs};
use crate::supervise::{self, SUPERVISOR};
use crate::{build, down, interrupt, owner, progress, status};

/// How to bring it up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    /// Return when it is ready and leave it running.
    pub(crate) detach: bool,
    /// Fill an empty catalogue with the demo's.
    pub(crate) demo: bool,
    /// Another port than the setting's.
    pub(crate) port: Option<u16>,
    /// Build it unoptimised.
    pub(crate) unoptimised: bool,
}

/// Brings the shop up; in the foreground it returns after Ctrl-C, when all is stopped again.
pub(crate) fn up(options: Options) -> Result<()> {
    interrupt::listen()?;
    let folder = DataFolder::of_checkout()?;
    if already_up(&folder)? {
        progress::say("The shop is already up.");
        return status::print(&folder, false);
    }
    let shop = match bring_up(&folder, options) {
        Ok(shop) => shop,
        Err(error) => {
            let _lock = folder.lock()?;
            down::stop_all(&folder)?;
            return Err(error);
        }
    };
    status::print(&folder, false)?;
    if options.detach {
        return Ok(());
    }
    progress::say("Ctrl-C stops it.");
    supervise::until_stopped(&shop)
}

fn already_up(folder: &DataFolder) -> Result<bool> {
    let state = State::read(&folder.state())?;
    Ok(state.running(SUPERVISOR).is_some() && state.running(SERVER).is_some())
}

fn bring_up(folder: &DataFolder, options: Options) -> Result<Shop> {
    let _lock = folder.lock()?;
    // From here on `down` finds us.
    record_supervisor(folder, Recorded::current()?)?;
    // What an `up` that was killed left behind; its stores are taken over.
    shop::stop(folder)?;
    let settings = Settings::of(folder)?;
    let listen = match options.port {
        Some(port) => (Ipv4Addr::LOCALHOST, port).into(),
        None => settings.listen()?,
    };
    // Building the stand-in for MongoDB takes minutes, in which the compiler of ours is not always busy.
    let (programs, built) = std::thread::scope(|scope| {
        let programs = scope.spawn(|| Programs::find(&settings));
        let built = if options.unoptimised { build::unoptimised() } else { build::all() };
        (programs.join().unwrap_or_else(|_| Err(anyhow!("looking for the stores panicked"))), built)
    });
    let (programs, built) = (programs?, built?);
    interrupt::check()?;
    let shop = Shop { folder: folder.clone(), built, listen, settings: Vec::new() };
    shop.check_port()?;
    progress::say("Starting the stores");
    let mut state = stores::start(folder, &programs, &settings, Durability::Full)?;
    interrupt::check()?;
    progress::say("Starting the shop");
    progress::step("migrations", || shop.run(&state, &["migrate"]))?;
    if options.demo {
        progress::step("demo catalogue, if there is no other", || {
            shop.run(&state, &["seed", "--if-empty"])
        })?;
    }
    progress::step("first owner", || owner::establish(&shop, &mut state, options.demo))?;
    progress::step("server", || shop.serve(&mut state))?;
    if options.detach {
        record_supervisor(folder, spawn_supervisor(&shop)?)?;
    }
    Ok(shop)
}

fn record_supervisor(folder: &DataFolder, process: Recorded) -> Result<()> {
    let mut state = State::read(&folder.state())?;
    state.pids.insert(SUPERVISOR.to_owned(), process);
    state.write(&folder.state())
}

/// The process that brings back what dies when nobody waits in the foreground.
fn spawn_supervisor(shop: &Shop) -> Result<Recorded> {
    let mut command = Command::new(std::env::current_exe().context("where is this program?")?);
    command
        .arg("supervise")
        .arg("--data")
        .arg(shop.folder.path())
        .arg("--server")
        .arg(&shop.built.server)
        .arg("--site")
        .arg(&shop.built.site)
        .arg("--listen")
        .arg(shop.listen.to_string())
        .current_dir("/");
    process::spawn_detached(&command, &shop.folder.log(SUPERVISOR))
}
