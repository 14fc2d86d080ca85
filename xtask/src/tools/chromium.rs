//! A browser for the browser tests.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::debian;
use crate::process::find;

/// The system's Chromium or Chrome.
pub(crate) fn program() -> Result<PathBuf> {
    let installed = || {
        ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]
            .into_iter()
            .find_map(find)
    };
    if let Some(program) = installed() {
        return Ok(program);
    }
    debian::install(&["chromium"], "Chromium")?;
    installed().context("chromium was installed, but is not on the path")
}
