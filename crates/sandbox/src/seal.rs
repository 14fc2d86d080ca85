//! What only somebody who knows a secret can make.

use hmac::{Hmac, Mac};
use kernel::Timestamp;
use sha2::{Digest, Sha256};

/// HMAC-SHA256 of texts that are joined by points, as hexadecimal.
fn mac(secret: &str, parts: &[&[u8]]) -> String {
    // A key of any length will do; HMAC refuses none.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        return String::new();
    };
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            mac.update(b".");
        }
        mac.update(part);
    }
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The header that signs a message.
pub(crate) fn signature(secret: &str, body: &[u8], now: Timestamp) -> String {
    let time = now.seconds().to_string();
    format!("t={time},v1={}", mac(secret, &[time.as_bytes(), body]))
}

/// What the address of a checkout's page for a card ends in, so that nobody else can put a card there.
pub(crate) fn page_seal(secret: &str, checkout: &str) -> String {
    mac(secret, &[b"card", checkout.as_bytes()])
}

/// Whether two secrets are equal; how long it takes tells nothing of where they differ.
pub(crate) fn same(one: &str, other: &str) -> bool {
    !one.is_empty() && Sha256::digest(one) == Sha256::digest(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_belongs_to_its_checkout_and_secret() {
        let seal = page_seal("secret", "c1");
        assert_eq!(seal.len(), 64);
        assert!(same(&seal, &page_seal("secret", "c1")));
        assert!(!same(&seal, &page_seal("secret", "c2")));
        assert!(!same(&seal, &page_seal("other", "c1")));
        assert!(!same("", ""));
    }
}
