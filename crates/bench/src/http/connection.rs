//! One connection that is kept open: HTTP/1.1, one question at a time.
//!
//! Written for measuring: it copies nothing that nobody looks at, so that the load takes as little as
//! possible of the processors it shares with the server.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What came back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    /// Bytes of the body as they were sent.
    pub(crate) bytes: u64,
}

/// The bytes of a GET.
pub(crate) fn request(path: &str, accept_encoding: Option<&str>) -> Vec<u8> {
    let encoding =
        accept_encoding.map_or(String::new(), |value| format!("Accept-Encoding: {value}\r\n"));
    format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n{encoding}\r\n").into_bytes()
}

/// A request of any kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sent<'a> {
    /// GET, POST and so on.
    pub(crate) method: &'a str,
    /// The address on the server.
    pub(crate) path: &'a str,
    /// Name and value of the cookie that goes along.
    pub(crate) cookie: Option<&'a str>,
    /// By which the server knows the same request again.
    pub(crate) key: Option<&'a str>,
    /// What kind the body is of, and the body.
    pub(crate) body: Option<(&'a str, &'a str)>,
}

impl Sent<'_> {
    /// Its bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let Self { method, path, cookie, key, body } = self;
        let cookie = cookie.map_or(String::new(), |cookie| format!("Cookie: {cookie}\r\n"));
        let key = key.map_or(String::new(), |key| format!("Idempotency-Key: {key}\r\n"));
        let (described, body) = match body {
            Some((kind, body)) => {
                let length = body.len();
                (format!("Content-Type: {kind}\r\nContent-Length: {length}\r\n"), *body)
            }
            None => (String::new(), ""),
        };
        format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n{cookie}{key}{described}\r\n{body}"
        )
        .into_bytes()
    }
}

/// An open connection with what was read of it and not yet looked at.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    line: Vec<u8>,
    cookie: Option<String>,
}

/// How the end of a body is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Framing {
    Length(u64),
    Chunked,
}

impl Connection {
    /// Connects.
    pub(crate) async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: vec![0; 64 * 1024],
            start: 0,
            end: 0,
            line: Vec::new(),
            cookie: None,
        })
    }

    /// Names and values of the cookies that the last answer set, as they are sent back; none if it
    /// set none.
    pub(crate) fn take_cookie(&mut self) -> Option<String> {
        self.cookie.take()
    }

    /// Sends a question and reads the answer to its end; the body goes into `body` if there is one.
    pub(crate) async fn ask(
        &mut self,
        request: &[u8],
        mut body: Option<&mut Vec<u8>>,
    ) -> Result<Answer> {
        self.cookie = None;
        self.stream.write_all(request).await?;
        self.read_line().await?;
        let status = status(&self.line)?;
        let mut framing = Framing::Length(0);
        loop {
            self.read_line().await?;
            if self.line.is_empty() {
                break;
            }
            if let Some(told) = framing_of(&self.line) {
                framing = told;
            } else if let Some(set) = cookie_of(&self.line) {
                self.cookie = Some(match self.cookie.take() {
                    Some(before) => format!("{before}; {set}"),
                    None => set.to_owned(),
                });
            }
        }
        let mut answer = Answer { status, bytes: 0 };
        if matches!(status, 204 | 304) {
            return Ok(answer);
        }
        match framing {
            Framing::Length(length) => {
                answer.bytes = length;
                self.read_bytes(length, &mut body).await?;
            }
            Framing::Chunked => loop {
                self.read_line().await?;
                let length = chunk_length(&self.line)?;
                answer.bytes += length;
                self.read_bytes(length, &mut body).await?;
                // The end of the chunk; after the last one, the end of the (absent) trailers.
                self.read_line().await?;
                if length == 0 {
                    break;
                }
            },
        }
        Ok(answer)
    }

    async fn fill(&mut self) -> Result<()> {
        self.start = 0;
        self.end = self.stream.read(&mut self.buffer).await?;
        if self.end == 0 {
            bail!("the server closed the connection");
        }
        Ok(())
    }

    async fn read_line(&mut self) -> Result<()> {
        self.line.clear();
        loop {
            let unread = &self.buffer[self.start..self.end];
            if let Some(at) = unread.iter().position(|&byte| byte == b'\n') {
                self.line.extend_from_slice(&unread[..at]);
                self.start += at + 1;
                if self.line.last() == Some(&b'\r') {
                    self.line.pop();
                }
                return Ok(());
            }
            self.line.extend_from_slice(unread);
            if self.line.len() > 64 * 1024 {
                bail!("a line of more than 64 kB");
            }
            self.fill().await?;
        }
    }

    async fn read_bytes(&mut self, length: u64, body: &mut Option<&mut Vec<u8>>) -> Result<()> {
        let mut left = usize::try_from(length)?;
        while left > 0 {
            if self.start == self.end {
                self.fill().await?;
            }
            let now = left.min(self.end - self.start);
            if let Some(body) = body {
                body.extend_from_slice(&self.buffer[self.start..self.start + now]);
            }
            self.start += now;
            left -= now;
        }
        Ok(())
    }
}

