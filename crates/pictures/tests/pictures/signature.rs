//! Signatures of addresses, made anew by what AWS publishes as Signature Version 4.

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// The signature that an address has to have: of this method, with this path and query as they were
/// sent, for this host. None where the address is not signed at all.
pub(crate) fn signature(method: &str, target: &str, host: &str, secret: &str) -> Option<String> {
    let (path, query) = target.split_once('?')?;
    if parameter(query, "X-Amz-SignedHeaders")? != "host" {
        return None;
    }
    let credential = parameter(query, "X-Amz-Credential")?;
    let (_, scope) = credential.split_once('/')?;
    let date = parameter(query, "X-Amz-Date")?;
    let canonical = format!(
        "{method}\n{}\n{}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD",
        encoded(&decoded(path), true),
        canonical_query(query)
    );
    let to_sign = format!("AWS4-HMAC-SHA256\n{date}\n{scope}\n{}", hex(&Sha256::digest(canonical)));
    let mut key = format!("AWS4{secret}").into_bytes();
    for part in scope.split('/') {
        key = keyed(&key, part);
    }
    Some(hex(&keyed(&key, &to_sign)))
}

/// A parameter of a query, decoded.
pub(crate) fn parameter(query: &str, name: &str) -> Option<String> {
    let (_, value) = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(other, _)| *other == name)?;
    String::from_utf8(decoded(value)).ok()
}

/// Text with its `%xx` turned back into bytes.
pub(crate) fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let pair = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        let value = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match (first, value) {
            (b'%', Some(value)) => {
                bytes.push(value);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    bytes
}

fn canonical_query(query: &str) -> String {
    let mut pairs: Vec<String> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .filter(|(name, _)| *name != "X-Amz-Signature")
        .map(|(name, value)| {
            format!("{}={}", encoded(&decoded(name), false), encoded(&decoded(value), false))
        })
        .collect();
    pairs.sort();
    pairs.join("&")
}

fn encoded(bytes: &[u8], keeps_slashes: bool) -> String {
    let mut text = String::new();
    for byte in bytes {
        let plain = byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'.' | b'_' | b'~')
            || (keeps_slashes && *byte == b'/');
        if plain {
            text.push(char::from(*byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

fn keyed(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The example in the documentation of S3, "Authenticating Requests: Using Query Parameters".
#[test]
fn it_is_the_signature_of_the_published_example() {
    let target = "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256\
        &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request\
        &X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host";
    let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    let made = signature("GET", target, "examplebucket.s3.amazonaws.com", secret);
    let published = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
    assert_eq!(made.as_deref(), Some(published));
}
