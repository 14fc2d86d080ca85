//! As much of HTTP as a mailbox and a double of a provider need.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
};

/// A request that came.
pub(crate) struct Request {
    /// Method and path, as `POST /v1/refunds`.
    pub(crate) line: String,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> String {
        let found = self.headers.iter().find(|(header, _)| header == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

/// Reads a request, if a whole one comes.
pub(crate) fn take_request(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let (line, _) = line.trim_end().rsplit_once(' ')?;
    let line = line.to_owned();
    let mut headers = Vec::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let Some((name, value)) = header.trim_end().split_once(": ") else { break };
        headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let mut request = Request { line, headers, body: Vec::new() };
    let length = request.header("content-length");
    if request.header("transfer-encoding") == "chunked" {
        read_chunks(&mut reader, &mut request.body)?;
    } else if !length.is_empty() {
        request.body = vec![0; length.parse().ok()?];
        reader.read_exact(&mut request.body).ok()?;
    }
    Some(request)
}

fn read_chunks(reader: &mut impl BufRead, body: &mut Vec<u8>) -> Option<()> {
    loop {
        let mut size = String::new();
        reader.read_line(&mut size).ok()?;
        let size = usize::from_str_radix(size.trim(), 16).ok()?;
        let mut chunk = vec![0; size + 2];
        reader.read_exact(&mut chunk).ok()?;
        body.extend_from_slice(&chunk[..size]);
        if size == 0 {
            return Some(());
        }
    }
}

/// Answers, and hangs up.
pub(crate) fn answer(mut stream: &TcpStream, status: u16, body: &str) {
    let text = format!(
        "HTTP/1.1 {status} Said\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n{body}",
        body.len()
    );
    // Who asked may have hung up already.
    let _ = stream.write_all(text.as_bytes());
}
