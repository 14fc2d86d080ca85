//! Whose a checkout is, as it is stored.

use sha2::{Digest, Sha256};
use storefront::orders::Buyer;

/// The columns of an owner. Of a guest's secret only the digest is stored; it is random and long,
/// so no salt and no slow hash would make it harder to find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Owner {
    pub(crate) account: Option<String>,
    pub(crate) guest: Option<Vec<u8>>,
}

impl Owner {
    pub(crate) fn of(buyer: &Buyer) -> Self {
        match buyer {
            Buyer::Account(account) => {
                Self { account: Some(account.as_str().to_owned()), guest: None }
            }
            Buyer::Guest(secret) => {
                let digest = Sha256::digest(secret.reveal().as_bytes());
                Self { account: None, guest: Some(digest.to_vec()) }
            }
        }
    }

    /// Somebody of whom nothing is stored.
    pub(crate) fn nobody() -> Self {
        Self { account: None, guest: None }
    }

    /// By what the requests of this buyer are kept apart from others'.
    pub(crate) fn scope(&self, what: &str) -> String {
        match &self.account {
            Some(account) => format!("{what} account {account}"),
            None => {
                format!("{what} guest {}", kernel::hex(self.guest.as_deref().unwrap_or_default()))
            }
        }
    }
}
