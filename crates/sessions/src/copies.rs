//! Copies of checkouts beside the sessions of those whose they are.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use kernel::CheckoutId;
use sha2::{Digest, Sha256};
use storefront::{
    checkout::{CheckoutCopies, CheckoutView},
    orders::Buyer,
};

use crate::redis_store::{BadAddress, RedisStore};

/// What their keys in Redis begin with.
const PREFIX: &str = "checkout:";

/// Copies of checkouts in Redis, each gone by itself at the end of its checkout.
pub struct SessionCopies(Arc<RedisStore>);

impl SessionCopies {
    /// Copies in the Redis at this address, which has `deadline` for one answer. Connects on first
    /// use.
    ///
    /// # Errors
    /// [`BadAddress`].
    pub fn new(redis: &str, deadline: Duration) -> Result<Self, BadAddress> {
        Ok(Self(RedisStore::at(redis, PREFIX, deadline)?))
    }
}

/// A name that nobody can make who does not know the buyer's secret or account.
fn name(buyer: &Buyer, id: &CheckoutId) -> String {
    let (kind, secret) = match buyer {
        Buyer::Account(account) => ("account", account.as_str()),
        Buyer::Guest(secret) => ("guest", secret.reveal()),
    };
    kernel::hex(&Sha256::digest(format!("{kind}\n{secret}\n{id}")))
}

#[async_trait]
impl CheckoutCopies for SessionCopies {
    async fn keep(&self, buyer: &Buyer, view: &CheckoutView) {
        let Ok(text) = serde_json::to_string(view) else { return };
        let until = view.expires_at.millis();
        if self.0.keep_until(&name(buyer, &view.id), &text, until).await.is_err() {
            tracing::debug!("a checkout has no copy: Redis does not answer");
        }
    }

    async fn find(&self, buyer: &Buyer, id: &CheckoutId) -> Option<CheckoutView> {
        let text = self.0.kept(&name(buyer, id)).await.ok().flatten()?;
        serde_json::from_str(&text).ok()
    }
}

#[cfg(test)]
mod tests {
    use kernel::AccountId;
    use storefront::account::Secret;

    use super::*;

    #[test]
    fn each_buyer_has_copies_of_their_own() {
        let id = CheckoutId::parse("c1").expect("an id");
        let account = AccountId::parse("same").expect("an id");
        let one = name(&Buyer::Account(account), &id);
        let other = name(&Buyer::Guest(Secret::new("same")), &id);
        assert_ne!(one, other);
        assert_eq!(one.len(), 64);
    }
}
