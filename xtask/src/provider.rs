//! The sandbox of payments: another program, which takes no money.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use rustix::process::Signal;
use serde::{Deserialize, Serialize};

use crate::data_folder::DataFolder;
use crate::process;
use crate::progress;
use crate::shop::{Shop, status_of, url};
use crate::state::State;
use crate::stores;

/// Its name among the processes of `state.json`.
pub(crate) const PROVIDER: &str = "provider";
/// Its program, beside the server's.
const PROGRAM: &str = "quayside-sandbox";
/// Names of its secrets in `state.json`.
const SECRET: &str = "provider";
const WEBHOOK_SECRET: &str = "provider_webhook";
/// How long it may take from its start to its first answer.
const READY: Duration = Duration::from_secs(60);

/// Where it is and what opens it; the server's commands read it too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Provider {
    /// `http://127.0.0.1:...`, for the shop and for browsers.
    pub(crate) address: String,
    /// Opens its API.
    pub(crate) secret: String,
    /// Signs its messages.
    pub(crate) webhook_secret: String,
}

impl Provider {
    /// The settings by which the shop finds it.
    pub(crate) fn settings(&self) -> [(&'static str, &str); 3] {
        [
            ("QUAYSIDE_SANDBOX_ADDRESS", &self.address),
            ("QUAYSIDE_SANDBOX_SECRET", &self.secret),
            ("QUAYSIDE_PAYMENT_WEBHOOK_SECRET", &self.webhook_secret),
        ]
    }
}

/// Notes where it will be, on its former port if that is free.
pub(crate) fn choose(state: &mut State) -> Result<()> {
    if state.running(PROVIDER).is_some() && state.provider.is_some() {
        return Ok(());
    }
    let port = match state.ports.get(PROVIDER) {
        Some(&port) if std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() => port,
        _ => stores::free_ports(1)?.pop().context("no free port for the sandbox of payments")?,
    };
    state.ports.insert(PROVIDER.to_owned(), port);
    state.provider = Some(Provider {
        address: url(SocketAddr::from((Ipv4Addr::LOCALHOST, port))),
        secret: state.secret(SECRET)?,
        webhook_secret: state.secret(WEBHOOK_SECRET)?,
    });
    Ok(())
}

/// Starts it for a shop, unless it runs, and waits until it answers.
pub(crate) fn start(shop: &Shop, state: &mut State) -> Result<()> {
    if state.running(PROVIDER).is_some() {
        return Ok(());
    }
    choose(state)?;
    let Some(provider) = state.provider.clone() else { bail!("no address for the sandbox") };
    let program = shop.built.server.with_file_name(PROGRAM);
    if !program.exists() {
        bail!("{} is not there; `cargo xtask build` makes it", program.display());
    }
    let listen: SocketAddr = provider
        .address
        .trim_start_matches("http://")
        .parse()
        .context("the address of the sandbox of payments")?;
    let at = url(shop.listen);
    let log = shop.folder.log(PROVIDER);
    let mut command = Command::new(program);
    command
        .args(["--listen", &listen.to_string()])
        .arg("--data")
        .arg(shop.folder.path().join("provider"))
        .args(["--shop-url", &format!("{at}/checkout")])
        .args(["--return-origin", &at])
        .args(["--webhook-url", &format!("{at}/webhooks/payments")])
        .env("QUAYSIDE_SANDBOX_SECRET", &provider.secret)
        .env("QUAYSIDE_SANDBOX_WEBHOOK_SECRET", &provider.webhook_secret)
        .current_dir(shop.folder.path());
    let process = process::spawn_detached(&command, &log)?;
    state.pids.insert(PROVIDER.to_owned(), process);
    state.write(&shop.folder.state())?;
    process::until(READY, || {
        if status_of(listen, "/livez") == Some(200) {
            return Ok(Some(()));
        }
        if process.alive() { Ok(None) } else { Err(anyhow!("it ended")) }
    })
    .inspect_err(|_| process.signal(Signal::KILL))
    .with_context(|| {
        let tail = process::tail(&log, 20);
        format!("the sandbox of payments did not start. {} ends with\n{tail}", log.display())
    })
}

/// Stops the one that the state names.
pub(crate) fn stop(folder: &DataFolder) -> Result<()> {
    let mut state = State::read(&folder.state())?;
    if let Some(provider) = state.running(PROVIDER) {
        // Its books are whole at any moment.
        provider.stop(Signal::TERM, Duration::from_secs(5));
        progress::say("  ok provider stopped");
    }
    state.pids.remove(PROVIDER);
    state.write(&folder.state())
}
