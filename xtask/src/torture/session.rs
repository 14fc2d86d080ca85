//! Somebody with cookies, who asks now one server and now the other.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use fastrand::Rng;
use serde_json::{Value, json};

use super::http::{self, Answer, Request, exchange};
use super::journal::Journal;

/// How long something is asked for again that nobody answered.
pub(super) const PERSISTENCE: Duration = Duration::from_secs(20);

/// A visitor of whom the shop knows nothing before the first cookie.
pub(super) struct Session<'a> {
    pub(super) name: String,
    pub(super) rng: Rng,
    pub(super) journal: &'a Journal,
    servers: &'a [SocketAddr],
    cookies: BTreeMap<String, String>,
}

impl<'a> Session<'a> {
    pub(super) fn new(
        name: String,
        rng: Rng,
        journal: &'a Journal,
        servers: &'a [SocketAddr],
    ) -> Self {
        Self { name, rng, journal, servers, cookies: BTreeMap::new() }
    }

    /// Whether something happens that happens so many times in a hundred.
    pub(super) fn chance(&mut self, percent: u8) -> bool {
        self.rng.u8(0..100) < percent
    }

    /// Thinks for a while.
    pub(super) fn think(&mut self, most_millis: u64) {
        std::thread::sleep(Duration::from_millis(self.rng.u64(0..=most_millis)));
    }

    /// The request with this visitor's cookies.
    pub(super) fn dressed(&self, request: &Request) -> Request {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = request.clone();
        if cookies.is_empty() { request } else { request.header("cookie", cookies.join("; ")) }
    }

    fn server(&mut self) -> SocketAddr {
        self.servers[self.rng.usize(0..self.servers.len())]
    }

    /// Asks once; none if no whole answer came.
    pub(super) fn ask(&mut self, request: &Request) -> Option<Answer> {
        let (server, dressed) = (self.server(), self.dressed(request));
        self.heard(request, exchange(server, &dressed))
    }

    /// Asks twice at the same moment, as a double click or two tabs do.
    pub(super) fn ask_twice(&mut self, request: &Request) -> [Option<Answer>; 2] {
        let (servers, dressed) = ([self.server(), self.server()], self.dressed(request));
        let answers = std::thread::scope(|scope| {
            let dressed = &dressed;
            servers
                .map(|server| scope.spawn(move || exchange(server, dressed)))
                .map(|sent| sent.join().unwrap_or_default())
        });
        answers.map(|answer| self.heard(request, answer))
    }

    /// Sends it and goes away before the answer comes.
    pub(super) fn send_and_leave(&mut self, request: &Request) {
        let moment = Duration::from_millis(self.rng.u64(0..150));
        let (server, dressed) = (self.server(), self.dressed(request));
        self.journal.count("answers not waited for");
        http::leave(server, &dressed, moment);
    }

    /// Asks until somebody answers who can; none if nobody does for long.
    pub(super) fn insist(&mut self, request: &Request) -> Option<Answer> {
        let until = Instant::now() + PERSISTENCE;
        while Instant::now() < until {
            match self.ask(request) {
                Some(answer) if answer.status != 503 => return Some(answer),
                _ => self.think(400),
            }
        }
        None
    }

    fn heard(&mut self, request: &Request, answer: Option<Answer>) -> Option<Answer> {
        let Some(answer) = answer else {
            self.journal.count("requests without an answer");
            return None;
        };
        self.journal.count("answers");
        for cookie in answer.headers("set-cookie") {
            self.keep(cookie);
        }
        if answer.status >= 500 && answer.status != 503 {
            let (method, target) = (request.method, &request.target);
            let body = answer.json();
            self.journal.wrong(format!("{method} {target} was answered {}: {body}", answer.status));
        }
        Some(answer)
    }

    fn keep(&mut self, cookie: &str) {
        let mut parts = cookie.split(';').map(str::trim);
        let Some((name, value)) = parts.next().and_then(|first| first.split_once('=')) else {
            return;
        };
        let gone = parts.any(|part| part.eq_ignore_ascii_case("max-age=0"));
        if gone || value.is_empty() {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    /// Types a card into the provider's page. True if it was kept.
    pub(super) fn enter_card(&mut self, url: &str, number: &str) -> bool {
        let Some((provider, target)) = http::parts(url) else {
            self.journal.wrong(format!("a card was to be entered at {url}"));
            return false;
        };
        let details = json!({
            "paymentDetails": { "number": number, "expiry": "12/39", "cvc": "123" }
        });
        let request = Request::json("POST", target, &details);
        let until = Instant::now() + PERSISTENCE;
        while Instant::now() < until {
            // No cookie: the provider is another house.
            match exchange(provider, &request) {
                Some(answer) if answer.status == 200 => return answer.json()["status"] == "ready",
                _ => self.think(400),
            }
        }
        false
    }

    /// Answers the bank's question, and goes back to where it leads.
    pub(super) fn answer_bank(&mut self, url: &str, yes: bool) {
        let Some((bank, target)) = http::parts(url) else {
            self.journal.wrong(format!("the bank was said to be at {url}"));
            return;
        };
        let answer = if yes { "answer=approve" } else { "answer=decline" };
        let until = Instant::now() + PERSISTENCE;
        while Instant::now() < until {
            let asked = exchange(bank, &Request::form(target.as_str(), answer));
            let back = asked.as_ref().and_then(|answer| answer.headers("location").next());
            if let Some((_, target)) = back.and_then(http::parts) {
                self.ask(&Request::get(target));
                return;
            }
            self.think(400);
        }
    }
}

/// The amount of a money value of the API.
pub(super) fn amount(money: &Value) -> Option<i64> {
    money["amount"].as_i64()
}
