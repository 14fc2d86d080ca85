//! Secrets that the shop gives out: in links, as API tokens, as recovery codes.

use sha2::{Digest, Sha256};
use storefront::account::Secret;

/// What an API token begins with, so that one that leaked is recognised.
pub(crate) const API_TOKEN_PREFIX: &str = "qs_";

/// Letters that are not taken for one another when read aloud or copied by hand (Crockford).
const LEGIBLE: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// `N` random bytes.
pub(crate) fn random_bytes<const N: usize>() -> [u8; N] {
    let token = kernel::random_token::<N>();
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(token.as_bytes().chunks_exact(2)) {
        let digit = |c: u8| if c.is_ascii_digit() { c - b'0' } else { c - b'a' + 10 };
        *byte = digit(pair[0]) << 4 | digit(pair[1]);
    }
    bytes
}

/// A new secret of 256 bits for a link.
pub(crate) fn new_link() -> Secret {
    Secret::new(kernel::random_token::<32>())
}

/// A new API token, of 256 bits.
pub(crate) fn new_api_token() -> Secret {
    Secret::new(format!("{API_TOKEN_PREFIX}{}", kernel::random_token::<32>()))
}

/// A new recovery code, of 80 bits: `xxxx-xxxx-xxxx-xxxx`.
pub(crate) fn new_recovery_code() -> Secret {
    let letters = random_bytes::<16>().map(|byte| char::from(LEGIBLE[usize::from(byte % 32)]));
    let groups: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
    Secret::new(groups.join("-"))
}

/// A recovery code as it was shown, from one as it was typed: letters that look alike are alike.
pub(crate) fn read_recovery_code(typed: &str) -> Option<Secret> {
    let read: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        })
        .collect();
    let valid = read.len() == 16 && read.bytes().all(|byte| LEGIBLE.contains(&byte));
    valid.then(|| {
        Secret::new(format!("{}-{}-{}-{}", &read[..4], &read[4..8], &read[8..12], &read[12..]))
    })
}

/// What is stored of a secret. They have so many random bits that no salt and no slow hash would
/// make it harder to find one.
pub(crate) fn digest(secret: &Secret) -> Vec<u8> {
    Sha256::digest(secret.reveal().as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_bytes_use_all_their_values() {
        let seen: std::collections::HashSet<u8> =
            (0..400).flat_map(|_| random_bytes::<16>()).collect();
        assert_eq!(seen.len(), 256);
    }

    #[test]
    fn a_recovery_code_is_read_however_it_is_copied() {
        let code = new_recovery_code();
        let shown = code.reveal();
        assert_eq!(shown.len(), 19);
        let typed = format!(" {} ", shown.to_uppercase().replace('-', " ").replace('0', "O"));
        assert_eq!(read_recovery_code(&typed).expect("a code").reveal(), shown);
        for bad in ["", "123456", "uuuu-uuuu-uuuu-uuuu", "éééé-éééé-éééé-éééé"] {
            assert!(read_recovery_code(bad).is_none(), "{bad}");
        }
    }
}
