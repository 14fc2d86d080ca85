//! What the browser gets: no store's driver and no server's machinery.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::checkout;
use crate::process::run_quietly;
use crate::tools::wasm;

/// Crates that have no business in the browser, with all whose names begin so.
const FORBIDDEN: [&str; 8] =
    ["axum", "hyper", "leptos_axum", "mongodb", "redis", "sqlx", "tantivy", "tokio"];

/// Forbidden crates in the graph of `frontend` as it is built for the browser.
pub(super) fn wall(root: &Path) -> Result<Vec<String>> {
    let tree = run_quietly(
        Command::new(checkout::cargo())
            .args(["tree", "--package", "frontend", "--target", wasm::TARGET, "--edges", "normal"])
            .args(["--prefix", "none", "--format", "{p}"])
            .current_dir(root),
    )?;
    Ok(intruders(&tree))
}

fn intruders(tree: &str) -> Vec<String> {
    let mut found: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| {
            FORBIDDEN.iter().any(|forbidden| {
                name.strip_prefix(forbidden)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
            })
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|name| format!("the browser's wasm contains {name}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_driver_in_the_wasm_is_found_with_its_parts() {
        let tree = "frontend v0.1.0\nleptos v0.8.23\nsqlx-core v0.9.0\ntokio v1.0.0 (*)\nredistribute v1.0.0\n";
        assert_eq!(
            intruders(tree),
            ["the browser's wasm contains sqlx-core", "the browser's wasm contains tokio"]
        );
    }
}
