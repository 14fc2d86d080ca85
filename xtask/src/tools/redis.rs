//! Redis.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::debian;
use crate::process::find;

/// The program `redis-server`, or `valkey-server` where a system has that instead.
pub(crate) fn program() -> Result<PathBuf> {
    let installed = || find("redis-server").or_else(|| find("valkey-server"));
    if let Some(program) = installed() {
        return Ok(program);
    }
    debian::install(&["redis-server"], "Redis")?;
    installed().context("redis-server was installed, but is not on the path")
}
