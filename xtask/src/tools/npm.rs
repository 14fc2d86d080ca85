//! What comes from npm: the optimiser for wasm and the bundler, at the versions of the lock file.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::debian;
use crate::process::{find, run_quietly};
use crate::{checkout, progress};

/// Makes `node_modules` in `folder` what its lock file says; instant when it already is.
pub(crate) fn install(folder: &Path) -> Result<()> {
    if find("npm").is_none() || find("node").is_none() {
        debian::install(&["nodejs", "npm"], "Node.js")?;
    }
    let lock = folder.join("package-lock.json");
    let lock = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let hash = checkout::short_hash(&lock, 32);
    let mark = folder.join("node_modules").join(".quayside-lock");
    if fs::read_to_string(&mark).is_ok_and(|text| text == hash) {
        return Ok(());
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    progress::long_step(&format!("npm ci in {name}"), || {
        run_quietly(
            Command::new("npm")
                .args(["ci", "--no-audit", "--no-fund"])
                // Playwright would fetch browsers of its own; the system's is used.
                .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
                .current_dir(folder),
        )
    })?;
    fs::write(&mark, hash).with_context(|| format!("cannot write {}", mark.display()))
}

/// A program that the root's packages brought.
pub(crate) fn program(name: &str) -> Command {
    let mut command = Command::new(checkout::root().join("node_modules/.bin").join(name));
    command.current_dir(checkout::root());
    command
}
