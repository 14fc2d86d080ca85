//! Files that are served as they are: `style/public/`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::site::Site;
use super::twins;
use crate::checkout;

/// Endings of what compresses well.
const TEXT: [&str; 9] = ["css", "html", "js", "json", "svg", "txt", "webmanifest", "xml", "ico"];

/// Copies those that changed.
pub(super) fn copy(site: &Site) -> Result<()> {
    for (name, source) in files(&checkout::root().join("style").join("public"))? {
        let bytes =
            fs::read(&source).with_context(|| format!("cannot read {}", source.display()))?;
        let copy = site.path().join(&name);
        if fs::read(&copy).is_ok_and(|old| old == bytes) {
            continue;
        }
        if let Some(folder) = copy.parent() {
            fs::create_dir_all(folder)?;
        }
        let is_text = copy
            .extension()
            .and_then(|ending| ending.to_str())
            .is_some_and(|ending| TEXT.contains(&ending));
        if is_text {
            twins::write(&copy, &bytes)?;
        } else {
            fs::write(&copy, &bytes).with_context(|| format!("cannot write {}", copy.display()))?;
        }
    }
    Ok(())
}

/// Every file below a folder with its name from there, in order; none when the folder is not there.
pub(super) fn files(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        let Ok(entries) = fs::read_dir(&next) else { continue };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder)?.to_string_lossy().into_owned();
                found.push((name, path));
            }
        }
    }
    found.sort();
    Ok(found)
}
