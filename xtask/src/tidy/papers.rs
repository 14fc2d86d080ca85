//! The papers: lints in every crate, decisions in a row, a map with every room, lock files without hosts.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::graph::Graph;

/// Crates of ours that do not take the workspace's lints.
pub(super) fn lints(graph: &Graph) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for package in graph.members() {
        let text = fs::read_to_string(&package.manifest_path)
            .with_context(|| format!("cannot read the manifest of {}", package.name))?;
        if !takes_workspace_lints(&text) {
            findings.push(format!("{} lacks `[lints] workspace = true`", package.name));
        }
    }
    Ok(findings)
}

fn takes_workspace_lints(manifest: &str) -> bool {
    manifest.split("[lints]\n").nth(1).is_some_and(|rest| {
        rest.lines()
            .take_while(|line| !line.starts_with('['))
            .any(|line| line.trim() == "workspace = true")
    })
}

/// Decisions are `NNNN-title.md`, numbered without a gap from 0001.
pub(super) fn decisions(folder: &Path) -> Result<Vec<String>> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut names = BTreeSet::new();
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") && name != "README.md" {
            names.insert(name);
        }
    }
    Ok(names
        .iter()
        .zip(1..)
        .filter(|(name, number)| !name.starts_with(&format!("{number:04}-")))
        .map(|(name, number)| format!("adr/{name} stands where number {number:04} belongs"))
        .collect())
}

/// Crates that the map does not name, once there is a map.
pub(super) fn map(path: &Path, crates: &[&str]) -> Result<Vec<String>> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = fs::read_to_string(path).context("ARCHITECTURE.md cannot be read")?;
    Ok(crates
        .iter()
        .filter(|name| !text.contains(&format!("`{name}`")))
        .map(|name| format!("ARCHITECTURE.md does not name the crate `{name}`"))
        .collect())
}

/// npm's lock files must not name the host that somebody happened to install from.
pub(super) fn lock_files(root: &Path) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for name in ["package-lock.json", "end2end/package-lock.json"] {
        let path = root.join(name);
        if path.exists() && fs::read_to_string(&path)?.contains("\"resolved\"") {
            findings.push(format!("{name} names registry hosts; see .npmrc"));
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lints_are_taken_in_their_own_section() {
        assert!(takes_workspace_lints("[package]\n\n[lints]\nworkspace = true\n"));
        assert!(!takes_workspace_lints("[lints]\n[dependencies]\nworkspace = true\n"));
        assert!(!takes_workspace_lints("[package]\nname = \"x\"\n"));
    }

    #[test]
    fn gaps_doubles_and_missing_rooms_are_found() {
        let folder = std::env::temp_dir().join(format!("xtask-papers-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        for name in ["0001-stores.md", "0002-search.md", "0004-money.md", "README.md"] {
            fs::write(folder.join(name), "").expect("a file");
        }
        let found = decisions(&folder).expect("read");
        assert_eq!(found, ["adr/0004-money.md stands where number 0003 belongs"]);
        fs::write(folder.join("ARCHITECTURE.md"), "- `kernel`: values").expect("a file");
        let found = map(&folder.join("ARCHITECTURE.md"), &["kernel", "search"]).expect("read");
        assert_eq!(found, ["ARCHITECTURE.md does not name the crate `search`"]);
        fs::remove_dir_all(folder).expect("removed");
    }
}
