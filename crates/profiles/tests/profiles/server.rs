//! A server that the test starts, kills and starts again on the same files.

use std::{
    net::{Ipv4Addr, TcpListener},
    process::{Child, Command, Stdio},
    time::Duration,
};

use mongodb::{Client, bson::doc, options::ClientOptions};
use tempfile::TempDir;

/// Tries before a server is taken for dead; each waits for it on its own.
const PATIENCE: usize = 60;

pub(crate) struct Server {
    words: Vec<String>,
    port: u16,
    folder: TempDir,
    child: Child,
}

impl Server {
    pub(crate) async fn start() -> Self {
        let text = std::env::var("QUAYSIDE_TEST_MONGO_COMMAND").expect(
            "set QUAYSIDE_TEST_MONGO_COMMAND to a JSON array that starts a server, with {port} and \
             {dir} in it, as `cargo xtask test` does",
        );
        let words: Vec<String> = serde_json::from_str(&text).expect("a JSON array of words");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        let folder = tempfile::tempdir().expect("a folder");
        let child = spawn(&words, port, &folder);
        let server = Self { words, port, folder, child };
        server.until_writable().await;
        server
    }

    /// Kills it with no time to tidy up.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("it ran");
        self.child.wait().expect("it ended");
    }

    /// Starts it again where it was.
    pub(crate) async fn start_again(&mut self) {
        self.child = spawn(&self.words, self.port, &self.folder);
        self.until_writable().await;
    }

    /// Stops it from answering while all its connections stay. A signal that was sent has not
    /// stopped each thread yet: this comes back when it has.
    pub(crate) async fn hang(&self) {
        self.signal("-STOP");
        while !self.all_threads_are_stopped() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Lets it go on where it was stopped.
    pub(crate) fn go_on(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        let status = Command::new("kill").args([signal, &id]).status().expect("kill runs");
        assert!(status.success());
    }

    /// Whether the kernel tells of every thread that it is stopped.
    fn all_threads_are_stopped(&self) -> bool {
        let threads =
            std::fs::read_dir(format!("/proc/{}/task", self.child.id())).expect("it runs");
        threads.flatten().all(|thread| {
            let state = std::fs::read_to_string(thread.path().join("status")).unwrap_or_default();
            state.lines().any(|line| line.starts_with("State:\tT"))
        })
    }

    pub(crate) fn uri(&self, database: &str) -> String {
        format!("mongodb://127.0.0.1:{}/{database}?directConnection=true", self.port)
    }

    async fn until_writable(&self) {
        let mut options = ClientOptions::parse(self.uri("admin")).await.expect("an address");
        options.server_selection_timeout = Some(Duration::from_secs(1));
        let admin = Client::with_options(options).expect("options").database("admin");
        for _ in 0..PATIENCE {
            let Ok(hello) = admin.run_command(doc! { "hello": 1 }).await else { continue };
            if hello.get_bool("isWritablePrimary").unwrap_or(false) {
                return;
            }
            // A mongod is told once that it is a replica set of one; others refuse the command.
            let member = doc! { "_id": 0, "host": format!("127.0.0.1:{}", self.port) };
            let set = doc! { "_id": "rs0", "members": [member] };
            let _ = admin.run_command(doc! { "replSetInitiate": set }).await;
        }
        panic!("the server that QUAYSIDE_TEST_MONGO_COMMAND names does not take writes");
    }
}

fn spawn(words: &[String], port: u16, folder: &TempDir) -> Child {
    let folder = folder.path().to_string_lossy();
    let filled: Vec<String> = words
        .iter()
        .map(|word| word.replace("{port}", &port.to_string()).replace("{dir}", &folder))
        .collect();
    let (program, arguments) = filled.split_first().expect("a command has a program");
    Command::new(program)
        .args(arguments)
        .current_dir(folder.as_ref())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command starts")
}

impl Drop for Server {
    fn drop(&mut self) {
        // Its files go with the folder; there is nothing to tidy up.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
