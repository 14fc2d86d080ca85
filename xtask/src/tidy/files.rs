//! Files that are too long, or named for nothing.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The most lines that a source file may have.
const LONGEST: usize = 400;
/// Endings of source files.
const SOURCES: [&str; 3] = ["rs", "css", "ts"];
/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 8] =
    ["util", "utils", "helper", "helpers", "manager", "managers", "misc", "common"];
/// Folders that hold nothing of ours.
const FOREIGN: [&str; 5] = ["target", "node_modules", "test-results", "playwright-report", "site"];

/// Looks at every source file of the checkout.
pub(super) fn check(root: &Path) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for path in sources(root)? {
        let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        let bytes = fs::read(&path).with_context(|| format!("cannot read {name}"))?;
        let lines = bytes.split(|&byte| byte == b'\n').count() - 1;
        if lines > LONGEST {
            findings.push(format!("{name} has {lines} lines, more than {LONGEST}"));
        }
    }
    for path in nameless(root)? {
        let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        findings.push(format!("{name} is not named for a subject"));
    }
    Ok(findings)
}

fn nameless(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = Vec::new();
    for path in sources(root)? {
        let inside = path.strip_prefix(root).unwrap_or(&path);
        let empty = inside.iter().any(|part| {
            let part = part.to_string_lossy();
            let stem = part.split_once('.').map_or(part.as_ref(), |(stem, _)| stem);
            EMPTY_NAMES.contains(&stem)
        });
        if empty {
            found.push(path);
        }
    }
    Ok(found)
}

fn sources(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![root.to_path_buf()];
    while let Some(folder) = open.pop() {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') || FOREIGN.contains(&name.as_str()) {
                continue;
            }
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path
                .extension()
                .and_then(|ending| ending.to_str())
                .is_some_and(|ending| SOURCES.contains(&ending))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_and_an_empty_name_are_found() {
        let root = std::env::temp_dir().join(format!("xtask-files-{}", std::process::id()));
        fs::create_dir_all(root.join("src")).expect("a folder");
        fs::create_dir_all(root.join("node_modules")).expect("a folder");
        fs::write(root.join("src/long.rs"), "x\n".repeat(401)).expect("a file");
        fs::write(root.join("src/right.rs"), "x\n".repeat(400)).expect("a file");
        fs::write(root.join("src/helpers.rs"), "").expect("a file");
        fs::write(root.join("node_modules/utils.ts"), "").expect("a file");
        let findings = check(&root).expect("read");
        assert_eq!(
            findings,
            [
                "src/long.rs has 401 lines, more than 400",
                "src/helpers.rs is not named for a subject"
            ]
        );
        fs::remove_dir_all(root).expect("removed");
    }
}
