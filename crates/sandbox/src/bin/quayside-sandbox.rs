//! `quayside-sandbox`: a payment provider that takes no money, for development and tests.
//!
//! Each setting is an argument or a variable of the environment; the secrets are variables only,
//! since everybody on the machine sees arguments.
//!
//! | argument          | variable                          | what it is                                |
//! |-------------------|-----------------------------------|-------------------------------------------|
//! | `--listen`        | `QUAYSIDE_SANDBOX_LISTEN`         | where it listens, loopback only: 127.0.0.1:4010; port 0 takes any |
//! | `--data`          | `QUAYSIDE_SANDBOX_DATA`           | the folder for its books; made if need be |
//! | `--address`       | `QUAYSIDE_SANDBOX_ADDRESS`        | where browsers reach it, when that is not where it listens |
//! | `--webhook-url`   | `QUAYSIDE_SANDBOX_WEBHOOK_URL`    | where its messages go; none without       |
//! | `--shop-url`      | `QUAYSIDE_SANDBOX_SHOP_URL`       | where the page for a card leads back to   |
//! | `--return-origin` | `QUAYSIDE_SANDBOX_RETURN_ORIGINS` | other origins it may lead back to, by `?return=`; with commas between |
//! | `--lateness`      | `QUAYSIDE_SANDBOX_LATENESS`       | how late late messages are, in ms: 3000   |
//! |                   | `QUAYSIDE_SANDBOX_SECRET`         | opens its API; 16 characters or more      |
//! |                   | `QUAYSIDE_SANDBOX_WEBHOOK_SECRET` | signs its messages; 16 characters or more |
//!
//! Once it is ready it prints `listening on 127.0.0.1:4010` on a line, with its real port, and
//! answers `GET /livez`. It may be killed at any moment: what it answered stands in its journal.

use std::{io::Write, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use anyhow::{Context, ensure};
use clap::Parser;
use sandbox::{Desk, Settings, origin, serve};
use tokio::net::TcpListener;

/// Its books, in the folder for them.
const JOURNAL: &str = "journal";

/// A payment provider for development, which takes no money. Its secrets come from
/// QUAYSIDE_SANDBOX_SECRET and QUAYSIDE_SANDBOX_WEBHOOK_SECRET.
#[derive(Parser)]
struct Options {
    /// Where it listens; loopback only. Port 0 takes any that is free.
    #[arg(long, env = "QUAYSIDE_SANDBOX_LISTEN", default_value = "127.0.0.1:4010")]
    listen: SocketAddr,
    /// The folder for its books, which is made if need be.
    #[arg(long, env = "QUAYSIDE_SANDBOX_DATA")]
    data: PathBuf,
    /// Where browsers reach it, when that is not where it listens.
    #[arg(long, env = "QUAYSIDE_SANDBOX_ADDRESS")]
    address: Option<String>,
    /// Where its messages go.
    #[arg(long, env = "QUAYSIDE_SANDBOX_WEBHOOK_URL")]
    webhook_url: Option<String>,
    /// Where a shopper goes back to from the page for a card.
    #[arg(
        long,
        env = "QUAYSIDE_SANDBOX_SHOP_URL",
        default_value = "http://127.0.0.1:3000/checkout"
    )]
    shop_url: String,
    /// Another origin that the page for a card may lead back to.
    #[arg(long, env = "QUAYSIDE_SANDBOX_RETURN_ORIGINS", value_delimiter = ',')]
    return_origin: Vec<String>,
    /// How late its late messages are, in milliseconds.
    #[arg(long, env = "QUAYSIDE_SANDBOX_LATENESS", default_value_t = 3000)]
    lateness: u64,
}

fn secret(variable: &str) -> anyhow::Result<String> {
    let secret = std::env::var(variable).with_context(|| format!("{variable} is not set"))?;
    ensure!(secret.len() >= 16, "{variable} is shorter than 16 characters");
    Ok(secret)
}

fn journal(options: &Options) -> anyhow::Result<PathBuf> {
    std::fs::create_dir_all(&options.data).context("cannot make the folder for its books")?;
    Ok(options.data.join(JOURNAL))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    let options = Options::parse();
    ensure!(options.listen.ip().is_loopback(), "the sandbox listens on loopback only");
    ensure!(origin(&options.shop_url).is_some(), "--shop-url is no address of a web page");
    for allowed in &options.return_origin {
        ensure!(origin(allowed).as_ref() == Some(allowed), "{allowed} is no origin");
    }
    let journal = journal(&options)?;
    let listener = TcpListener::bind(options.listen).await.context("cannot listen there")?;
    let bound = listener.local_addr()?;
    let settings = Settings {
        address: options.address.unwrap_or_else(|| format!("http://{bound}")),
        secret: secret("QUAYSIDE_SANDBOX_SECRET")?,
        webhook_secret: secret("QUAYSIDE_SANDBOX_WEBHOOK_SECRET")?,
        webhook_url: options.webhook_url,
        shop_url: options.shop_url,
        return_origins: options.return_origin,
        lateness: Duration::from_millis(options.lateness),
    };
    let desk = Desk::open(&journal, settings).context("its books cannot be opened")?;
    // Whoever started it waits for this line.
    println!("listening on {bound}");
    std::io::stdout().flush()?;
    serve(listener, Arc::new(desk)).await?;
    Ok(())
}
