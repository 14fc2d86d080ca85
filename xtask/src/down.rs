//! Stopping, and starting anew.

use std::io::{BufRead, Write};
use std::time::Duration;

use anyhow::{Result, bail};
use rustix::process::Signal;

use crate::data_folder::DataFolder;
use crate::process::Recorded;
use crate::state::State;
use crate::supervise::SUPERVISOR;
use crate::{progress, shop, stores};

/// Stops everything that `up` started for this checkout.
pub(crate) fn down(folder: &DataFolder) -> Result<()> {
    let state = State::read(&folder.state())?;
    if !state.pids.values().any(|process| process.alive()) {
        progress::say("Nothing is up.");
        return Ok(());
    }
    // It stops the rest itself; the longest polite stop is within its deadline.
    if let Some(supervisor) = state.running(SUPERVISOR) {
        supervisor.stop(Signal::TERM, Duration::from_secs(90));
    }
    let _lock = folder.lock()?;
    stop_all(folder)?;
    progress::say("The shop is down.");
    Ok(())
}

/// Stops the server, then the stores, and forgets who supervised. The caller holds the lock.
pub(crate) fn stop_all(folder: &DataFolder) -> Result<()> {
    shop::stop(folder)?;
    stores::stop(folder)?;
    let mut state = State::read(&folder.state())?;
    let us = Recorded::current()?;
    if state.running(SUPERVISOR).is_none_or(|supervisor| supervisor == us) {
        state.pids.remove(SUPERVISOR);
    }
    state.write(&folder.state())
}

/// Stops everything and deletes the data, after a question unless `yes`.
pub(crate) fn reset(folder: &DataFolder, yes: bool) -> Result<()> {
    if !yes {
        print!("Delete everything in {}? [y/N] ", folder.path().display());
        std::io::stdout().flush()?;
        let mut answer = String::new();
        std::io::stdin().lock().read_line(&mut answer)?;
        if !matches!(answer.trim(), "y" | "Y" | "yes") {
            bail!("nothing was deleted");
        }
    }
    down(folder)?;
    folder.delete()?;
    progress::say("The data is deleted; `cargo xtask up` starts with none.");
    Ok(())
}
