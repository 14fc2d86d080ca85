//! The payment provider for development, which takes no money: a process of its own, as a real one.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};

/// Its program, beside the server's.
const PROGRAM: &str = "quayside-sandbox";

/// The provider while it runs; it ends with this value.
pub(super) struct Sandbox {
    child: Child,
    address: String,
    secret: String,
    webhook_secret: String,
}

impl Sandbox {
    /// Starts it for a shop that will listen at `shop`.
    pub(super) fn start(server: &Path, data: &Path, shop: SocketAddr) -> Result<Self> {
        let program = server.with_file_name(PROGRAM);
        ensure!(program.exists(), "{} is not there", program.display());
        let [secret, webhook_secret] = [(); 2].map(|()| kernel::random_token::<24>());
        let mut child = Command::new("setpriv")
            .args(["--pdeathsig", "KILL"])
            .arg(program)
            .args(["--listen", "127.0.0.1:0"])
            .arg("--data")
            .arg(data.join("bench-sandbox"))
            .args(["--shop-url", &format!("http://{shop}/checkout")])
            .args(["--webhook-url", &format!("http://{shop}/webhooks/payments")])
            .env("QUAYSIDE_SANDBOX_SECRET", &secret)
            .env("QUAYSIDE_SANDBOX_WEBHOOK_SECRET", &webhook_secret)
            .env("RUST_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(data.join("bench-sandbox.log"))?)
            .spawn()
            .context("setpriv, which comes with util-linux, did not start")?;
        let output = child.stdout.take().context("no output of the sandbox of payments")?;
        // From here on it ends if anything else goes wrong.
        let mut sandbox = Self { child, address: String::new(), secret, webhook_secret };
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let address = line.trim().strip_prefix("listening on ");
        let address = address.context("the sandbox of payments did not say where it listens")?;
        sandbox.address = format!("http://{address}");
        Ok(sandbox)
    }

    /// The settings by which the shop finds it.
    pub(super) fn settings(&self) -> [(&'static str, &str); 3] {
        [
            ("QUAYSIDE_SANDBOX_ADDRESS", &self.address),
            ("QUAYSIDE_SANDBOX_SECRET", &self.secret),
            ("QUAYSIDE_PAYMENT_WEBHOOK_SECRET", &self.webhook_secret),
        ]
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // Its books are whole at any moment.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
