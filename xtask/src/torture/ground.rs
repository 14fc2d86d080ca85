//! Stores, two servers and a payment provider: each a process that can be killed, and is back after.

use std::collections::BTreeMap;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use rustix::process::Signal;

use crate::build::Built;
use crate::process::{self, Recorded, run_quietly, until};
use crate::settings::Settings;
use crate::shop::{Shop, status_of, url};
use crate::stores::{self, Durability, Store};
use crate::throw_away::ThrowAway;

/// How long a process may take from its start to its first answer.
const READY: Duration = Duration::from_secs(60);
/// How long an order waits while nobody knows whether it is paid: as short as the shop lets it.
const PAY_SECONDS: &str = "10";
/// Open the provider's API, and sign its messages; of no use anywhere else.
const SECRET: &str = "what the provider's API is opened with";
const WEBHOOK_SECRET: &str = "what the provider's messages are signed with";

/// What can be killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Victim {
    Postgres,
    Redis,
    /// The server with this index.
    Server(usize),
    Provider,
}

/// What runs how.
pub(super) struct Plan {
    pub(super) built: Built,
    pub(super) servers: usize,
    pub(super) hold_seconds: u64,
    /// A bug that the servers are asked to have.
    pub(super) mutant: Option<String>,
}

/// All that runs.
pub(super) struct Ground {
    stores: ThrowAway,
    shops: Vec<Shop>,
    provider: PathBuf,
    provider_at: SocketAddr,
    plan: Plan,
    running: BTreeMap<Victim, Recorded>,
}

impl Ground {
    pub(super) fn start(plan: Plan) -> Result<Self> {
        let provider = plan.built.server.with_file_name("quayside-sandbox");
        if !provider.exists() {
            bail!("{} is not there", provider.display());
        }
        let stores = ThrowAway::start("torture", Durability::Full)?;
        let site = site(stores.folder.path())?;
        // Below those that the system gives to whoever connects, so that they are free again.
        let mut ports = stores::free_ports(plan.servers + 1)?;
        let at = |port: u16| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let provider_at = at(ports.pop().context("a port for the provider")?);
        let shops = ports
            .into_iter()
            .map(|port| Shop {
                folder: stores.folder.clone(),
                built: Built { server: plan.built.server.clone(), site: site.clone() },
                listen: at(port),
                settings: vec![("QUAYSIDE_LIMITS", "off"), ("QUAYSIDE_LOG", "warn")],
            })
            .collect();
        let running = BTreeMap::new();
        let mut ground = Self { stores, shops, provider, provider_at, plan, running };
        ground.command("migrate", &[])?;
        ground.command("seed", &[])?;
        ground.bring_back(Victim::Provider)?;
        for server in 0..ground.shops.len() {
            ground.bring_back(Victim::Server(server))?;
        }
        Ok(ground)
    }

    /// Where the servers listen.
    pub(super) fn servers(&self) -> Vec<SocketAddr> {
        self.shops.iter().map(|shop| shop.listen).collect()
    }

    /// Where the provider listens, and what its API is opened with.
    pub(super) fn provider(&self) -> (SocketAddr, &'static str) {
        (self.provider_at, SECRET)
    }

    /// The provider's books.
    pub(super) fn books(&self) -> PathBuf {
        self.stores.folder.path().join("provider").join("journal")
    }

    /// The logs of all processes.
    pub(super) fn logs(&self) -> PathBuf {
        self.stores.folder.path().join("logs")
    }

    fn server_command(&self, server: usize) -> Command {
        let shop = &self.shops[server];
        let mut command = shop.command(&self.stores.state);
        let provider = url(self.provider_at);
        command
            .env("QUAYSIDE_HOLD_SECONDS", self.plan.hold_seconds.to_string())
            .env("QUAYSIDE_PAY_SECONDS", PAY_SECONDS)
            .env("QUAYSIDE_SANDBOX_ADDRESS", provider)
            .env("QUAYSIDE_SANDBOX_SECRET", SECRET)
            .env("QUAYSIDE_PAYMENT_WEBHOOK_SECRET", WEBHOOK_SECRET);
        if let Some(mutant) = &self.plan.mutant {
            command.env("QUAYSIDE_MUTANT", mutant);
        }
        command
    }

    /// Runs one of the program's commands to its end, and tells what it said.
    pub(super) fn command(&self, name: &str, arguments: &[&str]) -> Result<String> {
        run_quietly(self.server_command(0).arg(name).args(arguments))
    }

    /// The same, whether it succeeds or not.
    pub(super) fn attempt(&self, name: &str, arguments: &[&str]) -> Result<(Option<i32>, String)> {
        let output = self.server_command(0).arg(name).args(arguments).output()?;
        let said = [output.stdout, output.stderr].concat();
        Ok((output.status.code(), String::from_utf8_lossy(&said).into_owned()))
    }

    /// What PostgreSQL answers to a query: rows of texts.
    pub(super) fn query(&self, sql: &str) -> Result<Vec<Vec<String>>> {
        let uri = self.stores.state.stores.of(Store::Postgres).context("no PostgreSQL")?;
        let psql = self.stores.programs.of_postgres("psql")?;
        let said = run_quietly(
            Command::new(psql).args(["-X", "-A", "-t", "-q", "-F", "\t", "-c", sql]).arg(uri),
        )?;
        Ok(said.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect())
    }

    fn process(&self, victim: Victim) -> Option<Recorded> {
        match victim {
            Victim::Postgres => self.stores.state.running(Store::Postgres.name()),
            Victim::Redis => self.stores.state.running(Store::Redis.name()),
            Victim::Server(_) | Victim::Provider => {
                self.running.get(&victim).copied().filter(|process| process.alive())
            }
        }
    }

