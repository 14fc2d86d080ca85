//! Erasing a person from every store. Accounts note in PostgreSQL that somebody is to be forgotten,
//! and ask again until that is done; this is whom they ask.

use std::sync::Arc;

use async_trait::async_trait;
use checkout::CheckoutDesk;
use kernel::AccountId;
use storefront::{
    ShopError,
    cart::Carts,
    orders::Orders,
    profile::Profiles,
    reviews::ReviewBoard,
    sessions::{SessionHandle, SessionView, Sessions},
};

/// Sessions, whose owner is forgotten by the other stores too.
pub(super) struct ForgottenEverywhere {
    pub(super) sessions: Arc<dyn Sessions>,
    pub(super) profiles: Arc<dyn Profiles>,
    pub(super) carts: Arc<dyn Carts>,
    pub(super) orders: Arc<dyn Orders>,
    pub(super) desk: CheckoutDesk,
    pub(super) reviews: Arc<dyn ReviewBoard>,
}

#[async_trait]
impl Sessions for ForgottenEverywhere {
    async fn list(
        &self,
        account: &AccountId,
        current: Option<&SessionHandle>,
    ) -> Result<Vec<SessionView>, ShopError> {
        self.sessions.list(account, current).await
    }

    async fn revoke(&self, account: &AccountId, handle: &SessionHandle) -> Result<(), ShopError> {
        self.sessions.revoke(account, handle).await
    }

    async fn revoke_others(
        &self,
        account: &AccountId,
        keep: &SessionHandle,
    ) -> Result<u64, ShopError> {
        self.sessions.revoke_others(account, keep).await
    }

    async fn revoke_all(&self, account: &AccountId) -> Result<u64, ShopError> {
        self.sessions.revoke_all(account).await
    }

    /// Sessions first: nobody is left who could put something back. Each store finds nothing to do
    /// when it is asked again.
    async fn forget(&self, account: &AccountId) -> Result<(), ShopError> {
        self.sessions.forget(account).await?;
        self.carts.forget(account).await.map_err(|_| ShopError::Unavailable)?;
        self.orders.forget(account).await.map_err(|_| ShopError::Unavailable)?;
        self.desk.forget(account).await?;
        self.reviews.forget(account).await?;
        self.profiles.erase(account).await.map_err(|_| ShopError::Unavailable)
    }
}
