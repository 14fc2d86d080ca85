//! What can be said without running the shop.

use std::process::Command;

use anyhow::Result;

use super::count::Count;
use crate::process::{find, run};
use crate::{checkout, progress};

fn cargo(arguments: &[&str]) -> Result<Count> {
    run(Command::new(checkout::cargo()).args(arguments).current_dir(checkout::root()))?;
    Ok(Count::ONE)
}

pub(super) fn format() -> Result<Count> {
    cargo(&["fmt", "--all", "--check"])
}

pub(super) fn tidy() -> Result<Count> {
    crate::tidy::run()?;
    Ok(Count::ONE)
}

/// All crates but the browser's entry; the pages as the server renders them.
pub(super) fn lints_native() -> Result<Count> {
    cargo(&[
        "clippy",
        "--workspace",
        "--exclude",
        "frontend",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ])
}

/// The browser's entry, and with it the pages as the browser runs them.
pub(super) fn lints_browser() -> Result<Count> {
    cargo(&["clippy", "--package", "frontend", "--all-targets", "--", "-D", "warnings"])
}

/// Everything of `deny.toml` but the advisories, which must be fetched. Installing cargo-deny takes
/// longer than all other checks together, so only where it is.
pub(super) fn deny() -> Result<Count> {
    if find("cargo-deny").is_none() {
        progress::say(
            "cargo-deny is not installed; `tidy` has checked licences, sources and drivers",
        );
        return Ok(Count::NONE);
    }
    cargo(&["deny", "--offline", "check", "bans", "licenses", "sources"])
}