    /// Kills it with no time to tidy up.
    pub(super) fn kill(&self, victim: Victim) -> Result<()> {
        let process = self.process(victim).with_context(|| format!("{victim:?} has ended"))?;
        process.signal(Signal::KILL);
        until(READY, || Ok((!process.alive()).then_some(())))
    }

    /// Has it and its children stand still.
    pub(super) fn pause(&self, victim: Victim) -> Result<Vec<Recorded>> {
        let process = self.process(victim).with_context(|| format!("{victim:?} has ended"))?;
        let all: Vec<Recorded> = [process].into_iter().chain(children(process.pid)).collect();
        for one in &all {
            one.signal(Signal::STOP);
        }
        Ok(all)
    }

    /// Starts it again where it was, if it has ended, and waits until it answers.
    pub(super) fn bring_back(&mut self, victim: Victim) -> Result<()> {
        if self.process(victim).is_some() {
            return Ok(());
        }
        let process = match victim {
            Victim::Postgres | Victim::Redis => {
                let (folder, programs) = (&self.stores.folder, &self.stores.programs);
                let state = stores::start(folder, programs, &Settings::none(), Durability::Full)?;
                if state.stores != self.stores.state.stores {
                    bail!("a stranger has taken a store's port; run it again");
                }
                self.stores.state = state;
                return Ok(());
            }
            Victim::Server(server) => self.start_server(server)?,
            Victim::Provider => self.start_provider()?,
        };
        self.running.insert(victim, process);
        Ok(())
    }

    fn start_server(&self, server: usize) -> Result<Recorded> {
        let listen = self.shops[server].listen;
        let log = self.stores.folder.log(&format!("server-{server}"));
        let process = process::spawn_detached(self.server_command(server).arg("serve"), &log)?;
        ready(process, &log, || status_of(listen, "/livez") == Some(200))
    }

    fn start_provider(&self) -> Result<Recorded> {
        let shop = url(self.shops[0].listen);
        let log = self.stores.folder.log("provider");
        let mut command = Command::new(&self.provider);
        command
            .args(["--listen", &self.provider_at.to_string()])
            .arg("--data")
            .arg(self.stores.folder.path().join("provider"))
            .args(["--shop-url", &format!("{shop}/checkout")])
            .args(["--webhook-url", &format!("{shop}/webhooks/payments")])
            .args(["--lateness", "1500"])
            .env("QUAYSIDE_SANDBOX_SECRET", SECRET)
            .env("QUAYSIDE_SANDBOX_WEBHOOK_SECRET", WEBHOOK_SECRET)
            .current_dir(self.stores.folder.path());
        let process = process::spawn_detached(&command, &log)?;
        ready(process, &log, || status_of(self.provider_at, "/livez") == Some(200))
    }

    /// Everything runs, and every server says that it can do all.
    pub(super) fn heal(&mut self) -> Result<()> {
        for victim in self.victims() {
            self.bring_back(victim)?;
        }
        for server in self.servers() {
            until(READY, || Ok((status_of(server, "/readyz") == Some(200)).then_some(())))
                .with_context(|| format!("{server} does not get ready again"))?;
        }
        Ok(())
    }

    /// All that can be killed.
    pub(super) fn victims(&self) -> Vec<Victim> {
        let servers = (0..self.shops.len()).map(Victim::Server);
        [Victim::Postgres, Victim::Redis, Victim::Provider].into_iter().chain(servers).collect()
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        for process in self.running.values() {
            process.signal(Signal::CONT);
            process.stop(Signal::KILL, Duration::from_secs(10));
        }
    }
}

fn ready(process: Recorded, log: &Path, mut answers: impl FnMut() -> bool) -> Result<Recorded> {
    until(READY, || {
        if answers() {
            return Ok(Some(process));
        }
        if process.alive() { Ok(None) } else { Err(anyhow!("it ended")) }
    })
    .inspect_err(|_| process.signal(Signal::KILL))
    .with_context(|| format!("{} ends with\n{}", log.display(), process::tail(log, 20)))
}

/// A site without scripts or styles: nobody looks at it.
fn site(folder: &Path) -> Result<PathBuf> {
    let site = folder.join("site");
    for part in ["art", "pkg"] {
        fs::create_dir_all(site.join(part))?;
    }
    let manifest = r#"{"js":"/pkg/a.js","wasm":"/pkg/a.wasm","css":"/pkg/a.css"}"#;
    fs::write(site.join("manifest.json"), manifest)?;
    Ok(site)
}

/// The processes that a process has started and that have not ended.
fn children(parent: i32) -> Vec<Recorded> {
    let Ok(processes) = fs::read_dir("/proc") else { return Vec::new() };
    processes
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<i32>().ok())
        .filter(|pid| {
            let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            // Behind the name in parentheses: the state, then the parent.
            let behind = stat.rsplit_once(')').map(|(_, behind)| behind);
            let found = behind.and_then(|behind| behind.split_whitespace().nth(1));
            found.is_some_and(|found| found.parse() == Ok(parent))
        })
        .filter_map(Recorded::of)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_is_found_by_its_parent() {
        let mut child = Command::new("sleep").arg("600").spawn().expect("starts");
        let pid = i32::try_from(child.id()).expect("a number");
        let us = Recorded::current().expect("we run").pid;
        assert!(children(us).iter().any(|one| one.pid == pid));
        child.kill().expect("killed");
        child.wait().expect("ended");
        assert!(!children(us).iter().any(|one| one.pid == pid));
    }
}
