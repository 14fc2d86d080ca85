//! What stands for an id where it is kept.

use sha2::{Digest, Sha256};
use tower_sessions_core::session::Id;

/// SHA-256 of a realm and an id. The id cannot be found from it, and an id of one realm is none in
/// another: a shopper's cookie opens nothing where staff sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct IdHash([u8; 32]);

impl IdHash {
    pub(crate) fn of(realm: &str, id: Id) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(realm.as_bytes());
        hasher.update([0]);
        hasher.update(id.0.to_le_bytes());
        Self(hasher.finalize().into())
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn hex(&self) -> String {
        kernel::hex(&self.0)
    }

    pub(crate) fn from_hex(text: &str) -> Option<Self> {
        let digits: Option<Vec<u8>> = (0..text.len().div_ceil(2))
            .map(|at| u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok())
            .collect();
        Self::from_bytes(&digits?)
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

/// A fresh id: 128 random bits.
pub(crate) fn fresh_id() -> Id {
    let digits = u128::from_str_radix(&kernel::random_token::<16>(), 16);
    Id(digits.expect("sixteen bytes are 32 hexadecimal digits").cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_reads_back_and_differs_by_realm() {
        let id = fresh_id();
        assert_ne!(id, fresh_id());
        let hash = IdHash::of("shop", id);
        assert_eq!(IdHash::from_hex(&hash.hex()), Some(hash));
        assert_eq!(IdHash::from_bytes(hash.bytes()), Some(hash));
        assert_ne!(IdHash::of("staff", id), hash);
        for bad in ["", "0", "zz", &hash.hex()[1..], &format!("{}00", hash.hex())] {
            assert_eq!(IdHash::from_hex(bad), None, "{bad}");
        }
    }
}
