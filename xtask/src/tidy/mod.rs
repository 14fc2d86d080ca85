//! The walls of the house, checked: who may depend on whom, which driver stands where, what the browser
//! gets, and that the papers are in order.

mod browser;
mod files;
mod graph;
mod licences;
mod papers;
mod walls;

use std::path::Path;

use anyhow::{Result, bail};

use crate::{checkout, progress};

/// Says every finding and fails when there is one.
pub(crate) fn run() -> Result<()> {
    let findings = findings(&checkout::root())?;
    for finding in &findings {
        progress::say(format!("  !! {finding}"));
    }
    if !findings.is_empty() {
        bail!("{} untidy", findings.len());
    }
    progress::say("  ok tidy");
    Ok(())
}

/// Everything that is not as it should be, each as a sentence.
fn findings(root: &Path) -> Result<Vec<String>> {
    let graph = graph::read(root)?;
    let members: Vec<&str> = graph.members().map(|package| package.name.as_str()).collect();
    Ok([
        walls::edges(&graph),
        walls::drivers(&graph),
        browser::wall(root)?,
        licences::check(&graph, root)?,
        files::check(root)?,
        papers::lints(&graph)?,
        papers::decisions(&root.join("adr"))?,
        papers::map(&root.join("ARCHITECTURE.md"), &members)?,
        papers::lock_files(root)?,
    ]
    .concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checkout_is_tidy() {
        let findings = findings(&checkout::root()).expect("a checkout that can be read");
        assert!(findings.is_empty(), "{}", findings.join("\n"));
    }
}
