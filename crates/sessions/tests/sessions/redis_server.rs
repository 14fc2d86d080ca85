//! A Redis of the test's own, which can be killed.

use std::{
    net::{Ipv4Addr, TcpListener},
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;

/// A Redis with the settings that `cargo xtask up` gives to the one that keeps sessions.
pub(crate) struct RedisServer {
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

impl RedisServer {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        let folder = tempfile::tempdir().expect("a folder");
        let server = Self { process: spawn(port, &folder), port, folder };
        server.until_up().await;
        server
    }

    pub(crate) fn uri(&self) -> String {
        format!("redis://127.0.0.1:{}/", self.port)
    }

    /// What it says of itself.
    pub(crate) async fn info(&self, section: &str) -> Option<String> {
        let client = redis::Client::open(self.uri()).expect("an address");
        let mut redis = client.get_multiplexed_async_connection().await.ok()?;
        redis::cmd("INFO").arg(section).query_async(&mut redis).await.ok()
    }

    /// How often it was asked for a command; for all of them as `total`.
    pub(crate) async fn calls(&self, command: &str) -> i64 {
        let (section, field) = match command {
            "total" => ("stats", "total_commands_processed:".to_owned()),
            command => ("commandstats", format!("cmdstat_{command}:calls=")),
        };
        let info = self.info(section).await.expect("it answers");
        let found = info.lines().find_map(|line| line.strip_prefix(field.as_str()));
        let number = found.unwrap_or("0").split(',').next().unwrap_or_default();
        number.trim().parse().expect("a number")
    }

    /// Sessions it has, graves not counted.
    pub(crate) async fn sessions(&self) -> usize {
        let mut redis = crate::ground::redis_at(&self.uri()).await;
        let keys: Vec<String> =
            redis::cmd("KEYS").arg("test-*").query_async(&mut redis).await.expect("it answers");
        let mut sessions = 0;
        for key in keys.iter().filter(|key| !key.ends_with("unended")) {
            let text: String =
                redis::cmd("GET").arg(key).query_async(&mut redis).await.expect("it answers");
            sessions += usize::from(text != "-");
        }
        sessions
    }

    /// Waits until all it was told is in its files.
    pub(crate) async fn until_written_down(&self) {
        let mut redis = crate::ground::redis_at(&self.uri()).await;
        let mut command = redis::cmd("WAITAOF");
        if command.arg(1).arg(0).arg(0).query_async::<redis::Value>(&mut redis).await.is_ok() {
            return;
        }
        // An older one does not know that command, and has written it all after a rewrite.
        redis::cmd("BGREWRITEAOF").query_async::<()>(&mut redis).await.expect("it answers");
        let busy = ["aof_rewrite_in_progress:1", "aof_rewrite_scheduled:1"];
        while self
            .info("persistence")
            .await
            .is_none_or(|info| busy.iter().any(|word| info.contains(word)))
        {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn until_up(&self) {
        while !self.info("persistence").await.is_some_and(|info| info.contains("loading:0")) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Kills it with no time to tidy up.
    pub(crate) fn kill(&mut self) {
        self.process.kill().expect("it ran");
        self.process.wait().expect("it ended");
    }

    pub(crate) async fn start_again(&mut self) {
        self.process = spawn(self.port, &self.folder);
        self.until_up().await;
    }

    /// Copies what it has written down so far.
    pub(crate) fn copy_files(&self) -> TempDir {
        let copy = tempfile::tempdir().expect("a folder");
        let from = self.folder.path().join("appendonlydir");
        for file in std::fs::read_dir(from).expect("it keeps files") {
            let file = file.expect("a file");
            std::fs::copy(file.path(), copy.path().join(file.file_name())).expect("copied");
        }
        copy
    }

    /// Puts back what it had written down when that copy was made.
    pub(crate) fn put_back(&self, copy: &TempDir) {
        self.lose_everything();
        let to = self.folder.path().join("appendonlydir");
        std::fs::create_dir(&to).expect("a folder");
        for file in std::fs::read_dir(copy.path()).expect("a copy") {
            let file = file.expect("a file");
            std::fs::copy(file.path(), to.join(file.file_name())).expect("copied");
        }
    }

    pub(crate) fn lose_everything(&self) {
        std::fs::remove_dir_all(self.folder.path().join("appendonlydir")).expect("it kept files");
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
