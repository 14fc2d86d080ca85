//! MongoDB, or a server that speaks its protocol where MongoDB cannot be had from a package registry.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};

use super::debian;
use crate::process::{append, find, run, tail};
use crate::{checkout, progress};

/// The version that the contract suite passes on.
const SECANTUS: &str = "0.5.3-beta.196";

/// A server program and how it is started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MongoServer {
    /// MongoDB itself, as a replica set of one.
    Mongod(PathBuf),
    /// The stand-in, a separate program that is never linked.
    Secantus(PathBuf),
}

/// Held while the stand-in is built: whoever else asks for it meanwhile waits.
static BUILDING: Mutex<()> = Mutex::new(());

/// The server to use: `mongod` when it is on the path, else the stand-in, built once and kept.
pub(crate) fn server() -> Result<MongoServer> {
    if let Some(mongod) = find("mongod") {
        return Ok(MongoServer::Mongod(mongod));
    }
    let _alone = BUILDING.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = super::cache()?.join(format!("secantus-{SECANTUS}"));
    let program = folder.join("bin").join("secantusd-rs");
    if !program.exists() {
        if find("cmake").is_none() || find("c++").is_none() {
            debian::install(&["cmake", "g++", "make"], "what builds the MongoDB-wire server")?;
        }
        let name = format!("building the MongoDB-wire server secantus {SECANTUS}, once (minutes)");
        progress::long_step(&name, || build(&folder))?;
    }
    Ok(MongoServer::Secantus(program))
}

fn build(folder: &Path) -> Result<()> {
    let log = folder.with_extension("log");
    let output = append(&log)?;
    // Politely: what it is built beside takes longer and is waited for.
    let mut command = Command::new("nice");
    command
        .arg("--adjustment=10")
        .arg(checkout::cargo())
        .args(["install", "secantus-mdb", "--locked", "--ignore-rust-version"])
        .args(["--version", SECANTUS, "--root"])
        .arg(folder)
        // Neither the checkout's cargo settings nor a target folder of the caller's are its business.
        .current_dir(folder.parent().context("the tool has a folder")?)
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("RUSTFLAGS")
        // A stand-in for development: its own settings take longer to build than they ever save here.
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .stdout(output.try_clone()?)
        .stderr(output);
    run(&mut command).with_context(|| {
        format!(
            "the MongoDB-wire server was not built; {} ends with\n{}",
            log.display(),
            tail(&log, 20)
        )
    })
}

impl MongoServer {
    /// The command line that serves `folder` on `port`, both as text so that placeholders go too.
    pub(crate) fn command_line(&self, port: &str, folder: &str) -> Vec<String> {
        let words = |program: &Path, rest: &[&str]| {
            let program = program.to_string_lossy().into_owned();
            std::iter::once(program).chain(rest.iter().map(|&word| word.to_owned())).collect()
        };
        match self {
            Self::Mongod(program) => words(
                program,
                &["--bind_ip", "127.0.0.1", "--port", port, "--dbpath", folder, "--replSet", "rs0"],
            ),
            Self::Secantus(program) => {
                let program = program.to_string_lossy();
                // Without the first word acknowledged writes are lost on kill -9; with a smaller cache
                // an index build never ends.
                words(
                    Path::new("env"),
                    &[
                        "SECANTUS_WT_CONFIG_EXTRA=transaction_sync=(enabled=true,method=none)",
                        &program,
                        "--host",
                        "127.0.0.1",
                        "--port",
                        port,
                        "--storage-path",
                        folder,
                        "--cache-size",
                        "1G",
                        "--log-level",
                        "WARNING",
                    ],
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_stand_in_a_command_line() {
        for server in [
            MongoServer::Mongod(PathBuf::from("/usr/bin/mongod")),
            MongoServer::Secantus(PathBuf::from("/usr/bin/secantusd-rs")),
        ] {
            let words = server.command_line("{port}", "{dir}");
            assert!(words.iter().any(|word| word == "{port}"));
            assert!(words.iter().any(|word| word == "{dir}"));
        }
    }
}
