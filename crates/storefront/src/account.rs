//! Accounts of shoppers: registering, signing in, and what a person may do with their own.

use async_trait::async_trait;
use kernel::{AccountId, Email, Timestamp};
use serde::{Deserialize, Serialize};

use crate::sessions::SessionHandle;

mod caller;
mod export;
mod refusal;
mod secret;

pub use caller::Caller;
pub use export::{AccountExport, ExportedApiToken, ExportedDeed, ExportedLetter};
pub use refusal::{Reason, Refusal};
pub use secret::Secret;

/// Shortest password, in characters.
pub const SHORTEST_PASSWORD: usize = 8;
/// Longest password, in characters.
pub const LONGEST_PASSWORD: usize = 128;
/// Longest name of a person, in characters.
pub const LONGEST_NAME: usize = 120;

/// The form for a new account, as it was posted.
#[derive(Clone, Debug, Default)]
pub struct Registration {
    /// Field `email`.
    pub email: String,
    /// Field `name`.
    pub name: String,
    /// Field `password`.
    pub password: Secret,
}

/// An account as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountView {
    /// Whose.
    pub id: AccountId,
    /// Their verified address.
    pub email: Email,
    /// What they are called.
    pub name: String,
    /// When they registered.
    pub created_at: Timestamp,
    /// Grows with every change: a copy of a higher version is newer.
    pub version: u64,
}

/// Why something was not done with an account.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    /// Fields to put right, in the order of the form.
    #[error("fields were refused")]
    Refused(Vec<Refusal>),
    /// No verified account has this address and this password. Which of these it is, nobody is
    /// told.
    #[error("address or password are not right, or the address is not verified yet")]
    WrongCredentials,
    /// The link was used, is too old, or never was one.
    #[error("the link is spent")]
    LinkSpent,
    /// Somebody else has verified this address first.
    #[error("the address belongs to another account")]
    MailTaken,
    /// There is no such account any more.
    #[error("no such account")]
    NotFound,
    /// It has roles and is not erased before it has none.
    #[error("the account is one of staff")]
    StillStaff,
    /// Too many passwords are being looked at: again in a moment.
    #[error("busy")]
    Busy,
    /// The store did not answer. Whether it was done is unknown; it may be asked for again.
    #[error("unavailable")]
    Unavailable,
}

impl AccountError {
    /// One field, refused.
    #[must_use]
    pub fn refused(field: &'static str, reason: Reason) -> Self {
        Self::Refused(vec![Refusal { field, reason }])
    }
}

