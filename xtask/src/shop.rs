//! The server's program: its commands run to the end, or serving.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use rustix::process::Signal;

use crate::build::Built;
use crate::data_folder::DataFolder;
use crate::process::{self, Recorded};
use crate::progress;
use crate::provider;
use crate::state::State;
use crate::stores::Store;

/// Its name among the processes of `state.json`.
pub(crate) const SERVER: &str = "server";

/// A shop that can be served: program, place and address.
pub(crate) struct Shop {
    /// Where its data is.
    pub(crate) folder: DataFolder,
    /// What was built.
    pub(crate) built: Built,
    /// Where it listens.
    pub(crate) listen: SocketAddr,
    /// Settings of this run, by their variables, beside those of the merchant.
    pub(crate) settings: Vec<(&'static str, &'static str)>,
}

/// The address to open when a server listens there: "everywhere" is reached on this machine.
pub(crate) fn url(listen: SocketAddr) -> String {
    format!("http://{}", reachable(listen))
}

fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

impl Shop {
    /// Fails with a sentence when somebody else listens there.
    pub(crate) fn check_port(&self) -> Result<()> {
        match TcpListener::bind(self.listen) {
            Ok(_) => Ok(()),
            Err(error) => bail!(
                "cannot listen on {}: {error}. Choose another port with --port, or set QUAYSIDE_LISTEN.",
                self.listen
            ),
        }
    }

    /// Runs a command of the server's to its end.
    pub(crate) fn run(&self, state: &State, arguments: &[&str]) -> Result<()> {
        process::run(self.command(state).args(arguments))
    }

    /// Starts serving and waits until the shop says that it is ready.
    pub(crate) fn serve(&self, state: &mut State) -> Result<Recorded> {
        self.check_port()?;
        provider::start(self, state)?;
        let log = self.folder.log(SERVER);
        let mut command = self.command(state);
        command.arg("serve");
        let server = process::spawn_detached(&command, &log)?;
        state.pids.insert(SERVER.to_owned(), server);
        state.shop = Some(url(self.listen));
        state.write(&self.folder.state())?;
        process::until(Duration::from_secs(120), || {
            if status_of(self.listen, "/readyz") == Some(200) {
                return Ok(Some(()));
            }
            if server.alive() { Ok(None) } else { Err(anyhow!("it ended")) }
        })
        .inspect_err(|_| server.signal(Signal::KILL))
        .with_context(|| {
            format!(
                "the shop did not get ready. {} ends with\n{}",
                log.display(),
                process::tail(&log, 20)
            )
        })?;
        Ok(server)
    }

    /// The server's program with all its settings; the caller adds what to do.
    pub(crate) fn command(&self, state: &State) -> Command {
        let mut command = Command::new(&self.built.server);
        command
            .env("QUAYSIDE_DATA", self.folder.path())
            .env("QUAYSIDE_SITE", &self.built.site)
            .env("QUAYSIDE_LISTEN", self.listen.to_string())
            .envs(self.settings.iter().copied())
            .current_dir(self.folder.path());
        for store in Store::ALL {
            if let Some(uri) = state.stores.of(store) {
                command.env(store.variable(), uri);
            }
        }
        if let Some(provider) = &state.provider {
            command.envs(provider.settings());
        }
        if let Some(owner) = state.staff.as_ref().filter(|owner| owner.demo)
            && self.listen.ip().is_loopback()
        {
            command.env("QUAYSIDE_DEMO_OWNER", &owner.email);
        }
        command
    }
}

/// Stops the server that the state names, and the sandbox of payments.
pub(crate) fn stop(folder: &DataFolder) -> Result<()> {
    let mut state = State::read(&folder.state())?;
    if let Some(server) = state.running(SERVER) {
        let politely = server.stop(Signal::TERM, Duration::from_secs(20));
        let how = if politely { "stopped" } else { "killed, since it did not stop in 20 s" };
        progress::say(format!("  ok server {how}"));
    }
    state.pids.remove(SERVER);
    state.shop = None;
    state.write(&folder.state())?;
    provider::stop(folder)
}

/// The status that a GET of a path is answered with.
pub(crate) fn status_of(listen: SocketAddr, path: &str) -> Option<u16> {
    let limit = Duration::from_secs(5);
    let address = reachable(listen);
    let mut stream = TcpStream::connect_timeout(&address, limit).ok()?;
    stream.set_read_timeout(Some(limit)).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).ok()?;
    std::str::from_utf8(&answer).ok()?.strip_prefix("HTTP/1.1 ")?.parse().ok()
}

/// A shop from paths that somebody else found.
pub(crate) fn at(folder: DataFolder, server: &Path, site: &Path, listen: SocketAddr) -> Shop {
    let built = Built { server: PathBuf::from(server), site: PathBuf::from(site) };
    Shop { folder, built, listen, settings: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everywhere_is_opened_on_this_machine() {
        assert_eq!(url(([0, 0, 0, 0], 80).into()), "http://127.0.0.1:80");
        assert_eq!(url((Ipv6Addr::UNSPECIFIED, 80).into()), "http://[::1]:80");
        assert_eq!(url(([10, 0, 0, 1], 81).into()), "http://10.0.0.1:81");
    }

    #[test]
    fn a_status_is_read_from_an_answer() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let address = listener.local_addr().expect("an address");
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a caller");
            // All of it: what is left unread when the connection ends takes the answer with it.
            let mut asked = Vec::new();
            while !asked.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                stream.read_exact(&mut byte).expect("a question");
                asked.push(byte[0]);
            }
            stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").expect("answered");
        });
        assert_eq!(status_of(address, "/readyz"), Some(204));
        server.join().expect("ended");
    }
}
