//! What is stored of a secret. They have so many random bits that no salt and no slow hash would
//! make it harder to find one.

use sha2::{Digest, Sha256};
use storefront::account::Secret;

pub(crate) fn digest(secret: &Secret) -> Vec<u8> {
    Sha256::digest(secret.reveal().as_bytes()).to_vec()
}

/// A new secret of 256 bits for a link.
pub(crate) fn new_link() -> Secret {
    Secret::new(kernel::random_token::<32>())
}
