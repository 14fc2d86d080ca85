//! Copies of checkouts, for while PostgreSQL does not answer.

use async_trait::async_trait;
use kernel::CheckoutId;

use super::CheckoutView;
use crate::orders::Buyer;

/// Where copies of checkouts are kept until their end. A copy decides nothing: it is shown while
/// PostgreSQL does not answer, and made anew from it afterwards.
#[async_trait]
pub trait CheckoutCopies: Send + Sync {
    /// Keeps a copy until the checkout's end, if it can be kept now.
    async fn keep(&self, buyer: &Buyer, view: &CheckoutView);

    /// The copy of a buyer's checkout, if there is one and it can be read now.
    async fn find(&self, buyer: &Buyer, id: &CheckoutId) -> Option<CheckoutView>;
}
