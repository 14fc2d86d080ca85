//! Codes of authenticators (RFC 6238): six digits from SHA-1, a new one each half minute.

use hmac::{Hmac, Mac};
use kernel::Timestamp;
use sha1::Sha1;
use subtle::ConstantTimeEq;

/// Bytes of a secret, as RFC 4226 advises.
pub(crate) const SECRET_BYTES: usize = 20;
/// How long a code lasts, in seconds.
const STEP: i64 = 30;
/// Steps that clocks may differ by, either way.
const DRIFT: i64 = 1;
const DIGITS: u32 = 6;
/// The letters of base 32 (RFC 4648).
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The half minute that `code` is right for, if it is right now or was just before or is just
/// after.
pub(crate) fn step_of(secret: &[u8], code: &str, now: Timestamp) -> Option<i64> {
    let typed: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let present = now.seconds().div_euclid(STEP);
    // All are compared, so that the time taken tells nothing.
    let mut found = None;
    for step in present - DRIFT..=present + DRIFT {
        let right = code_of(secret, step, DIGITS);
        if bool::from(right.as_bytes().ct_eq(typed.as_bytes())) {
            found = Some(step);
        }
    }
    found
}

/// The code of a half minute, in so many digits.
fn code_of(secret: &[u8], step: i64, digits: u32) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("HMAC takes a key of any length");
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let start = usize::from(hash[hash.len() - 1] & 0x0f);
    let four = [hash[start], hash[start + 1], hash[start + 2], hash[start + 3]];
    let number = (u32::from_be_bytes(four) & 0x7fff_ffff) % 10_u32.pow(digits);
    format!("{number:0width$}", width = digits as usize)
}

/// A secret as it is typed into an authenticator.
pub(crate) fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut waiting, mut bits) = (0_u32, 0_u32);
    for byte in bytes {
        waiting = waiting << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(BASE32[(waiting >> bits & 31) as usize]));
        }
        waiting &= (1 << bits) - 1;
    }
    if bits > 0 {
        text.push(char::from(BASE32[(waiting << (5 - bits) & 31) as usize]));
    }
    text
}

/// The address that authenticators read from a picture.
pub(crate) fn uri(secret: &[u8], shop: &str, email: &str) -> String {
    let (shop, email) = (in_uri(shop), in_uri(email));
    format!(
        "otpauth://totp/{shop}:{email}?secret={}&issuer={shop}&algorithm=SHA1&digits={DIGITS}&period={STEP}",
        base32(secret)
    )
}

/// Percent-encodes all but unreserved characters (RFC 3986).
fn in_uri(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// The code of now, for tests that act as an authenticator.
#[cfg(test)]
fn code_now(secret: &[u8], now: Timestamp) -> String {
    code_of(secret, now.seconds().div_euclid(STEP), DIGITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    fn second(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    #[test]
    fn the_vectors_of_rfc_6238() {
        for (seconds, code) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(code_of(SECRET, seconds / STEP, 8), code);
            let six = &code[2..];
            assert_eq!(step_of(SECRET, six, second(seconds)), Some(seconds / STEP));
        }
    }

    #[test]
    fn the_vectors_of_rfc_4226() {
        let codes = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583",
            "399871", "520489",
        ];
        for (count, code) in (0..).zip(codes) {
            assert_eq!(code_of(SECRET, count, DIGITS), code);
        }
    }

    #[test]
    fn a_clock_may_be_half_a_minute_wrong_and_no_more() {
        let now = second(1_111_111_111);
        let code = code_now(SECRET, now);
        let step = 1_111_111_111 / STEP;
        for (off, found) in [(-60, None), (-30, Some(step)), (30, Some(step)), (60, None)] {
            assert_eq!(step_of(SECRET, &code, second(1_111_111_111 + off)), found, "{off}");
        }
        assert_eq!(step_of(SECRET, &format!("{} {}", &code[..3], &code[3..]), now), Some(step));
        for bad in ["", "1", "0000000", "abcdef"] {
            assert_eq!(step_of(SECRET, bad, now), None, "{bad}");
        }
    }

    #[test]
    fn secrets_are_written_as_rfc_4648_has_it() {
        for (bytes, text) in
            [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI")]
        {
            assert_eq!(base32(bytes.as_bytes()), text);
        }
        assert_eq!(
            uri(b"foobar", "Quay & side", "ada@example.com"),
            "otpauth://totp/Quay%20%26%20side:ada%40example.com?secret=MZXW6YTBOI\
             &issuer=Quay%20%26%20side&algorithm=SHA1&digits=6&period=30"
        );
    }
}
