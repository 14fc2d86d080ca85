//! The shop's own program, run as a merchant runs it.

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

use super::sandbox::Sandbox;
use crate::http::{Connection, request};

/// How long a start may take before it is given up.
const GIVEN_UP: Duration = Duration::from_secs(120);

/// Whether the shop keeps what it rendered and found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Caches {
    /// Everything is rendered and searched anew.
    Off,
    /// As the settings are unless somebody changes them.
    On,
}

/// The program with the folders it works on. The stores' addresses are in the environment.
pub(super) struct Quayside {
    /// The program.
    pub(super) program: PathBuf,
    /// Where its index is kept.
    pub(super) index: PathBuf,
    /// Where what it logs goes.
    pub(super) log: PathBuf,
    /// Where it listens when it serves.
    pub(super) address: SocketAddr,
    /// Who takes no money for it.
    pub(super) sandbox: Sandbox,
    /// Settings of its own, by their variables.
    pub(super) settings: Vec<(&'static str, String)>,
}

impl Quayside {
    /// Runs one of its commands to the end; tells how long it took and what it printed.
    pub(super) fn run(&self, arguments: &[&str]) -> Result<(Duration, String)> {
        let start = Instant::now();
        let output = Command::new(&self.program)
            .args(arguments)
            .env("QUAYSIDE_INDEX", &self.index)
            .envs(self.sandbox.settings())
            .envs(self.settings.clone())
            .stdin(Stdio::null())
            .stderr(self.log()?)
            .output()
            .with_context(|| format!("{} did not start", self.program.display()))?;
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            bail!(
                "quayside {} ended with {}\n{printed}{}",
                arguments.join(" "),
                output.status,
                self.log_end()
            );
        }
        Ok((start.elapsed(), printed))
    }

    /// Serves until the value is gone. Tells how long it took from the start to the first 200 of `/readyz`.
    pub(super) async fn serve(&self, caches: Caches) -> Result<(Serving, Duration)> {
        let address = self.address;
        let mut command = Command::new("setpriv");
        // Should this program be killed, the server ends with it.
        command.args(["--pdeathsig", "KILL"]).arg(&self.program).arg("serve");
        command
            .env("QUAYSIDE_INDEX", &self.index)
            .env("QUAYSIDE_LISTEN", address.to_string())
            .env("QUAYSIDE_LOG", "warn")
            // One network asks more often than any shopper's may.
            .env("QUAYSIDE_LIMITS", "off")
            .envs(self.sandbox.settings())
            .envs(self.settings.clone())
            .stdin(Stdio::null())
            .stdout(self.log()?)
            .stderr(self.log()?);
        match caches {
            Caches::Off => {
                command.env("QUAYSIDE_PAGE_CACHE_MS", "0").env("QUAYSIDE_SEARCH_CACHE", "off")
            }
            Caches::On => {
                command.env_remove("QUAYSIDE_PAGE_CACHE_MS").env_remove("QUAYSIDE_SEARCH_CACHE")
            }
        };
        let start = Instant::now();
        let child =
            command.spawn().context("setpriv, which comes with util-linux, did not start")?;
        let mut serving = Serving { child, address };
        while !ready(address).await {
            if let Some(status) = serving.ended()? {
                bail!("the server ended with {status}\n{}", self.log_end());
            }
            if start.elapsed() > GIVEN_UP {
                bail!("the server was not ready in {} s\n{}", GIVEN_UP.as_secs(), self.log_end());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok((serving, start.elapsed()))
    }

    fn log(&self) -> Result<File> {
        File::options()
            .create(true)
            .append(true)
            .open(&self.log)
            .with_context(|| format!("cannot write {}", self.log.display()))
    }

    fn log_end(&self) -> String {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(12)..].join("\n")
    }
}

/// A server that runs; it ends with this value.
pub(super) struct Serving {
    child: Child,
    /// Where it listens.
    pub(super) address: SocketAddr,
}

impl Serving {
    /// Its process.
    pub(super) fn pid(&self) -> u32 {
        // setpriv replaces itself by the server, so the number stays.
        self.child.id()
    }

    fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        if let Some(pid) = pid {
            let _ = kill_process(pid, Signal::TERM);
        }
        let asked = Instant::now();
        while asked.elapsed() < Duration::from_secs(20) {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An address on which nobody listens now.
pub(super) fn free_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port")?;
    Ok(listener.local_addr()?)
}

/// Whether a server answers that it can do all.
async fn ready(address: SocketAddr) -> bool {
    let Ok(mut connection) = Connection::open(address).await else { return false };
    let answer = connection.ask(&request("/readyz", None), None).await;
    answer.is_ok_and(|answer| answer.status == 200)
}
