//! The folder of built files: names by content, twins, and a manifest that the server reads.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::twins;
use crate::checkout::short_hash;

/// `target/site`.
pub(super) struct Site {
    path: PathBuf,
}

/// Where a page finds its files: addresses from the shop's root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The glue, an ES module.
    pub(super) js: String,
    /// What the page hands to the glue.
    pub(super) wasm: String,
    /// The styles.
    pub(super) css: String,
}

impl Site {
    /// The folder, made when missing.
    pub(super) fn at(path: PathBuf) -> Result<Self> {
        fs::create_dir_all(path.join("pkg"))
            .with_context(|| format!("cannot make {}", path.display()))?;
        Ok(Self { path })
    }

    /// The folder.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file under a name that changes with its content, with its twins, and returns its address.
    pub(super) fn publish(&self, extension: &str, bytes: &[u8]) -> Result<String> {
        let name = format!("quayside.{}.{extension}", short_hash(bytes, 16));
        let file = self.path.join("pkg").join(&name);
        twins::write(&file, bytes)?;
        Ok(format!("/pkg/{name}"))
    }

    /// Writes the manifest and removes what it no longer names.
    pub(super) fn finish(&self, manifest: &Manifest) -> Result<()> {
        let kept: BTreeSet<String> = [&manifest.js, &manifest.wasm, &manifest.css]
            .into_iter()
            .filter_map(|address| address.strip_prefix("/pkg/"))
            .flat_map(|name| ["", ".br", ".gz"].map(|ending| format!("{name}{ending}")))
            .collect();
        // New before old: a server that starts meanwhile finds every file that its manifest names.
        let new = self.path.join("manifest.json.new");
        fs::write(&new, serde_json::to_vec_pretty(manifest)?)?;
        fs::rename(new, self.path.join("manifest.json"))?;
        for entry in fs::read_dir(self.path.join("pkg"))? {
            let entry = entry?;
            if !kept.contains(entry.file_name().to_string_lossy().as_ref()) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    /// What an earlier build with the same inputs published, if all of it is still there.
    pub(super) fn recall(&self, step: &str, inputs: &str) -> Option<Vec<String>> {
        let text = fs::read_to_string(self.stamp(step)).ok()?;
        let mut lines = text.lines();
        if lines.next()? != inputs {
            return None;
        }
        let addresses: Vec<String> = lines.map(str::to_owned).collect();
        addresses
            .iter()
            .all(|address| self.path.join(address.trim_start_matches('/')).exists())
            .then_some(addresses)
    }

    /// Remembers what a step made of its inputs.
    pub(super) fn remember(&self, step: &str, inputs: &str, addresses: &[String]) -> Result<()> {
        let text = format!("{inputs}\n{}\n", addresses.join("\n"));
        Ok(fs::write(self.stamp(step), text)?)
    }

    /// Beside the site, not in it: what is in it is served.
    fn stamp(&self, step: &str) -> PathBuf {
        self.path.with_file_name(format!("site-{step}.stamp"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_leaves_what_its_manifest_names_and_no_more() {
        let folder = std::env::temp_dir().join(format!("xtask-site-{}", std::process::id()));
        let site = Site::at(folder.join("site")).expect("a folder");
        let old = site.publish("css", b"body{}").expect("published");
        let manifest = Manifest {
            js: site.publish("js", b"1").expect("published"),
            wasm: site.publish("wasm", b"2").expect("published"),
            css: site.publish("css", b"main{}").expect("published"),
        };
        site.remember("css", "inputs", std::slice::from_ref(&manifest.css)).expect("remembered");
        site.finish(&manifest).expect("finished");
        assert_eq!(fs::read_dir(folder.join("site/pkg")).expect("a folder").count(), 9);
        assert_eq!(site.recall("css", "inputs"), Some(vec![manifest.css]));
        assert_eq!(site.recall("css", "others"), None);
        site.remember("css", "inputs", &[old]).expect("remembered");
        assert_eq!(site.recall("css", "inputs"), None);
        fs::remove_dir_all(folder).expect("removed");
    }
}