/// The way into the shop for those who are not signed in.
///
/// A stranger learns from no answer, and from the work behind none, whether an address has an
/// account: what there is to say is said in a letter to it. Limits on how often one may ask are
/// the caller's.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// Claims an address for a new account and sends a link to it, good for a day. The account is
    /// nobody's until the link is used. To an address that has an account, a letter says so.
    ///
    /// # Errors
    /// [`AccountError::Refused`] (`email`, `name`, `password`), [`AccountError::Busy`],
    /// [`AccountError::Unavailable`].
    async fn register(&self, form: &Registration, caller: &Caller) -> Result<(), AccountError>;

    /// Makes the address the account's own. The password of the registration is asked for again:
    /// whoever reads the letter may not be who registered, and would otherwise be given an account
    /// that a stranger has the password of. One who forgot it uses [`Accounts::ask_reset`].
    ///
    /// # Errors
    /// [`AccountError::LinkSpent`], [`AccountError::MailTaken`], [`AccountError::Refused`]
    /// (`password`; the link stays good), [`AccountError::Busy`], [`AccountError::Unavailable`].
    async fn verify(
        &self,
        link: &Secret,
        password: &Secret,
        caller: &Caller,
    ) -> Result<AccountView, AccountError>;

    /// Whose account this is.
    ///
    /// # Errors
    /// [`AccountError::WrongCredentials`], [`AccountError::Busy`], [`AccountError::Unavailable`].
    async fn sign_in(
        &self,
        email: &str,
        password: &Secret,
        caller: &Caller,
    ) -> Result<AccountView, AccountError>;

    /// Sends a link for choosing a new password, good for half an hour, if the address has an
    /// account or one that only waits to be verified.
    ///
    /// # Errors
    /// [`AccountError::Refused`] (`email`, which is none), [`AccountError::Unavailable`].
    async fn ask_reset(&self, email: &str, caller: &Caller) -> Result<(), AccountError>;

    /// Sets a new password by a link, or a first one by the link of an invitation, and ends all
    /// sessions of the account. Using the link also verifies the address it was sent to.
    ///
    /// # Errors
    /// [`AccountError::LinkSpent`], [`AccountError::MailTaken`], [`AccountError::Refused`]
    /// (`password`; the link stays good), [`AccountError::Busy`], [`AccountError::Unavailable`].
    async fn reset(
        &self,
        link: &Secret,
        password: &Secret,
        caller: &Caller,
    ) -> Result<AccountView, AccountError>;

    /// Makes the new address the account's own, by the link sent to it, and tells the old one.
    ///
    /// # Errors
    /// [`AccountError::LinkSpent`], [`AccountError::MailTaken`], [`AccountError::Unavailable`].
    async fn confirm_mail(
        &self,
        link: &Secret,
        caller: &Caller,
    ) -> Result<AccountView, AccountError>;
}

/// What signed-in people do with their own accounts. The id comes from the session and from
/// nowhere else.
#[async_trait]
pub trait OwnAccount: Send + Sync {
    /// The account.
    ///
    /// # Errors
    /// [`AccountError::NotFound`], [`AccountError::Unavailable`].
    async fn view(&self, account: &AccountId) -> Result<AccountView, AccountError>;

    /// Changes what the person is called.
    ///
    /// # Errors
    /// [`AccountError::Refused`] (`name`), [`AccountError::NotFound`],
    /// [`AccountError::Unavailable`].
    async fn rename(
        &self,
        account: &AccountId,
        name: &str,
        caller: &Caller,
    ) -> Result<AccountView, AccountError>;

    /// Changes the password and ends all sessions but the one that is kept.
    ///
    /// # Errors
    /// [`AccountError::Refused`] (`current_password`, `password`), [`AccountError::NotFound`],
    /// [`AccountError::Busy`], [`AccountError::Unavailable`].
    async fn change_password(
        &self,
        account: &AccountId,
        current: &Secret,
        new: &Secret,
        keep: Option<&SessionHandle>,
        caller: &Caller,
    ) -> Result<(), AccountError>;

    /// Sends a link to a new address, good for half an hour, and a notice to the present one.
    ///
    /// # Errors
    /// [`AccountError::Refused`] (`current_password`, `email`), [`AccountError::NotFound`],
    /// [`AccountError::Busy`], [`AccountError::Unavailable`].
    async fn ask_mail_change(
        &self,
        account: &AccountId,
        current: &Secret,
        email: &str,
        caller: &Caller,
    ) -> Result<(), AccountError>;

    /// All that is stored here about the person. No hash and no secret is among it.
    ///
    /// # Errors
    /// [`AccountError::NotFound`], [`AccountError::Unavailable`].
    async fn export(&self, account: &AccountId) -> Result<AccountExport, AccountError>;

    /// Takes name and address off the account, deletes its secrets and ends its sessions. What
    /// remains is an id. A second time it finds nothing to do, whatever the password.
    ///
    /// # Errors
    /// [`AccountError::Refused`] (`current_password`), [`AccountError::StillStaff`],
    /// [`AccountError::NotFound`], [`AccountError::Busy`], [`AccountError::Unavailable`].
    async fn erase(
        &self,
        account: &AccountId,
        current: &Secret,
        caller: &Caller,
    ) -> Result<(), AccountError>;
}
