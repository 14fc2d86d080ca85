//! Signatures of a provider's messages: `t=<seconds>,v1=<hexadecimal>`, where `v1` is the
//! HMAC-SHA256 of the seconds, a point and the raw body. Stripe's form, and the sandbox's.

use hmac::{Hmac, Mac};
use kernel::Timestamp;
use sha2::Sha256;

/// How far a message's time may be from ours, in seconds, either way.
const TOLERANCE: u64 = 300;
/// Signatures that are looked at in one header; a provider that rotates its secret sends two.
const MOST_SIGNATURES: usize = 8;

/// Whether a body is signed with one of the secrets, and lately. While a secret is being exchanged
/// there are two.
#[must_use]
pub fn is_signed(body: &[u8], header: &str, secrets: &[String], now: Timestamp) -> bool {
    let fields = || header.split(',').filter_map(|field| field.trim().split_once('='));
    let mut times = fields().filter(|(name, _)| *name == "t");
    let (Some((_, time)), None) = (times.next(), times.next()) else { return false };
    let Some(seconds) = time.parse::<i64>().ok().filter(|_| time.len() <= 12) else {
        return false;
    };
    if seconds.abs_diff(now.seconds()) > TOLERANCE {
        return false;
    }
    let signatures: Vec<[u8; 32]> = fields()
        .filter(|(name, _)| *name == "v1")
        .take(MOST_SIGNATURES)
        .filter_map(|(_, text)| bytes_of(text))
        .collect();
    secrets.iter().filter(|secret| !secret.is_empty()).any(|secret| {
        signatures.iter().any(|signature| {
            // Compares in the same time wherever they differ.
            mac(secret, time, body).is_some_and(|mac| mac.verify_slice(signature).is_ok())
        })
    })
}

/// Signs a body as a provider does.
#[must_use]
pub fn sign(body: &[u8], secret: &str, now: Timestamp) -> String {
    let time = now.seconds().to_string();
    format!("t={time},v1={}", seal(secret, &time, body))
}

/// The HMAC of two texts with a point between, as hexadecimal.
pub(crate) fn seal(secret: &str, first: &str, second: &[u8]) -> String {
    let bytes = mac(secret, first, second).map(|mac| mac.finalize().into_bytes());
    bytes.into_iter().flatten().map(|byte| format!("{byte:02x}")).collect()
}

fn mac(secret: &str, first: &str, second: &[u8]) -> Option<Hmac<Sha256>> {
    // HMAC takes a key of any length.
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(first.as_bytes());
    mac.update(b".");
    mac.update(second);
    Some(mac)
}

/// The bytes that 64 hexadecimal digits mean.
fn bytes_of(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let high = char::from(pair[0]).to_digit(16)?;
        let low = char::from(pair[1]).to_digit(16)?;
        *byte = u8::try_from(high * 16 + low).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);

    fn secrets() -> Vec<String> {
        vec!["whsec_new".to_owned(), "whsec_old".to_owned()]
    }

    #[test]
    fn a_signature_made_elsewhere_is_right() {
        // python: hmac.new(b"whsec_old", b"1800000000.{}", hashlib.sha256).hexdigest()
        let header =
            "t=1800000000,v1=0b0a7f96579d6583e5b4034d2c441a0f84ea523b979cc55c72831bd0cf188dcd";
        assert!(is_signed(b"{}", header, &secrets(), NOW));
        assert_eq!(sign(b"{}", "whsec_old", NOW), header);
    }

    #[test]
    fn an_old_message_and_one_from_the_future_are_refused() {
        for (off, right) in [(0, true), (300, true), (-300, true), (301, false), (-301, false)] {
            let then = Timestamp::from_millis(NOW.millis() + off * 1000);
            let header = sign(b"x", "whsec_new", then);
            assert_eq!(is_signed(b"x", &header, &secrets(), NOW), right, "{off}");
        }
    }

    #[test]
    fn nothing_is_signed_with_no_secret() {
        let header = sign(b"x", "", NOW);
        assert!(!is_signed(b"x", &header, &[String::new()], NOW));
        assert!(!is_signed(b"x", &header, &[], NOW));
    }

    #[test]
    fn a_second_time_is_refused() {
        let header = sign(b"x", "whsec_new", NOW);
        assert!(!is_signed(b"x", &format!("{header},t=1"), &secrets(), NOW));
    }

    proptest! {
        #[test]
        fn one_changed_byte_is_found(
            body in proptest::collection::vec(any::<u8>(), 1..200), at in any::<prop::sample::Index>()
        ) {
            let header = sign(&body, "whsec_new", NOW);
            prop_assert!(is_signed(&body, &header, &secrets(), NOW));
            let mut changed = body.clone();
            changed[at.index(body.len())] ^= 1;
            prop_assert!(!is_signed(&changed, &header, &secrets(), NOW));
        }

        #[test]
        fn no_header_is_too_strange_to_read(header in ".{0,200}") {
            prop_assert!(!is_signed(b"x", &header, &secrets(), NOW));
        }
    }
}
