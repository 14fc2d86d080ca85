//! The crates and what they say they need, from `cargo metadata`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::checkout;
use crate::process::run_quietly;

/// Every package that the workspace may draw on.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Graph {
    /// The packages, the workspace's own among them.
    pub(super) packages: Vec<Package>,
}

/// One crate.
#[derive(Debug, Deserialize)]
pub(super) struct Package {
    /// Its name.
    pub(super) name: String,
    /// Its version.
    pub(super) version: String,
    /// Where it came from; none for our own.
    pub(super) source: Option<String>,
    /// What its authors say of its licence.
    pub(super) license: Option<String>,
    /// Its `Cargo.toml`.
    pub(super) manifest_path: PathBuf,
    /// What it names in its `Cargo.toml`.
    pub(super) dependencies: Vec<Dependency>,
}

/// One line of `[dependencies]` and its sisters.
#[derive(Debug, Deserialize)]
pub(super) struct Dependency {
    /// The crate's name.
    pub(super) name: String,
    /// `dev`, `build`, or none for the ordinary ones.
    pub(super) kind: Option<String>,
}

impl Graph {
    /// Our own crates.
    pub(super) fn members(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| package.source.is_none())
    }

    /// The names of our own crates.
    pub(super) fn member_names(&self) -> BTreeSet<&str> {
        self.members().map(|package| package.name.as_str()).collect()
    }
}

/// Asks cargo.
pub(super) fn read(root: &Path) -> Result<Graph> {
    let text = run_quietly(
        Command::new(checkout::cargo())
            .args(["metadata", "--format-version", "1"])
            .current_dir(root),
    )?;
    serde_json::from_str(&text).context("cargo metadata cannot be read")
}
