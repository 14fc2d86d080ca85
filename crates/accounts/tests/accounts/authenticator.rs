//! An authenticator of a person of staff, written after RFC 6238 and not after ours.

use hmac::{Hmac, Mac};
use kernel::Timestamp;
use sha1::Sha1;
use storefront::account::Secret;

pub(crate) struct Authenticator(Vec<u8>);

impl Authenticator {
    /// Set up by typing the secret as it is shown.
    pub(crate) fn typed(secret: &Secret) -> Self {
        let bits: String = secret
            .reveal()
            .bytes()
            .map(|letter| {
                let value = match letter {
                    b'A'..=b'Z' => letter - b'A',
                    b'2'..=b'7' => letter - b'2' + 26,
                    other => panic!("{other} is no base 32"),
                };
                format!("{value:05b}")
            })
            .collect();
        let bytes = bits.as_bytes().chunks_exact(8);
        let bytes = bytes.map(|eight| std::str::from_utf8(eight).expect("digits"));
        Self(bytes.map(|eight| u8::from_str_radix(eight, 2).expect("eight bits")).collect())
    }

    /// Set up by scanning the picture.
    pub(crate) fn scanned(uri: &Secret) -> Self {
        let (_, query) = uri.reveal().split_once('?').expect("a query");
        let secret = query.split('&').find_map(|pair| pair.strip_prefix("secret="));
        Self::typed(&Secret::new(secret.expect("a secret")))
    }

    pub(crate) fn code(&self, at: Timestamp) -> Secret {
        let counter = u64::try_from(at.seconds() / 30).expect("after 1970");
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.0).expect("any key");
        mac.update(&counter.to_be_bytes());
        let hash = mac.finalize().into_bytes();
        let offset = usize::from(hash[19] % 16);
        let number = hash[offset..offset + 4]
            .iter()
            .fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
        Secret::new(format!("{:06}", (number & 0x7fff_ffff) % 1_000_000))
    }
}
