//! Accounts and sessions. Pages only read, so whatever changes something is away.

use async_trait::async_trait;
use kernel::AccountId;
use storefront::{
    ShopError,
    account::{
        AccountError, AccountExport, AccountView, Accounts, Caller, OwnAccount, Registration,
        Secret,
    },
    sessions::{SessionHandle, SessionView, Sessions},
};

use super::people::FakePeople;

#[async_trait]
impl Accounts for FakePeople {
    async fn register(&self, _: &Registration, _: &Caller) -> Result<(), AccountError> {
        Err(AccountError::Unavailable)
    }

    async fn verify(
        &self,
        _: &Secret,
        _: &Secret,
        _: &Caller,
    ) -> Result<AccountView, AccountError> {
        Err(AccountError::Unavailable)
    }

    async fn sign_in(&self, _: &str, _: &Secret, _: &Caller) -> Result<AccountView, AccountError> {
        Err(AccountError::Unavailable)
    }

    async fn ask_reset(&self, _: &str, _: &Caller) -> Result<(), AccountError> {
        Err(AccountError::Unavailable)
    }

    async fn reset(&self, _: &Secret, _: &Secret, _: &Caller) -> Result<AccountView, AccountError> {
        Err(AccountError::Unavailable)
    }

    async fn confirm_mail(&self, _: &Secret, _: &Caller) -> Result<AccountView, AccountError> {
        Err(AccountError::Unavailable)
    }
}

#[async_trait]
impl OwnAccount for FakePeople {
    async fn view(&self, _: &AccountId) -> Result<AccountView, AccountError> {
        self.answers().account.clone()
    }

    async fn rename(
        &self,
        _: &AccountId,
        _: &str,
        _: &Caller,
    ) -> Result<AccountView, AccountError> {
        Err(AccountError::Unavailable)
    }

    async fn change_password(
        &self,
        _: &AccountId,
        _: &Secret,
        _: &Secret,
        _: Option<&SessionHandle>,
        _: &Caller,
    ) -> Result<(), AccountError> {
        Err(AccountError::Unavailable)
    }

    async fn ask_mail_change(
        &self,
        _: &AccountId,
        _: &Secret,
        _: &str,
        _: &Caller,
    ) -> Result<(), AccountError> {
        Err(AccountError::Unavailable)
    }

    async fn export(&self, _: &AccountId) -> Result<AccountExport, AccountError> {
        Err(AccountError::Unavailable)
    }

    async fn erase(&self, _: &AccountId, _: &Secret, _: &Caller) -> Result<(), AccountError> {
        Err(AccountError::Unavailable)
    }
}

#[async_trait]
impl Sessions for FakePeople {
    async fn list(
        &self,
        _: &AccountId,
        _: Option<&SessionHandle>,
    ) -> Result<Vec<SessionView>, ShopError> {
        self.answers().sessions.clone()
    }

    async fn revoke(&self, _: &AccountId, _: &SessionHandle) -> Result<(), ShopError> {
        Err(ShopError::Unavailable)
    }

    async fn revoke_others(&self, _: &AccountId, _: &SessionHandle) -> Result<u64, ShopError> {
        Err(ShopError::Unavailable)
    }

    async fn revoke_all(&self, _: &AccountId) -> Result<u64, ShopError> {
        Err(ShopError::Unavailable)
    }

    async fn forget(&self, _: &AccountId) -> Result<(), ShopError> {
        Err(ShopError::Unavailable)
    }
}
