//! A Redis of the test's own, killed without warning.

use std::{
    net::{Ipv4Addr, TcpListener},
    process::{Child, Command, Stdio},
};

use storefront::cart::{CartOwner, Carts};
use tempfile::TempDir;

use crate::{
    ground::{Ground, account, add, guest, remove},
    in_short,
};

/// A Redis with the settings that `cargo xtask up` gives to the one that keeps carts.
struct Redis {
    port: u16,
    folder: TempDir,
    process: Child,
}

fn spawn(port: u16, folder: &TempDir) -> Child {
    let start = |program: &str| {
        Command::new(program)
            .args(["--bind", "127.0.0.1", "--port", &port.to_string(), "--save", ""])
            .args(["--appendonly", "yes", "--appendfsync", "everysec"])
            .args(["--maxmemory-policy", "noeviction", "--daemonize", "no"])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .spawn()
    };
    start("redis-server").or_else(|_| start("valkey-server")).expect("a Redis is installed")
}

impl Redis {
    async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        let folder = tempfile::tempdir().expect("a folder");
        let redis = Self { process: spawn(port, &folder), port, folder };
        redis.until("loading:0").await;
        redis
    }

    fn uri(&self) -> String {
        format!("redis://127.0.0.1:{}/", self.port)
    }

    /// Waits until it says this of its files.
    async fn until(&self, words: &str) {
        let client = redis::Client::open(self.uri()).expect("an address");
        loop {
            if let Ok(mut redis) = client.get_multiplexed_async_connection().await {
                let mut command = redis::cmd("INFO");
                let info: Result<String, _> =
                    command.arg("persistence").query_async(&mut redis).await;
                if info.is_ok_and(|info| info.contains(words)) {
                    return;
                }
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    }

    /// Kills it with no time to tidy up.
    fn kill(&mut self) {
        self.process.kill().expect("it ran");
        self.process.wait().expect("it ended");
    }

    async fn start_again(&mut self) {
        self.process = spawn(self.port, &self.folder);
        self.until("loading:0").await;
    }

    fn lose_everything(&self) {
        std::fs::remove_dir_all(self.folder.path().join("appendonlydir")).expect("it kept files");
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

async fn until_back(carts: &dyn Carts, owner: &CartOwner) {
    while carts.count(owner).await.is_err() {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_a_kill() {
    let ground = Ground::new().await;
    let mut redis = Redis::start().await;
    let carts = ground.carts_at(&redis.uri());
    let (signed_in, visitors) = (account(), [(); 100].map(|()| guest()));
    for visitor in &visitors {
        carts.change(visitor, add("A", 2), None).await.expect("acknowledged");
        carts.change(visitor, add("B", 1), None).await.expect("acknowledged");
        carts.change(visitor, remove("A"), None).await.expect("acknowledged");
    }
    carts.change(&signed_in, add("C", 3), None).await.expect("acknowledged");
    // It writes each second; what it has yet to write is what a kill may cost.
    redis.until("aof_buffer_length:0").await;
    redis.kill();
    carts.change(&signed_in, add("D", 1), None).await.expect("PostgreSQL has it");
    redis.start_again().await;
    until_back(&carts, &visitors[0]).await;
    for visitor in &visitors {
        assert_eq!(in_short(&carts.view(visitor).await.expect("a view")), "B1");
    }
    let view = carts.view(&signed_in).await.expect("a view");
    assert_eq!((in_short(&view).as_str(), view.version), ("C3 D1", 2));

    redis.kill();
    redis.lose_everything();
    redis.start_again().await;
    until_back(&carts, &visitors[0]).await;
    assert_eq!(carts.count(&visitors[0]).await, Ok(0), "this Redis is empty");
    let done = carts.change(&signed_in, remove("C"), None).await.expect("done");
    assert_eq!((done.count, done.version), (1, 3));
    ground.database.go_away().await;
    assert_eq!(in_short(&carts.view(&signed_in).await.expect("from Redis")), "D1");
    ground.database.come_back().await;
    ground.database.drop().await;
}
