//! What every page is compared with: the same bytes as a ready string, served by the same axum in a
//! process of its own.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::body::Bytes;
use axum::http::header;
use axum::routing::get;
use axum::serve::ListenerExt;
use std::io::{BufRead, BufReader};

/// What the serving process is told.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// Files to serve, each under its name.
    folder: PathBuf,
}

/// Serves every file of a folder under its name, after its address on one line of standard output.
pub(crate) async fn serve(options: &Options) -> Result<String> {
    let mut router = Router::new();
    for entry in std::fs::read_dir(&options.folder)? {
        let entry = entry?;
        let body = Bytes::from(std::fs::read(entry.path())?);
        let name = entry.file_name().to_string_lossy().into_owned();
        let headers = [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CACHE_CONTROL, "public, max-age=0, must-revalidate"),
        ];
        router = router
            .route(&format!("/{name}"), get(move || std::future::ready((headers, body.clone()))));
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    let listener = listener.tap_io(|stream| {
        // Best effort: a connection that keeps its delay is slower, not wrong.
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, router).await?;
    Ok(String::new())
}

/// The serving process; it ends with this value.
pub(crate) struct Baseline {
    child: Child,
    /// Where it listens.
    pub(crate) address: SocketAddr,
}

impl Baseline {
    /// Starts one on a folder of bodies.
    pub(crate) fn start(folder: &Path) -> Result<Self> {
        let program = std::env::current_exe().context("where is this program?")?;
        let mut child = Command::new("setpriv")
            .args(["--pdeathsig", "KILL"])
            .arg(program)
            .arg("baseline")
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("the baseline did not start; setpriv comes with util-linux")?;
        let output = child.stdout.take().context("no output of the baseline")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        match line.trim().parse() {
            Ok(address) => Ok(Self { child, address }),
            Err(_) => {
                let _ = child.kill();
                let _ = child.wait();
                bail!("the baseline did not say where it listens")
            }
        }
    }
}

impl Drop for Baseline {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
