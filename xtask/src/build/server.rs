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
            .args(["build", "--release", "--package", "server"])
            .current_dir(checkout::root()))
    })?;
    let program = target.join("release").join("quayside");
    if !program.exists() {
        bail!("cargo built the server, but {} is not there", program.display());
    }
    Ok(program)
}
