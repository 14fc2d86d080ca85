//! `quayside-sandbox`: a payment provider that takes no money.

use std::{io::Write, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use anyhow::{Context, ensure};
use clap::Parser;
use sandbox::{Desk, Settings, serve};
use tokio::net::TcpListener;

/// A payment provider for development. Its secrets come from QUAYSIDE_SANDBOX_SECRET and
/// QUAYSIDE_SANDBOX_WEBHOOK_SECRET.
#[derive(Parser)]
struct Options {
    /// Where it listens; loopback only.
    #[arg(long, default_value = "127.0.0.1:4010")]
    listen: SocketAddr,
    /// Its books.
    #[arg(long)]
    journal: PathBuf,
    /// Where browsers reach it, when that is not where it listens.
    #[arg(long)]
    address: Option<String>,
    /// Where its messages go.
    #[arg(long)]
    webhook_url: Option<String>,
    /// Where a shopper goes back to from the page for a card.
    #[arg(long, default_value = "http://127.0.0.1:3000/checkout")]
    shop_url: String,
    /// How late its late messages are, in milliseconds.
    #[arg(long, default_value_t = 3000)]
    lateness: u64,
}

fn secret(variable: &str) -> anyhow::Result<String> {
    let secret = std::env::var(variable).with_context(|| format!("{variable} is not set"))?;
    ensure!(secret.len() >= 16, "{variable} is shorter than 16 characters");
    Ok(secret)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    let options = Options::parse();
    ensure!(options.listen.ip().is_loopback(), "the sandbox listens on loopback only");
    let listener = TcpListener::bind(options.listen).await.context("cannot listen there")?;
    let bound = listener.local_addr()?;
    let settings = Settings {
        address: options.address.unwrap_or_else(|| format!("http://{bound}")),
        secret: secret("QUAYSIDE_SANDBOX_SECRET")?,
        webhook_secret: secret("QUAYSIDE_SANDBOX_WEBHOOK_SECRET")?,
        webhook_url: options.webhook_url,
        shop_url: options.shop_url,
        lateness: Duration::from_millis(options.lateness),
    };
    let desk = Desk::open(&options.journal, settings).context("the journal cannot be read")?;
    // Whoever started it waits for this line.
    println!("listening on {bound}");
    std::io::stdout().flush()?;
    serve(listener, Arc::new(desk)).await?;
    Ok(())
}