fn status(line: &[u8]) -> Result<u16> {
    let line = std::str::from_utf8(line)?;
    let code = line.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3));
    code.with_context(|| format!("no HTTP answer: {line:?}"))?.parse().context("a status")
}

fn framing_of(header: &[u8]) -> Option<Framing> {
    let (name, value) = header.split_at(header.iter().position(|&byte| byte == b':')?);
    let value = std::str::from_utf8(&value[1..]).ok()?.trim();
    if name.eq_ignore_ascii_case(b"content-length") {
        value.parse().ok().map(Framing::Length)
    } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
        value.eq_ignore_ascii_case("chunked").then_some(Framing::Chunked)
    } else {
        None
    }
}

/// Name and value of a cookie that a header sets.
fn cookie_of(header: &[u8]) -> Option<&str> {
    const NAME: &[u8] = b"set-cookie:";
    let (name, value) = header.split_at_checked(NAME.len())?;
    let value = name.eq_ignore_ascii_case(NAME).then_some(value)?;
    std::str::from_utf8(value).ok()?.split(';').next().map(str::trim)
}

fn chunk_length(line: &[u8]) -> Result<u64> {
    let text = std::str::from_utf8(line)?;
    let digits = text.split(';').next().unwrap_or_default().trim();
    u64::from_str_radix(digits, 16).with_context(|| format!("no chunk's length: {text:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn answered(parts: &'static [&'static [u8]]) -> (Answer, Vec<u8>) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let serving = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("a caller");
            let mut asked = [0; 1024];
            let _ = stream.read(&mut asked).await.expect("a question");
            for part in parts {
                stream.write_all(part).await.expect("sent");
                tokio::task::yield_now().await;
            }
        });
        let mut connection = Connection::open(address).await.expect("open");
        let mut body = Vec::new();
        let answer = connection.ask(&request("/", None), Some(&mut body)).await.expect("answered");
        serving.await.expect("served");
        (answer, body)
    }

    #[tokio::test]
    async fn bodies_of_both_kinds_are_read_to_their_end() {
        let plain: &[&[u8]] = &[b"HTTP/1.1 200 OK\r\nContent-Le", b"ngth: 5\r\n\r\nhel", b"lo"];
        assert_eq!(answered(plain).await, (Answer { status: 200, bytes: 5 }, b"hello".to_vec()));
        let chunked: &[&[u8]] = &[
            b"HTTP/1.1 404 Not Found\r\ntransfer-encoding: chunked\r\n\r\n5\r",
            b"\nhello\r\n3;x=y\r\n you",
            b"\r\n0\r\n\r\n",
        ];
        let (answer, body) = answered(chunked).await;
        // The third byte of the second chunk is part of it, whatever it looks like.
        assert_eq!((answer.status, answer.bytes), (404, 8));
        assert_eq!(body, b"hello you"[..8].to_vec());
    }

    #[test]
    fn a_cookie_is_told_without_its_attributes() {
        assert_eq!(cookie_of(b"Set-Cookie: quayside=abc; Path=/; HttpOnly"), Some("quayside=abc"));
        assert_eq!(cookie_of(b"set-cookie:a=b"), Some("a=b"));
        assert_eq!(cookie_of(b"Cookie: a=b"), None);
        assert_eq!(cookie_of(b""), None);
    }

    #[test]
    fn what_is_no_http_is_an_error() {
        assert!(status(b"SSH-2.0").is_err());
        assert!(chunk_length(b"xyz").is_err());
    }
}
