//! PostgreSQL's server programs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::debian;
use crate::process::{find, run_quietly};

/// The folder that holds `initdb`, `postgres` and `pg_isready`.
pub(crate) fn programs() -> Result<PathBuf> {
    if let Some(folder) = installed() {
        return Ok(folder);
    }
    debian::install(&["postgresql"], "PostgreSQL")?;
    installed().context("PostgreSQL was installed, but its programs are not in /usr/lib/postgresql")
}

fn installed() -> Option<PathBuf> {
    newest(Path::new("/usr/lib/postgresql"))
        .or_else(|| {
            let told = run_quietly(Command::new("pg_config").arg("--bindir")).ok()?;
            Some(PathBuf::from(told.trim()))
        })
        .filter(|folder| complete(folder))
        .or_else(|| {
            find("initdb")?.parent().map(Path::to_path_buf).filter(|folder| complete(folder))
        })
}

/// Debian keeps several versions side by side; the highest that is whole.
fn newest(versions: &Path) -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir(versions)
        .ok()?
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            let folder = entry.path().join("bin");
            complete(&folder).then_some((version, folder))
        })
        .collect();
    found.sort();
    found.pop().map(|(_, folder)| folder)
}

fn complete(folder: &Path) -> bool {
    ["initdb", "postgres", "pg_isready", "createdb"]
        .iter()
        .all(|program| folder.join(program).exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_whole_version_is_taken() {
        let versions = std::env::temp_dir().join(format!("xtask-pg-{}", std::process::id()));
        for (version, programs) in [
            ("9", &["initdb", "postgres", "pg_isready", "createdb"][..]),
            ("15", &["initdb", "postgres", "pg_isready", "createdb"][..]),
            ("17", &["pg_isready"][..]),
        ] {
            let folder = versions.join(version).join("bin");
            fs::create_dir_all(&folder).expect("a folder");
            for program in programs {
                fs::write(folder.join(program), "").expect("a file");
            }
        }
        assert_eq!(newest(&versions), Some(versions.join("15/bin")));
        fs::remove_dir_all(versions).expect("removed");
    }
}
