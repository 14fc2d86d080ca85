//! A Redis that is away.

use std::{
    net::{Ipv4Addr, TcpListener},
    process::{Child, Command, Stdio},
    time::Duration,
};

use limits::{LimiterParts, RedisLimiter};
use storefront::limits::Limiter;
use tempfile::TempDir;

use crate::ground::{Ground, by, rule};

/// A Redis of the test's own, which can be killed.
struct RedisServer {
    port: u16,
    folder: TempDir,
    process: Child,
}

fn spawn(port: u16, folder: &TempDir) -> Child {
    let start = |program: &str| {
        Command::new(program)
            .args(["--bind", "127.0.0.1", "--port", &port.to_string(), "--save", ""])
            .args(["--appendonly", "no", "--daemonize", "no"])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .spawn()
    };
    start("redis-server").or_else(|_| start("valkey-server")).expect("a Redis is installed")
}

impl RedisServer {
    async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        let folder = tempfile::tempdir().expect("a folder");
        let server = Self { process: spawn(port, &folder), port, folder };
        server.until_up().await;
        server
    }

    fn uri(&self) -> String {
        format!("redis://127.0.0.1:{}/", self.port)
    }

    async fn keys(&self) -> Option<i64> {
        let client = redis::Client::open(self.uri()).expect("an address");
        let mut redis = client.get_multiplexed_async_connection().await.ok()?;
        redis::cmd("DBSIZE").query_async(&mut redis).await.ok()
    }

    async fn until_up(&self) {
        while self.keys().await.is_none() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    fn kill(&mut self) {
        self.process.kill().expect("it ran");
        self.process.wait().expect("it ended");
    }

    async fn start_again(&mut self) {
        self.process = spawn(self.port, &self.folder);
        self.until_up().await;
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[tokio::test]
async fn a_killed_redis_refuses_nobody_and_is_used_again_when_it_is_back() {
    let ground = Ground::new();
    let mut redis = RedisServer::start().await;
    let limiter = ground.limiter_at(&redis.uri());
    let rule = rule(4, 60);
    for _ in 0..5 {
        limiter.check(&[by(&rule)]).await;
    }
    assert!(!limiter.check(&[by(&rule)]).await.allowed);
    redis.kill();
    // From here this server counts for itself, and still refuses who overdoes it.
    for remaining in [3, 2, 1, 0] {
        let said = limiter.check(&[by(&rule)]).await;
        assert_eq!((said.allowed, said.remaining), (true, remaining));
    }
    assert!(!limiter.check(&[by(&rule)]).await.allowed);
    redis.start_again().await;
    while redis.keys().await != Some(1) {
        limiter.check(&[by(&rule)]).await;
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    // One was counted there, and both servers see it.
    assert_eq!(ground.limiter_at(&redis.uri()).check(&[by(&rule)]).await.remaining, 2);
    assert_eq!(limiter.check(&[by(&rule)]).await.remaining, 1);
}

#[tokio::test]
async fn a_redis_that_says_nothing_is_not_waited_for_long() {
    let ground = Ground::new();
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let uri = format!("redis://{}/", silent.local_addr().expect("an address"));
    let parts = LimiterParts { deadline: Duration::from_millis(20), ..ground.parts(&uri) };
    let limiter = RedisLimiter::new(parts).expect("an address");
    let rule = rule(20, 60);
    for _ in 0..20 {
        assert!(limiter.check(&[by(&rule)]).await.allowed);
    }
    assert!(!limiter.check(&[by(&rule)]).await.allowed);
}
