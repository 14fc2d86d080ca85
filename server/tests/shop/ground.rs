//! A shop with the demo catalogue, and a Redis that can be killed.

use std::{
    fs,
    net::{Ipv4Addr, TcpListener, TcpStream, ToSocketAddrs},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;
use testkit::TestDatabase;

use crate::{browser::Browser, people::PASSWORD, wires::Wire};

/// How long a program may take to get ready.
const PATIENCE: Duration = Duration::from_secs(60);

/// A process that ends with the test.
struct Running(Child);

impl Running {
    fn kill(&mut self) {
        // Ended already, it cannot be killed.
        let _ = self.0.kill();
        self.0.wait().expect("it ended");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A Redis with the settings that `cargo xtask up` gives to the one that keeps carts.
struct Redis {
    port: u16,
    folder: TempDir,
    process: Running,
}

impl Redis {
    fn start() -> Self {
        let (port, folder) = (free_port(), tempfile::tempdir().expect("a folder"));
        let process = Self::spawn(port, folder.path());
        Self { port, folder, process }
    }

    fn spawn(port: u16, folder: &Path) -> Running {
        let start = |program: &str| {
            Command::new(program)
                .args(["--bind", "127.0.0.1", "--port", &port.to_string(), "--save", ""])
                .args(["--appendonly", "yes", "--appendfsync", "always"])
                .args(["--maxmemory-policy", "noeviction", "--daemonize", "no"])
                .current_dir(folder)
                .stdout(Stdio::null())
                .spawn()
        };
        let child = start("redis-server").or_else(|_| start("valkey-server"));
        let process = Running(child.expect("a Redis is installed"));
        until("Redis listens", || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok());
        process
    }
}

/// Where a shop finds its stores.
#[derive(Clone)]
struct Addresses {
    postgres: String,
    mongo: String,
    redis: String,
}

/// The wires to the stores of a shop whose round trips are counted.
pub(crate) struct Wires([Wire; 3]);

impl Wires {
    /// Round trips to PostgreSQL, MongoDB and Redis so far.
    pub(crate) fn trips(&self) -> [u64; 3] {
        self.0.each_ref().map(Wire::trips)
    }
}

/// A shop that serves.
pub(crate) struct Shop {
    pub(crate) url: String,
    redis: Redis,
    // Dropped in this order: the program before what it works on.
    _server: Running,
    data: TempDir,
    database: TestDatabase,
}

impl Shop {
    /// The address of its owner, who signs in with [`crate::people::PASSWORD`] alone.
    pub(crate) const OWNER: &str = "owner@quayside.example";

    /// Starts one, with limits lifted unless a test says otherwise.
    pub(crate) async fn start() -> Self {
        Self::begin(Clone::clone).await
    }

    /// Starts one that goes to its stores by wires.
    pub(crate) async fn start_wired() -> (Self, Wires) {
        let mut wires = None;
        let shop = Self::begin(|stores| {
            let (postgres, to_postgres) = by_wire(&stores.postgres);
            let (mongo, to_mongo) = by_wire(&stores.mongo);
            let (redis, to_redis) = by_wire(&stores.redis);
            wires = Some(Wires([to_postgres, to_mongo, to_redis]));
            Addresses { postgres, mongo, redis }
        });
        let shop = shop.await;
        (shop, wires.expect("it was begun"))
    }

    async fn begin(served_by: impl FnOnce(&Addresses) -> Addresses) -> Self {
        let database = TestDatabase::new().await;
        let redis = Redis::start();
        let data = tempfile::tempdir().expect("a folder");
        let site = data.path().join("site");
        for folder in ["art", "pkg"] {
            fs::create_dir_all(site.join(folder)).expect("a folder");
        }
        let manifest = r#"{"js":"/pkg/a.js","wasm":"/pkg/a.wasm","css":"/pkg/a.css"}"#;
        fs::write(site.join("manifest.json"), manifest).expect("a file");
        let port = free_port();
        let stores = Addresses {
            postgres: database.uri(),
            mongo: mongo_of_its_own(),
            redis: format!("redis://127.0.0.1:{}/", redis.port),
        };
        let command = |task: &[&str], stores: &Addresses| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_quayside"));
            command
                .args(task)
                .env("QUAYSIDE_DATA", data.path())
                .env("QUAYSIDE_SITE", &site)
                .env("QUAYSIDE_LISTEN", format!("127.0.0.1:{port}"))
                .env("QUAYSIDE_POSTGRES_URI", &stores.postgres)
                .env("QUAYSIDE_MONGO_URI", &stores.mongo)
                .env("QUAYSIDE_REDIS_URI", &stores.redis)
                .env("QUAYSIDE_SEARCH_CACHE", "off")
                // Nobody pays here: a provider that is never asked.
                .env("QUAYSIDE_SANDBOX_ADDRESS", "http://127.0.0.1:9")
                .env("QUAYSIDE_SANDBOX_SECRET", "never asked by anyone")
                .env("QUAYSIDE_PAYMENT_WEBHOOK_SECRET", "never used to sign")
                .env("QUAYSIDE_LIMITS", "off")
                .env("QUAYSIDE_DEMO_OWNER", Self::OWNER)
                .env("QUAYSIDE_OWNER_PASSWORD", PASSWORD)
                .stdout(Stdio::null());
            command
        };
        let owner = ["staff", "owner", Self::OWNER, "--name", "Shop owner"];
        for task in [&["migrate"][..], &["seed"], &owner] {
            let status = command(task, &stores).status();
            assert!(status.expect("it runs").success(), "{task:?}");
        }
        let serving = command(&["serve"], &served_by(&stores)).spawn();
        let server = Running(serving.expect("it runs"));
        let url = format!("http://127.0.0.1:{port}");
        let readiness = Browser::new(&url);
        until("the shop is ready", || readiness.status("/readyz") == Some(200));
        Self { url, redis, _server: server, data, database }
    }

    /// A visitor of whom nothing is known yet.
    pub(crate) fn visitor(&self) -> Browser {
        Browser::new(&self.url)
    }

    /// Has PostgreSQL do something that no page does.
    pub(crate) async fn run(&self, statements: &'static str) {
        sqlx::raw_sql(statements).execute(&self.database.pool).await.expect("the statements run");
    }

    /// The letters that the shop has written, oldest first.
    pub(crate) fn letters(&self) -> Vec<String> {
        let Ok(folder) = fs::read_dir(self.data.path().join("letters")) else { return Vec::new() };
        let mut files: Vec<_> = folder.filter_map(|file| Some(file.ok()?.path())).collect();
        files.sort();
        files.iter().filter_map(|file| fs::read_to_string(file).ok()).collect()
    }

    /// The page on which somebody sees where they are signed in.
    pub(crate) fn person_sessions(&self, person: &Browser) -> String {
        let page = person.get("/account/sessions");
        assert_eq!(page.status, 200);
        page.body
    }

    /// Kills Redis with no time to tidy up.
    pub(crate) fn kill_redis(&mut self) {
        self.redis.process.kill();
    }

    /// Has Redis do something that the shop does not know of.
    pub(crate) async fn have_redis(&self, command: &[&str]) {
        let uri = format!("redis://127.0.0.1:{}/", self.redis.port);
        let client = redis::Client::open(uri).expect("an address");
        let mut connection =
            client.get_multiplexed_async_connection().await.expect("Redis answers");
        let done = redis::Cmd::new().arg(command).exec_async(&mut connection).await;
        done.expect("the command is carried out");
    }

    /// Starts it again where it was.
    pub(crate) fn start_redis_again(&mut self) {
        self.redis.process = Redis::spawn(self.redis.port, self.redis.folder.path());
    }
}

/// The address of a store behind a wire.
fn by_wire(uri: &str) -> (String, Wire) {
    let after = uri.rfind('@').map_or_else(|| uri.find("//").map_or(0, |at| at + 2), |at| at + 1);
    let rest = &uri[after..];
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let host = rest[..end].to_socket_addrs().expect("an address").next().expect("one");
    let wire = Wire::to(host);
    (format!("{}127.0.0.1:{}{}", &uri[..after], wire.port(), &rest[end..]), wire)
}

fn mongo_of_its_own() -> String {
    let uri = testkit::required("QUAYSIDE_TEST_MONGO_URI");
    let (server, options) = uri.split_once('?').unwrap_or((&uri, ""));
    let host = server.rsplit_once('/').map_or(server, |(host, _)| host);
    format!("{host}/shop_{}?{options}", kernel::random_token::<8>())
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// Waits for a condition, and asks for it again every few milliseconds.
pub(crate) fn until(what: &str, holds: impl Fn() -> bool) {
    let patience = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < patience, "waited in vain until {what}");
        thread::sleep(Duration::from_millis(10));
    }
}
