//! Encrypting what the database must hold and must not be able to read.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use kernel::AccountId;

use crate::secrets::random_bytes;

const NONCE: usize = 24;

/// What was sealed cannot be opened: another key, another account, or not ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sealed secret cannot be opened")]
pub(crate) struct Unopened;

/// Seals with the shop's key.
pub(crate) struct Sealer(XChaCha20Poly1305);

impl Sealer {
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        Self(XChaCha20Poly1305::new(key.into()))
    }

    /// Seals a secret of an account: a random nonce, then the ciphertext. Under another account's
    /// id it does not open, so rows cannot be swapped.
    pub(crate) fn seal(&self, account: &AccountId, secret: &[u8]) -> Result<Vec<u8>, Unopened> {
        let nonce = random_bytes::<NONCE>();
        let payload = Payload { msg: secret, aad: account.as_str().as_bytes() };
        let sealed = self.0.encrypt(XNonce::from_slice(&nonce), payload).map_err(|_| Unopened)?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// Opens what was sealed for an account.
    pub(crate) fn open(&self, account: &AccountId, sealed: &[u8]) -> Result<Vec<u8>, Unopened> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE).ok_or(Unopened)?;
        let payload = Payload { msg: sealed, aad: account.as_str().as_bytes() };
        self.0.decrypt(XNonce::from_slice(nonce), payload).map_err(|_| Unopened)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(id: &str) -> AccountId {
        AccountId::parse(id).expect("an id")
    }

    #[test]
    fn only_its_key_and_its_account_open_it() {
        let (sealer, other) = (Sealer::new(&[1; 32]), Sealer::new(&[2; 32]));
        let sealed = sealer.seal(&account("ada"), b"secret").expect("sealed");
        assert_eq!(sealer.open(&account("ada"), &sealed).as_deref(), Ok(&b"secret"[..]));
        assert_eq!(sealer.open(&account("eve"), &sealed), Err(Unopened));
        assert_eq!(other.open(&account("ada"), &sealed), Err(Unopened));
        for changed in 0..sealed.len() {
            let mut forged = sealed.clone();
            forged[changed] ^= 1;
            assert_eq!(sealer.open(&account("ada"), &forged), Err(Unopened), "byte {changed}");
        }
        assert_eq!(sealer.open(&account("ada"), &[]), Err(Unopened));
        assert_ne!(sealer.seal(&account("ada"), b"secret").expect("sealed"), sealed);
    }
}
