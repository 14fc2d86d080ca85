//! The program, started and spoken with.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};
use ureq::{Agent, Body, http};

pub(crate) const SECRET: &str = "opens the sandbox's API";

/// A folder for its books, which does not exist yet.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        let name = format!("quayside-sandbox-{}", kernel::random_token::<8>());
        Self(std::env::temp_dir().join(name))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // It was never made if the program did not start.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What came back: status, where it leads to, and the text.
#[derive(Debug)]
pub(crate) struct Came {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) text: String,
}

impl Came {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).expect("JSON")
    }
}

pub(crate) struct Program {
    child: Child,
    pub(crate) address: String,
    pub(crate) agent: Agent,
}

impl Program {
    pub(crate) fn start(folder: &Folder) -> Self {
        Self::start_with(folder, &[])
    }

    pub(crate) fn start_with(folder: &Folder, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_quayside-sandbox"))
            .args(["--listen", "127.0.0.1:0", "--return-origin", "http://other.example"])
            .args(arguments)
            .env("QUAYSIDE_SANDBOX_DATA", folder.path())
            .env("QUAYSIDE_SANDBOX_SHOP_URL", "http://shop.example/checkout")
            .env("QUAYSIDE_SANDBOX_SECRET", SECRET)
            .env("QUAYSIDE_SANDBOX_WEBHOOK_SECRET", "signs the sandbox's messages")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
        let bound = line.trim().strip_prefix("listening on ").expect("it says where");
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .build()
            .into();
        Self { address: format!("http://{bound}"), child, agent }
    }

    /// SIGKILL: nothing of it runs any more.
    pub(crate) fn kill(self) {
        drop(self);
    }

    pub(crate) fn order(&self, path: &str, key: &str, body: &Value) -> (u16, Value) {
        let sent = self
            .agent
            .post(format!("{}{path}", self.address))
            .header("authorization", format!("Bearer {SECRET}"))
            .header("idempotency-key", key)
            .header("content-type", "application/json")
            .send(body.to_string());
        let came = came(sent);
        (came.status, came.json())
    }

    pub(crate) fn get(&self, path: &str) -> (u16, Value) {
        let asked = self
            .agent
            .get(format!("{}{path}", self.address))
            .header("authorization", format!("Bearer {SECRET}"))
            .call();
        let came = came(asked);
        (came.status, came.json())
    }

    /// What a browser sees.
    pub(crate) fn look(&self, path: &str) -> Came {
        let url = format!("{}{path}", self.address);
        came(self.agent.get(url).header("accept", "text/html,*/*").call())
    }

    /// What comes of sending something: its kind, and what is wanted back.
    pub(crate) fn send(&self, path: &str, kind: &str, accept: &str, body: &str) -> Came {
        let url = format!("{}{path}", self.address);
        came(self.agent.post(url).header("content-type", kind).header("accept", accept).send(body))
    }

    /// Types a card into a checkout's page, and tells its token.
    pub(crate) fn card(&self, checkout: &str, number: &str) -> String {
        let body =
            json!({ "paymentDetails": { "number": number, "expiry": "12/39", "cvc": "123" } });
        let path = format!("/cards/{checkout}?seal={}", seal(checkout));
        let sent = self.send(&path, "application/json", "*/*", &body.to_string());
        assert_eq!((sent.status, &*sent.text), (200, r#"{"status":"ready"}"#));
        let (_, card) = self.get(&format!("/v1/cards/{checkout}"));
        card["card"].as_str().expect("a card").to_owned()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("dead");
    }
}

fn came(answer: Result<http::Response<Body>, ureq::Error>) -> Came {
    let mut answer = answer.expect("answered");
    let location = answer.headers().get("location").map(|to| to.to_str().expect("text").to_owned());
    Came {
        status: answer.status().as_u16(),
        location: location.unwrap_or_default(),
        text: answer.body_mut().read_to_string().expect("a body"),
    }
}

/// What opens the page for a checkout's card.
pub(crate) fn seal(checkout: &str) -> String {
    use hmac::{Hmac, Mac};
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(SECRET.as_bytes()).expect("any key");
    mac.update(format!("card.{checkout}").as_bytes());
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}
