//! The few words of MongoDB's protocol that tell whether a server is ready. The driver stays with the
//! crates that own data.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};

/// What a server says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It takes writes.
    Writable,
    /// It answers, but has no primary yet.
    NotWritable,
}

/// Asks a server on this machine whether it takes writes.
pub(super) fn hello(port: u16) -> Result<Answer> {
    let reply = call(port, &document(&[int("hello", 1), text("$db", "admin")]))?;
    Ok(if contains(&reply, b"\x08isWritablePrimary\0\x01") {
        Answer::Writable
    } else {
        Answer::NotWritable
    })
}

/// Makes the server a replica set of one at its present address; `again` when it was one elsewhere.
pub(super) fn initiate(port: u16, again: bool) -> Result<()> {
    let member = document(&[int("_id", 0), text("host", &format!("127.0.0.1:{port}"))]);
    let members = nested(b'\x04', "members", &document(&[nested(b'\x03', "0", &member)]));
    let mut config = vec![text("_id", "rs0"), members];
    let reply = if again {
        // A version above any before it: seconds since 2020 fit for the next decades.
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_secs();
        config.insert(1, int("version", i32::try_from(now - 1_577_836_800)?));
        let config = nested(b'\x03', "replSetReconfig", &document(&config));
        call(port, &document(&[config, boolean("force", true), text("$db", "admin")]))?
    } else {
        let config = nested(b'\x03', "replSetInitiate", &document(&config));
        call(port, &document(&[config, text("$db", "admin")]))?
    };
    if !contains(&reply, &double("ok", 1.0)) {
        bail!("the replica set was not made: {}", String::from_utf8_lossy(&reply));
    }
    Ok(())
}

/// Sends one command (`OP_MSG` with one body section) and reads the body of its reply.
fn call(port: u16, body: &[u8]) -> Result<Vec<u8>> {
    let limit = Duration::from_secs(2);
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, limit)?;
    stream.set_read_timeout(Some(limit))?;
    stream.write_all(&message(body)?)?;
    let mut length = [0; 4];
    stream.read_exact(&mut length)?;
    let length = usize::try_from(i32::from_le_bytes(length)).context("a negative length")?;
    if !(16..=1 << 20).contains(&length) {
        bail!("an answer of {length} bytes");
    }
    let mut reply = vec![0; length - 4];
    stream.read_exact(&mut reply)?;
    Ok(reply)
}

fn message(body: &[u8]) -> Result<Vec<u8>> {
    let length = i32::try_from(16 + 4 + 1 + body.len())?;
    let mut bytes = Vec::new();
    for field in [length, 1, 0, 2013, 0] {
        bytes.extend(field.to_le_bytes());
    }
    bytes.push(0);
    bytes.extend(body);
    Ok(bytes)
}

/// A BSON document of elements.
fn document(elements: &[Vec<u8>]) -> Vec<u8> {
    let inside = elements.concat();
    let length = i32::try_from(inside.len() + 5).unwrap_or(i32::MAX);
    [&length.to_le_bytes()[..], &inside, &[0]].concat()
}

fn element(kind: u8, name: &str, value: &[u8]) -> Vec<u8> {
    [&[kind][..], name.as_bytes(), &[0], value].concat()
}

fn int(name: &str, value: i32) -> Vec<u8> {
    element(b'\x10', name, &value.to_le_bytes())
}

fn double(name: &str, value: f64) -> Vec<u8> {
    element(b'\x01', name, &value.to_le_bytes())
}

fn boolean(name: &str, value: bool) -> Vec<u8> {
    element(b'\x08', name, &[u8::from(value)])
}

fn text(name: &str, value: &str) -> Vec<u8> {
    let length = i32::try_from(value.len() + 1).unwrap_or(i32::MAX);
    element(b'\x02', name, &[&length.to_le_bytes()[..], value.as_bytes(), &[0]].concat())
}

fn nested(kind: u8, name: &str, document: &[u8]) -> Vec<u8> {
    element(kind, name, document)
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_encoded_as_bson_is() {
        // {"a": 1} as in the format's description.
        assert_eq!(document(&[int("a", 1)]), b"\x0c\0\0\0\x10a\0\x01\0\0\0\0");
        assert_eq!(
            document(&[text("hello", "world")]),
            b"\x16\0\0\0\x02hello\0\x06\0\0\0world\0\0"
        );
    }

    #[test]
    fn a_message_tells_its_own_length() {
        let body = document(&[int("hello", 1)]);
        let bytes = message(&body).expect("short");
        assert_eq!(
            i32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize,
            bytes.len()
        );
    }

    #[test]
    fn a_closed_port_is_an_error() {
        let free = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        assert!(hello(port).is_err());
    }
}
