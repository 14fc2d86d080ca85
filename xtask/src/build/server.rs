//! The server's program, as it is shipped.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::process::run;
use crate::{checkout, progress};

/// Builds it; cargo knows what changed.
pub(super) fn build(target: &Path) -> Result<PathBuf> {
    progress::step("server (release; minutes the first time)", || {
        run(Command::new(checkout::cargo())
            .args(["build", "--release", "--package", "server", "--package", "sandbox"])
            .current_dir(checkout::root()))
    })?;
    found(target.join("release").join("quayside"))
}

/// Builds it unoptimised, for whoever changes it and wants to look.
pub(super) fn build_unoptimised(target: &Path) -> Result<PathBuf> {
    progress::step("server (unoptimised)", || {
        run(Command::new(checkout::cargo())
            .args(["build", "--package", "server", "--package", "sandbox"])
            .current_dir(checkout::root()))
    })?;
    found(target.join("debug").join("quayside"))
}

/// Builds it unoptimised, and with it all tests of the workspace but the browser's entry: together,
/// so that neither is built twice, and without that entry, which would turn on the other half of the
/// pages.
pub(super) fn build_with_tests(target: &Path) -> Result<PathBuf> {
    progress::step("server and tests (minutes the first time)", || {
        run(Command::new(checkout::cargo())
            .args(["build", "--workspace", "--exclude", "frontend", "--all-targets"])
            .current_dir(checkout::root()))
    })?;
    found(target.join("debug").join("quayside"))
}

/// Builds it and the payment provider for development unoptimised; `mutants` builds in the bugs that
/// it can be asked to have.
pub(super) fn build_for_torture(target: &Path, mutants: bool) -> Result<PathBuf> {
    progress::step("server and sandbox (unoptimised)", || {
        let mut command = Command::new(checkout::cargo());
        command.args(["build", "--package", "server", "--package", "sandbox"]);
        if mutants {
            command.args(["--features", "server/mutants"]);
        }
        run(command.current_dir(checkout::root()))
    })?;
    found(target.join("debug").join("quayside"))
}

fn found(program: PathBuf) -> Result<PathBuf> {
    if !program.exists() {
        bail!("cargo built the server, but {} is not there", program.display());
    }
    Ok(program)
}
