//! Forgetting who bought.

use kernel::AccountId;
use storefront::{ShopError, orders::Buyer};

use crate::{buyer::Owner, desk::CheckoutDesk, store};

impl CheckoutDesk {
    /// Forgets whose an account's checkouts were and what was typed into them.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]: ask again.
    pub async fn forget(&self, account: &AccountId) -> Result<(), ShopError> {
        let owner = Owner::of(&Buyer::Account(account.clone()));
        let forgotten = async { Ok(store::forget(self.pool(), &owner).await?) };
        self.ask(forgotten).await.map_err(|_| ShopError::Unavailable)
    }
}
