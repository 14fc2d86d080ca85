//! Programs that we need and did not write: found where they are, else installed where we may.

pub(crate) mod chromium;
pub(crate) mod debian;
pub(crate) mod mongo;
pub(crate) mod npm;
pub(crate) mod postgres;
pub(crate) mod redis;
pub(crate) mod wasm;

use std::path::PathBuf;

use anyhow::{Context, Result};

/// Where tools are kept that took long to build, outside of any checkout.
pub(crate) fn cache() -> Result<PathBuf> {
    let base = match std::env::var_os("XDG_CACHE_HOME") {
        Some(folder) if !folder.is_empty() => PathBuf::from(folder),
        _ => PathBuf::from(std::env::var_os("HOME").context("HOME is not set")?).join(".cache"),
    };
    let folder = base.join("quayside").join("tools");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}
