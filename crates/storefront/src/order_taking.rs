//! Orders that staff take at a counter or on the phone, and that were paid outside the shop: by
//! transfer or in cash, say. They are bought as all others are, at the catalogue's prices.

use async_trait::async_trait;
use kernel::OrderId;

use crate::{
    account::Caller,
    enquiry::FieldError,
    orders::{OrderLine, OrderTotals},
    pricing::{DeliveryOption, TaxLine, Undeliverable},
    staff::StaffMember,
};

mod form;

pub use form::{LONGEST_REFERENCE, ROWS, TakeForm, check_reference};

/// What an order would come to, at the prices of a moment ago. Nothing is held for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reckoned {
    /// What would be bought.
    pub lines: Vec<OrderLine>,
    /// What it would come to.
    pub totals: OrderTotals,
    /// The tax in it by rate, highest first.
    pub tax_lines: Vec<TaxLine>,
    /// Ways of delivery to that address, cheapest first; none where nothing has to be brought.
    pub delivery_options: Vec<DeliveryOption>,
    /// The code of the one that was chosen; the cheapest, if none of them was.
    pub delivery_method: Option<String>,
    /// Why it cannot be brought there.
    pub undeliverable: Option<Undeliverable>,
}

/// Something in the form to put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeRefusal {
    /// The field's name in the form.
    pub field: &'static str,
    /// What to do about it.
    pub message: String,
}

impl TakeRefusal {
    /// A field, refused.
    #[must_use]
    pub fn new(field: &'static str, message: impl Into<String>) -> Self {
        Self { field, message: message.into() }
    }
}

impl From<FieldError> for TakeRefusal {
    fn from(error: FieldError) -> Self {
        Self::new(error.field, error.message)
    }
}

/// Why no order was taken. Nothing is then held or bought.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TakeError {
    /// None of their roles allows it.
    #[error("forbidden")]
    Forbidden,
    /// Fields to put right, in the order of the form.
    #[error("fields were refused")]
    Fields(Vec<TakeRefusal>),
    /// Not so many units are free, at these rows of the form.
    #[error("sold out")]
    SoldOut(Vec<TakeRefusal>),
    /// It comes to something else than the form showed.
    #[error("what it comes to has moved")]
    Moved,
    /// The form was sent before with something else in it, and its order was taken.
    #[error("the form was used for another order")]
    KeyUsed,
    /// A store did not answer. The same form may be sent again: it makes one order.
    #[error("unavailable")]
    Unavailable,
}

/// Takes orders for people who are not at the shop's own pages.
#[async_trait]
pub trait OrderTaking: Send + Sync {
    /// What an order would come to, with the ways of delivery there are. For
    /// [`Permission::EditOrders`](crate::staff::Permission).
    ///
    /// # Errors
    /// [`TakeError`], but for [`TakeError::Moved`] and [`TakeError::KeyUsed`].
    async fn reckon(&self, by: &StaffMember, form: &TakeForm) -> Result<Reckoned, TakeError>;

    /// Takes an order that was paid already: its units are sold, and it is paid, in one commit. The
    /// same form again is answered with the same order. For `EditOrders`. It is in the audit log.
    ///
    /// # Errors
    /// [`TakeError`].
    async fn take(
        &self,
        by: &StaffMember,
        form: &TakeForm,
        caller: &Caller,
    ) -> Result<OrderId, TakeError>;
}
