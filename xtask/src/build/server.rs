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
    progress::step("server and tests (minutes the first time)", || run(&mut workspace(&[])))?;
    found(target.join("debug").join("quayside"))
}

/// The same, so that little is built anew, with the bugs that the server can be asked to have.
pub(super) fn build_with_mutants(target: &Path) -> Result<PathBuf> {
    progress::step("server with bugs planted", || {
        run(&mut workspace(&["--features", "server/mutants"]))
    })?;
    found(target.join("debug").join("quayside"))
}

fn workspace(more: &[&str]) -> Command {
    let mut build = Command::new(checkout::cargo());
    build.args(["build", "--workspace", "--exclude", "frontend", "--all-targets"]);
    build.args(more).current_dir(checkout::root());
    build
}

fn found(program: PathBuf) -> Result<PathBuf> {
    if !program.exists() {
        bail!("cargo built the server, but {} is not there", program.display());
    }
    Ok(program)
}
