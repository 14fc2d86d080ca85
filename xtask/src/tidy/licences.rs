//! Where crates come from and under what licence, by the lists of `deny.toml`; so that the rules hold
//! where `cargo deny` is not installed.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::graph::Graph;

/// Packages from elsewhere than the registry, or under a licence that is not on the list.
pub(super) fn check(graph: &Graph, root: &Path) -> Result<Vec<String>> {
    let text = fs::read_to_string(root.join("deny.toml")).context("deny.toml cannot be read")?;
    let allowed = list(&text, "[licenses]", "allow");
    let sources = list(&text, "[sources]", "allow-registry");
    let mut findings = Vec::new();
    for package in &graph.packages {
        let name = format!("{} {}", package.name, package.version);
        match &package.source {
            None => {}
            Some(source) if sources.iter().any(|allowed| source.ends_with(allowed.as_str())) => {}
            Some(source) => {
                findings.push(format!("{name} comes from {source}"));
            }
        }
        match &package.license {
            Some(license) if satisfied(license, &allowed) => {}
            Some(license) => {
                findings.push(format!("{name} is under {license}, which deny.toml does not allow"));
            }
            None => findings.push(format!("{name} names no licence")),
        }
    }
    Ok(findings)
}

/// The quoted strings of the list `key = [...]` in a section.
fn list(text: &str, section: &str, key: &str) -> Vec<String> {
    text.split_once(section)
        .and_then(|(_, rest)| rest.split_once(&format!("\n{key} = [")))
        .and_then(|(_, rest)| rest.split_once(']'))
        .map(|(inside, _)| inside.split('"').skip(1).step_by(2).map(str::to_owned).collect())
        .unwrap_or_default()
}

/// Whether an expression such as `MIT OR (Apache-2.0 AND Zlib)` can be met with the allowed licences.
fn satisfied(expression: &str, allowed: &[String]) -> bool {
    // An old way to write "or".
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = &tokens[..];
    any(&mut rest, allowed) && rest.is_empty()
}

fn any(rest: &mut &[&str], allowed: &[String]) -> bool {
    let mut met = all(rest, allowed);
    while let Some((&"OR", after)) = rest.split_first() {
        *rest = after;
        met |= all(rest, allowed);
    }
    met
}

fn all(rest: &mut &[&str], allowed: &[String]) -> bool {
    let mut met = one(rest, allowed);
    while let Some((&"AND", after)) = rest.split_first() {
        *rest = after;
        met &= one(rest, allowed);
    }
    met
}

fn one(rest: &mut &[&str], allowed: &[String]) -> bool {
    let Some((&token, after)) = rest.split_first() else { return false };
    *rest = after;
    if token == "(" {
        let met = any(rest, allowed);
        if let Some((&")", after)) = rest.split_first() {
            *rest = after;
            return met;
        }
        return false;
    }
    let mut name = token.to_owned();
    if let [first, second, after @ ..] = *rest
        && *first == "WITH"
    {
        name = format!("{token} WITH {second}");
        *rest = after;
    }
    allowed.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_met_or_not() {
        let allowed =
            ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "Zlib"].map(str::to_owned);
        for expression in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "(MIT OR GPL-3.0) AND Zlib",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
        ] {
            assert!(satisfied(expression, &allowed), "{expression}");
        }
        for expression in ["GPL-3.0", "MIT AND GPL-3.0", "", "(MIT", "Zlib WITH odd-exception"] {
            assert!(!satisfied(expression, &allowed), "{expression}");
        }
    }

    #[test]
    fn lists_are_read_from_their_section() {
        let text = "[bans]\nallow = [\"x\"]\n[licenses]\nallow = [\n  \"MIT\",\n  \"Zlib\",\n]\n";
        assert_eq!(list(text, "[licenses]", "allow"), ["MIT", "Zlib"]);
        assert_eq!(list(text, "[sources]", "allow"), Vec::<String>::new());
    }
}
