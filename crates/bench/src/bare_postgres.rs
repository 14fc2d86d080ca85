//! Bare statements at PostgreSQL, which everything that is kept there is compared with: by pgbench,
//! which comes with the server, or where that is not to be had by the driver in a loop.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use inventory::{MAIN_WAREHOUSE, receive_starting_stock};
use kernel::Sku;
use sqlx::{PgPool, postgres::PgPoolOptions};
use tokio::process::Command;
use tokio::task::JoinSet;

/// Stands for a number that is another in every statement.
const NUMBER: &str = "{number}";
/// Numbers are below this.
const NUMBERS: u64 = 1_000_000_000_000;

/// How often something was done.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bare {
    done: f64,
    elapsed: Duration,
    /// By pgbench; else by the driver.
    pub(crate) by_pgbench: bool,
}

impl Bare {
    /// How many a second.
    pub(crate) fn rate(&self) -> f64 {
        self.done / self.elapsed.as_secs_f64().max(1e-9)
    }

    /// Adds what another round counted.
    pub(crate) fn add(&mut self, other: Self) {
        self.done += other.done;
        self.elapsed += other.elapsed;
    }

    /// Who counted.
    pub(crate) fn counter(&self) -> &'static str {
        if self.by_pgbench { "pgbench" } else { "the driver in a loop; pgbench is not there" }
    }
}

/// Where bare statements are counted.
pub(crate) struct Counter {
    uri: String,
    connections: u32,
    pgbench: Option<PathBuf>,
}

impl Counter {
    /// Counts with so many connections.
    ///
    /// # Errors
    /// When PostgreSQL does not answer.
    pub(crate) async fn new(pool: &PgPool, uri: &str, connections: u32) -> Result<Self> {
        // The server knows where its own programs are; pgbench of another release is not asked.
        let folder = "select setting from pg_config where name = 'BINDIR'";
        // Only who may read the server's files is told.
        let folder: Option<String> =
            sqlx::query_scalar(folder).fetch_optional(pool).await.ok().flatten();
        let pgbench = folder.map(|folder| Path::new(&folder).join("pgbench"));
        let pgbench = pgbench.filter(|program| program.exists());
        Ok(Self { uri: uri.to_owned(), connections, pgbench })
    }

    /// Counts a statement, each connection one after the other, for so long, in whole seconds.
    ///
    /// # Errors
    /// When PostgreSQL refuses.
    pub(crate) async fn count(&self, statement: &str, lasting: Duration) -> Result<Bare> {
        match &self.pgbench {
            Some(program) => self.by_pgbench(program, statement, lasting).await,
            None => self.by_driver(statement, lasting).await,
        }
    }

    async fn by_pgbench(&self, program: &Path, statement: &str, lasting: Duration) -> Result<Bare> {
        let mut script = tempfile::NamedTempFile::new()?;
        let statement = statement.replace(NUMBER, ":number");
        writeln!(script, "\\set number random(1, {NUMBERS})\n{statement};")?;
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let seconds = lasting.as_secs().max(1);
        let output = Command::new(program)
            .args(["--no-vacuum", "--protocol", "prepared"])
            .args(["--client", &self.connections.to_string()])
            .args(["--jobs", &threads.min(self.connections as usize).to_string()])
            .args(["--time", &seconds.to_string()])
            .arg("--file")
            .arg(script.path())
            .arg(&self.uri)
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .output()
            .await
            .context("pgbench did not start")?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            bail!("pgbench failed\n{said}{}", String::from_utf8_lossy(&output.stderr));
        }
        let rate = rate(&said).with_context(|| format!("pgbench says no rate\n{said}"))?;
        let elapsed = Duration::from_secs(seconds);
        Ok(Bare { done: rate * elapsed.as_secs_f64(), elapsed, by_pgbench: true })
    }

    async fn by_driver(&self, statement: &str, lasting: Duration) -> Result<Bare> {
        let statement: Arc<str> = statement.replace(NUMBER, "$1").into();
        let pool = PgPoolOptions::new()
            .min_connections(self.connections)
            .max_connections(self.connections)
            .connect(&self.uri)
            .await?;
        let next = Arc::new(AtomicU64::new(1));
        let end = Instant::now() + lasting;
        let mut running = JoinSet::new();
        for _ in 0..self.connections {
            let (statement, next) = (statement.clone(), next.clone());
            let mut connection = pool.acquire().await?;
            running.spawn(async move {
                let mut done = 0_u64;
                while Instant::now() < end {
                    let number = next.fetch_add(1, Ordering::Relaxed).cast_signed();
                    let asked = sqlx::query(sqlx::AssertSqlSafe(&*statement)).bind(number);
                    asked.execute(&mut *connection).await?;
                    done += 1;
                }
                anyhow::Ok(done)
            });
        }
        let mut done = 0.0;
        while let Some(count) = running.join_next().await {
            done += count?? as f64;
        }
        Ok(Bare { done, elapsed: lasting, by_pgbench: false })
    }
}

/// What pgbench says at its end, without the time it took to connect.
fn rate(said: &str) -> Option<f64> {
    let line = said.lines().find_map(|line| line.strip_prefix("tps = "))?;
    line.split(' ').next()?.parse().ok()
}

/// SKUs that are wanted by whoever measures and by nobody else.
pub(crate) struct OwnStock {
    prefix: String,
    pub(crate) skus: Vec<Sku>,
}

impl OwnStock {
    /// Receives so many units of each of so many SKUs.
    ///
    /// # Errors
    /// When PostgreSQL refuses.
    pub(crate) async fn receive(pool: &PgPool, skus: usize, units: u32) -> Result<Self> {
        let prefix = format!("BENCH-{}-", kernel::random_token::<8>());
        let skus = (0..skus)
            .map(|sku| Ok(Sku::parse(format!("{prefix}{sku}"))?))
            .collect::<Result<Vec<_>>>()?;
        let stock: Vec<_> = skus.iter().map(|sku| (sku.clone(), units)).collect();
        receive_starting_stock(pool, &stock, MAIN_WAREHOUSE, &prefix).await?;
        Ok(Self { prefix, skus })
    }

    /// The bare statement that reserves one unit of one of them, for a checkout of its own.
    pub(crate) fn reserving(&self) -> String {
        format!(
            "select * from inventory.reserve('bare-' || {NUMBER}::bigint, 'bench', \
             array['{}' || {NUMBER}::bigint % {}], array[1], 300, null)",
            self.prefix,
            self.skus.len()
        )
    }

    /// Units of them that are in checkouts.
    ///
    /// # Errors
    /// When PostgreSQL refuses.
    pub(crate) async fn held(&self, pool: &PgPool) -> Result<i64> {
        let held = "select coalesce(sum(reserved), 0)::bigint from inventory.stock where starts_with(sku, $1)";
        Ok(sqlx::query_scalar(held).bind(&self.prefix).fetch_one(pool).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_read_from_what_pgbench_says() {
        let said = "latency average = 2.0 ms\ninitial connection time = 14.3 ms\n\
                    tps = 3980.512345 (without initial connection time)\n";
        assert_eq!(rate(said), Some(3_980.512_345));
        assert_eq!(rate("pgbench: error: no"), None);
    }

    #[test]
    fn rounds_are_counted_together() {
        let seconds = Duration::from_secs;
        let mut bare = Bare { done: 300.0, elapsed: seconds(1), by_pgbench: true };
        bare.add(Bare { done: 900.0, elapsed: seconds(3), by_pgbench: true });
        assert_eq!(bare.rate().round() as u64, 300);
    }
}
