//! A plain HTTP client: one connection a request, so that it can be let go of at any moment.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// How long a whole answer may take: longer than any deadline of the shop's.
const PATIENCE: Duration = Duration::from_secs(15);

/// What is sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Request {
    pub(super) method: &'static str,
    /// Path and query.
    pub(super) target: String,
    pub(super) headers: Vec<(&'static str, String)>,
    /// Its type and text.
    pub(super) body: Option<(&'static str, String)>,
}

impl Request {
    pub(super) fn get(target: impl Into<String>) -> Self {
        Self { method: "GET", target: target.into(), ..Self::default() }
    }

    pub(super) fn json(method: &'static str, target: impl Into<String>, body: &Value) -> Self {
        let body = Some(("application/json", body.to_string()));
        Self { method, target: target.into(), body, ..Self::default() }
    }

    pub(super) fn form(target: impl Into<String>, fields: &'static str) -> Self {
        let body = Some(("application/x-www-form-urlencoded", fields.to_owned()));
        Self { method: "POST", target: target.into(), body, ..Self::default() }
    }

    pub(super) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn bytes(&self, host: SocketAddr) -> Vec<u8> {
        // Of 1.0, so that the answer is whole when the connection ends.
        let mut text = format!("{} {} HTTP/1.0\r\nhost: {host}\r\n", self.method, self.target);
        for (name, value) in &self.headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        let body = self.body.as_ref().map_or("", |(kind, body)| {
            text.push_str(&format!("content-type: {kind}\r\n"));
            body.as_str()
        });
        text.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
        text.into_bytes()
    }
}

/// What was answered.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// Names in small letters.
    headers: Vec<(String, String)>,
    body: String,
}

impl Answer {
    /// All headers of a name.
    pub(super) fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The body, if it is JSON; else nothing.
    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }

    /// The code of a problem; empty if it has none.
    pub(super) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = std::str::from_utf8(&bytes[..end]).ok()?;
        let mut lines = head.split("\r\n");
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let body = &bytes[end + 4..];
        let length = headers.iter().find(|(name, _)| name == "content-length");
        let whole = length.is_none_or(|(_, length)| length.parse() == Ok(body.len()));
        let body = String::from_utf8_lossy(body).into_owned();
        whole.then_some(Self { status, headers, body })
    }
}

/// Sends a request and waits for the answer; none if it did not come whole.
pub(super) fn exchange(host: SocketAddr, request: &Request) -> Option<Answer> {
    let mut stream = send(host, request)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).ok()?;
    Answer::read(&bytes)
}

/// Sends a request and goes away after a moment without having heard the answer.
pub(super) fn leave(host: SocketAddr, request: &Request, moment: Duration) {
    if let Some(stream) = send(host, request) {
        std::thread::sleep(moment);
        drop(stream);
    }
}

fn send(host: SocketAddr, request: &Request) -> Option<TcpStream> {
    let mut stream = TcpStream::connect_timeout(&host, Duration::from_secs(3)).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.set_write_timeout(Some(PATIENCE)).ok()?;
    stream.write_all(&request.bytes(host)).ok()?;
    Some(stream)
}

/// The machine and the rest of an address of this machine.
pub(super) fn parts(url: &str) -> Option<(SocketAddr, String)> {
    let rest = url.strip_prefix("http://")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    Some((host.parse().ok()?, format!("/{path}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_whole_or_not_at_all() {
        let text = b"HTTP/1.0 201 Created\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b=2\r\ncontent-length: 8\r\n\r\n{\"a\": 7}";
        let answer = Answer::read(text).expect("whole");
        assert_eq!((answer.status, answer.json()["a"].as_i64()), (201, Some(7)));
        assert_eq!(answer.headers("set-cookie").collect::<Vec<_>>(), ["a=1; Path=/", "b=2"]);
        assert!(Answer::read(&text[..text.len() - 1]).is_none());
        assert!(Answer::read(b"HTTP/1.0 201 Created\r\n").is_none());
    }

    #[test]
    fn addresses_of_this_machine_are_taken_apart() {
        let host = SocketAddr::from(([127, 0, 0, 1], 80));
        assert_eq!(parts("http://127.0.0.1:80/a?b=c"), Some((host, "/a?b=c".to_owned())));
        assert_eq!(parts("http://127.0.0.1:80"), Some((host, "/".to_owned())));
        assert_eq!(parts("https://127.0.0.1:80/"), None);
        assert_eq!(parts("/checkout"), None);
    }

    #[test]
    fn a_request_is_written_out() {
        let host = SocketAddr::from(([127, 0, 0, 1], 80));
        let body = serde_json::json!({ "a": 1 });
        let request = Request::json("POST", "/api", &body).header("cookie", "a=1");
        assert_eq!(
            String::from_utf8(request.bytes(host)).expect("text"),
            "POST /api HTTP/1.0\r\nhost: 127.0.0.1:80\r\ncookie: a=1\r\n\
             content-type: application/json\r\ncontent-length: 7\r\n\r\n{\"a\":1}"
        );
    }
}
