//! Keeps a shop up: what dies is started again, until somebody asks for the end.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::process::Recorded;
use crate::provider::{self, PROVIDER};
use crate::settings::Settings;
use crate::shop::{self, SERVER, Shop};
use crate::state::State;
use crate::stores::{self, Durability, Programs, Store};
use crate::{down, interrupt, progress};

/// Our name among the processes of `state.json`.
pub(crate) const SUPERVISOR: &str = "supervisor";

/// How often it looks.
const INTERVAL: Duration = Duration::from_millis(200);
/// The longest wait before something that does not stay up is tried again.
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// Returns after a request to end, when everything is stopped; or silently when the shop is no longer ours.
pub(crate) fn until_stopped(shop: &Shop) -> Result<()> {
    let us = Recorded::current()?;
    let mut pause = INTERVAL;
    let mut next_repair = Instant::now();
    while !interrupt::requested() {
        std::thread::sleep(INTERVAL);
        // Somebody may be writing a new one; then the next look will tell.
        let Ok(state) = State::read(&shop.folder.state()) else { continue };
        if state.pids.get(SUPERVISOR) != Some(&us) {
            return Ok(());
        }
        let dead = dead(&state);
        if dead.is_empty() || Instant::now() < next_repair {
            continue;
        }
        progress::say(format!("{} ended; starting again", dead.join(", ")));
        match repair(shop) {
            Ok(()) => pause = INTERVAL,
            Err(error) => {
                progress::say(format!("{error:#}"));
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
        next_repair = Instant::now() + pause;
    }
    progress::say("Stopping");
    let _lock = shop.folder.lock()?;
    down::stop_all(&shop.folder)
}

/// The names of what was started and has ended.
fn dead(state: &State) -> Vec<&'static str> {
    Store::ALL
        .iter()
        .map(|store| store.name())
        .chain([PROVIDER, SERVER])
        .filter(|&name| state.pids.get(name).is_some_and(|process| !process.alive()))
        .collect()
}

fn repair(shop: &Shop) -> Result<()> {
    let _lock = shop.folder.lock()?;
    let settings = Settings::of(&shop.folder)?;
    let programs = Programs::find(&settings)?;
    let addresses = State::read(&shop.folder.state())?.stores;
    let mut state = stores::start(&shop.folder, &programs, &settings, Durability::Full)?;
    if state.stores != addresses && state.running(SERVER).is_some() {
        // A stranger has a store's port, and the server would go on asking there.
        progress::say("a store has another address; the server starts again");
        shop::stop(&shop.folder)?;
        state = State::read(&shop.folder.state())?;
    }
    if state.running(PROVIDER).is_none() && state.pids.contains_key(PROVIDER) {
        progress::step("sandbox of payments", || provider::start(shop, &mut state))?;
    }
    if state.running(SERVER).is_none() {
        progress::step("server", || shop.serve(&mut state))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_started_can_be_dead() {
        let mut state = State::default();
        assert!(dead(&state).is_empty());
        let us = Recorded::current().expect("we run");
        state.pids.insert("redis".to_owned(), us);
        assert!(dead(&state).is_empty());
        state.pids.insert("mongo".to_owned(), Recorded { started: us.started + 1, ..us });
        assert_eq!(dead(&state), ["mongo"]);
    }
}
