//! The program itself, killed in the middle of its work.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};
use ureq::Agent;

const SECRET: &str = "opens the sandbox's API";

struct Program {
    child: Child,
    address: String,
    agent: Agent,
}

impl Program {
    fn start(journal: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_quayside-sandbox"))
            .args(["--listen", "127.0.0.1:0", "--address", "http://pages", "--journal"])
            .arg(journal)
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

    fn kill(mut self) {
        // SIGKILL: nothing of it runs any more.
        self.child.kill().expect("killed");
        self.child.wait().expect("dead");
    }

    fn order(&self, path: &str, key: &str, body: &Value) -> (u16, Value) {
        let sent = self
            .agent
            .post(format!("{}{path}", self.address))
            .header("authorization", format!("Bearer {SECRET}"))
            .header("idempotency-key", key)
            .header("content-type", "application/json")
            .send(body.to_string());
        let mut answer = sent.expect("answered");
        let text = answer.body_mut().read_to_string().expect("a body");
        (answer.status().as_u16(), serde_json::from_str(&text).expect("JSON"))
    }

    fn get(&self, path: &str) -> (u16, Value) {
        let asked = self
            .agent
            .get(format!("{}{path}", self.address))
            .header("authorization", format!("Bearer {SECRET}"))
            .call();
        let mut answer = asked.expect("answered");
        let text = answer.body_mut().read_to_string().expect("a body");
        (answer.status().as_u16(), serde_json::from_str(&text).expect("JSON"))
    }

    /// Types a card into a checkout's page, and tells its token.
    fn card(&self, checkout: &str, number: &str) -> String {
        let seal = seal(checkout);
        let body =
            json!({ "paymentDetails": { "number": number, "expiry": "12/39", "cvc": "123" } });
        let sent = self
            .agent
            .post(format!("{}/cards/{checkout}?seal={seal}", self.address))
            .header("content-type", "application/json")
            .send(body.to_string());
        let text = sent.expect("answered").body_mut().read_to_string().expect("a body");
        assert_eq!(text, r#"{"status":"ready"}"#);
        let (_, card) = self.get(&format!("/v1/cards/{checkout}"));
        card["card"].as_str().expect("a card").to_owned()
    }
}

fn seal(checkout: &str) -> String {
    use hmac::{Hmac, Mac};
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(SECRET.as_bytes()).expect("any key");
    mac.update(format!("card.{checkout}").as_bytes());
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn journal() -> PathBuf {
    std::env::temp_dir().join(format!("quayside-sandbox-{}", kernel::random_token::<8>()))
}

fn wanted(card: &str) -> Value {
    json!({ "card": card, "amount": 1999, "currency": "EUR", "returnUrl": "http://shop/" })
}

#[test]
fn what_it_answered_stands_after_it_was_killed() {
    let journal = journal();
    let program = Program::start(&journal);
    let card = program.card("c1", "4242 4242 4242 4242");
    let (status, set_aside) = program.order("/v1/payments/p1/authorise", "a1", &wanted(&card));
    assert_eq!((status, set_aside["status"].as_str()), (200, Some("authorised")));
    program.kill();

    let program = Program::start(&journal);
    let again = program.order("/v1/payments/p1/authorise", "a1", &wanted(&card));
    assert_eq!(again, (200, set_aside), "the same answer to the same key");
    let (_, taken) = program.order("/v1/payments/p1/capture", "k1", &json!({}));
    assert_eq!(taken["status"], "captured");
    program.kill();

    let program = Program::start(&journal);
    assert_eq!(program.get("/v1/payments/p1").1["status"], "captured");
    let refund =
        |key, amount| program.order("/v1/payments/p1/refund", key, &json!({ "amount": amount }));
    assert_eq!(refund("r1", 999).1["refunded"], 999);
    assert_eq!(refund("r1", 999).1["refunded"], 999, "once for each key");
    assert_eq!(refund("r1", 1000).0, 422, "a key of another order");
    assert_eq!(refund("r2", 1001).0, 422, "more than is left");
    assert_eq!(refund("r3", 1000).1["status"], "refunded");
    program.kill();
    let written = std::fs::read_to_string(&journal).expect("there");
    assert!(!written.contains("4242424242424242") && !written.contains("4242 4242"));
    std::fs::remove_file(journal).expect("removed");
}

#[test]
fn what_was_called_off_before_it_came_is_never_authorised() {
    let journal = journal();
    let program = Program::start(&journal);
    let card = program.card("c1", "4242424242424242");
    let (_, gone) = program.order("/v1/payments/p1/void", "v1", &json!({}));
    assert_eq!(gone["status"], "voided");
    let (status, late) = program.order("/v1/payments/p1/authorise", "a1", &wanted(&card));
    assert_eq!((status, late["status"].as_str()), (200, Some("voided")));
    let (_, taken) = program.order("/v1/payments/p1/capture", "k1", &json!({}));
    assert_eq!(taken["status"], "voided");
    program.kill();
    std::fs::remove_file(journal).expect("removed");
}

#[test]
fn an_answer_is_lost_once() {
    let journal = journal();
    let program = Program::start(&journal);
    let card = program.card("c1", "4000000000000341");
    program.order("/v1/payments/p1/authorise", "a1", &wanted(&card));
    let lost = program
        .agent
        .post(format!("{}/v1/payments/p1/capture", program.address))
        .header("authorization", format!("Bearer {SECRET}"))
        .header("idempotency-key", "k1")
        .send("{}")
        .and_then(|mut answer| answer.body_mut().read_to_string());
    assert!(lost.is_err(), "{lost:?}");
    let (_, again) = program.order("/v1/payments/p1/capture", "k1", &json!({}));
    assert_eq!(again["status"], "captured");
    program.kill();
    std::fs::remove_file(journal).expect("removed");
}

#[test]
fn nobody_is_let_in_without_the_secret_or_a_key() {
    let journal = journal();
    let program = Program::start(&journal);
    for authorisation in ["", "Bearer ", "Bearer wrong", SECRET] {
        let asked = program
            .agent
            .get(format!("{}/v1/payments/p1", program.address))
            .header("authorization", authorisation)
            .call();
        assert_eq!(asked.expect("answered").status().as_u16(), 401, "{authorisation}");
    }
    assert_eq!(program.order("/v1/payments/p1/void", "", &json!({})).0, 400);
    assert_eq!(program.get("/v1/payments/p1").1["status"], "absent");
    program.kill();
    std::fs::remove_file(journal).expect("removed");
}
