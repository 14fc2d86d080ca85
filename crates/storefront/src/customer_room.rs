//! Customers behind the counter: who has an account, and what staff do for them.

use async_trait::async_trait;
use kernel::{AccountId, Email, Timestamp};

use crate::{
    account::Caller,
    staff::{Role, StaffError, StaffMember},
};

mod query;

pub use query::{CustomerCursor, CustomerFind, CustomerKind, CustomerQuery, InvalidCustomerCursor};

/// Accounts of one page.
pub const CUSTOMER_PAGE: usize = 50;

/// An account as staff list it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRow {
    /// Which.
    pub account: AccountId,
    /// What the person is called; none once the account was erased.
    pub name: Option<String>,
    /// Where letters reach them; none once the account was erased.
    pub email: Option<Email>,
    /// When they registered.
    pub created_at: Timestamp,
    /// Since when the address is known to be theirs.
    pub verified_at: Option<Timestamp>,
    /// When the account was erased.
    pub erased_at: Option<Timestamp>,
    /// Whether they are staff.
    pub staff: bool,
}

/// Some accounts, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerPage {
    /// At most [`CUSTOMER_PAGE`].
    pub rows: Vec<CustomerRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<CustomerCursor>,
}

impl CustomerPage {
    /// A page of rows that were asked for with one more than it has.
    #[must_use]
    pub fn of(mut rows: Vec<CustomerRow>) -> Self {
        let more = rows.len() > CUSTOMER_PAGE;
        rows.truncate(CUSTOMER_PAGE);
        let last = rows.last().filter(|_| more);
        let next = last
            .map(|row| CustomerCursor { created_at: row.created_at, account: row.account.clone() });
        Self { rows, next }
    }
}

/// One account as staff are shown it. Of its password nothing is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerView {
    /// What the list says of it.
    pub row: CustomerRow,
    /// What they are here as; none for a customer.
    pub roles: Vec<Role>,
    /// When they last signed in, by the audit log.
    pub signed_in_at: Option<Timestamp>,
    /// In how many places they are signed in as a shopper; none while that cannot be read.
    pub sessions: Option<usize>,
}

/// What came of helping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Helped {
    /// It is done now.
    Now,
    /// It was done a moment ago, or there was nothing to do.
    Before,
}

/// Why a customer cannot be helped so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomerRefusal {
    /// The address was never verified, so a password of it is nobody's yet.
    NotVerified,
    /// The address is verified already.
    AlreadyVerified,
    /// They were invited as staff and choose their first password by the link of that letter.
    Invited,
    /// Another account has the address verified.
    MailTaken,
}

impl CustomerRefusal {
    /// What to do about it.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::NotVerified => {
                "This address was never verified. Send the letter that verifies it instead."
            }
            Self::AlreadyVerified => "This address is verified already. Nothing was sent.",
            Self::Invited => {
                "They are invited as staff. An owner can send another invitation on the page of staff."
            }
            Self::MailTaken => {
                "Another account has verified this address. Help that one: look the address up."
            }
        }
    }
}

/// Why something was not done for a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CustomerError {
    /// None of their roles allows it.
    #[error("forbidden")]
    Forbidden,
    /// There is no such account.
    #[error("not found")]
    NotFound,
    /// The account does not allow it.
    #[error("the account does not allow it")]
    Refused(CustomerRefusal),
    /// The store did not answer. Whether it was done is unknown; it may be asked for again.
    #[error("unavailable")]
    Unavailable,
}

impl From<StaffError> for CustomerError {
    fn from(error: StaffError) -> Self {
        match error {
            StaffError::Forbidden => Self::Forbidden,
            StaffError::NotFound => Self::NotFound,
            _ => Self::Unavailable,
        }
    }
}

/// Customers, for staff who are signed in. Reading is for
/// [`Permission::ReadCustomers`](crate::staff::Permission), helping for `HelpCustomers`, checked against
/// the store in the transaction that does it. What is done is written into the audit log there, with the
/// account's id and without its name and address.
#[async_trait]
pub trait CustomerRoom: Send + Sync {
    /// Accounts, the newest first.
    ///
    /// # Errors
    /// [`CustomerError::Forbidden`], [`CustomerError::Unavailable`].
    async fn customers(
        &self,
        by: &StaffMember,
        query: &CustomerQuery,
    ) -> Result<CustomerPage, CustomerError>;

    /// One account, erased or not.
    ///
    /// # Errors
    /// [`CustomerError::NotFound`], and as for [`CustomerRoom::customers`].
    async fn customer(
        &self,
        by: &StaffMember,
        account: &AccountId,
    ) -> Result<CustomerView, CustomerError>;

    /// Sends a link for choosing a new password to the account's own address. A second one within two
    /// minutes is not sent.
    ///
    /// # Errors
    /// [`CustomerError::Refused`] while the address is not verified, and as for
    /// [`CustomerRoom::customer`].
    async fn send_reset(
        &self,
        by: &StaffMember,
        account: &AccountId,
        caller: &Caller,
    ) -> Result<Helped, CustomerError>;

    /// Sends the link again that verifies the address of a new account. A second one within two minutes
    /// is not sent.
    ///
    /// # Errors
    /// [`CustomerError::Refused`], and as for [`CustomerRoom::customer`].
    async fn resend_verification(
        &self,
        by: &StaffMember,
        account: &AccountId,
        caller: &Caller,
    ) -> Result<Helped, CustomerError>;

    /// Signs a person out everywhere. Those of staff are ended by who manages staff alone.
    ///
    /// # Errors
    /// As for [`CustomerRoom::customer`].
    async fn end_sessions(
        &self,
        by: &StaffMember,
        account: &AccountId,
        caller: &Caller,
    ) -> Result<Helped, CustomerError>;
}
