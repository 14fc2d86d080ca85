//! Keys of the form that submits a checkout. Each says which total its form showed: whoever presses
//! twice while a price moves would otherwise be charged by the second press what only the answer to
//! the first had shown.

use kernel::{CheckoutId, Money};
use storefront::checkout::IdempotencyKey;

use crate::desk::{CheckoutDesk, MORE_TRIES};

impl CheckoutDesk {
    /// The key of the form that submits a checkout: the same on every page that shows it with this
    /// total, and another after each declined payment.
    pub(crate) fn form_key(&self, id: &CheckoutId, declined: u32, total: Money) -> IdempotencyKey {
        let (amount, currency) = (total.amount(), total.currency().code());
        let mark = self.mark("submit", &format!("{id} {declined} {amount} {currency}"));
        IdempotencyKey::parse(format!("{amount}-{mark}")).expect("digits and a hyphen")
    }

    /// The total that a form of this checkout showed, by its key, in the currency of `total`. None
    /// for a key that somebody else made.
    pub(crate) fn total_shown(
        &self,
        id: &CheckoutId,
        key: &IdempotencyKey,
        total: Money,
    ) -> Option<Money> {
        let (amount, _) = key.as_str().split_once('-')?;
        let shown = Money::new(amount.parse().ok()?, total.currency()).ok()?;
        (0..=MORE_TRIES).any(|declined| self.form_key(id, declined, shown) == *key).then_some(shown)
    }
}
