//! Orders behind the counter: what staff see of them, and what they do to them.

use async_trait::async_trait;
use kernel::{AccountId, Money, OrderId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    account::Caller,
    enquiry::FieldError,
    orders::{OrderRefusal, OrderStatus, OrderView, ReturnForm},
    payment::PaymentView,
    payment_room::RefusedRefund,
    staff::StaffMember,
};

mod bought;
mod forms;
mod query;
mod returns;

pub use bought::{BoughtBy, BoughtSum};
pub use forms::{
    AgreeForm, FormKey, LONGEST_NOTE, LONGEST_REASON, NoteForm, RefundForm, ShipForm, check_reason,
};
pub use query::{LookUp, RoomQuery};
pub use returns::{
    InvalidReturnCursor, ReturnCursor, ReturnList, ReturnPage, ReturnsQuery, RoomReturn,
};

/// Orders of a page, and returns of one.
pub const A_PAGE: u32 = 50;
/// Orders on the page of a customer.
pub const LATELY_BOUGHT: u32 = 10;

/// An order in the list of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomOrder {
    /// Its number.
    pub id: OrderId,
    /// Where it stands.
    pub status: OrderStatus,
    /// When it was placed.
    pub ordered_at: Timestamp,
    /// What its buyer is called; none once that was forgotten.
    pub name: Option<String>,
    /// Units in it.
    pub units: u32,
    /// What is charged.
    pub total: Money,
    /// What of it was paid back.
    pub refunded: Money,
    /// Whether a return of it waits for being decided.
    pub return_waits: bool,
}

/// A page of orders.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomPage {
    /// The newest first, at most [`A_PAGE`].
    pub orders: Vec<RoomOrder>,
    /// For the page that follows, if one does.
    pub next_cursor: Option<String>,
}

/// What staff tell one another about an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderNote {
    /// When it was written.
    pub at: Timestamp,
    /// What its author was called then.
    pub signed: String,
    /// The note.
    pub text: String,
}

/// An order as staff are shown it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomView {
    /// What its buyer sees of it.
    pub order: OrderView,
    /// The account that bought it; none for a guest, and once that was forgotten.
    pub buyer: Option<AccountId>,
    /// What staff noted, the oldest first.
    pub notes: Vec<OrderNote>,
    /// What was tried to pay it, the first attempt first.
    pub payments: Vec<PaymentView>,
    /// What was paid and neither went back nor is on its way back.
    pub left: Money,
    /// What has to be paid back by hand, since it was paid outside the shop, the oldest first.
    pub owed: Vec<OwedRefund>,
    /// Refunds that the provider refused and that nobody has looked into, the oldest first.
    pub refused: Vec<RefusedRefund>,
}

/// A refund that waits for being paid back by hand: no provider knows of its payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwedRefund {
    /// By what it is ended.
    pub id: String,
    /// How much goes back.
    pub amount: Money,
    /// When it was asked for.
    pub asked_at: Timestamp,
}

/// Why something was not done for staff. The order is then as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrderRoomError {
    /// None of their roles allows it.
    #[error("forbidden")]
    Forbidden,
    /// Fields to put right, in the order of the form. One without a name is about all of it.
    #[error("fields were refused")]
    Fields(Vec<FieldError>),
    /// The order does not allow it, is not there, or cannot be reached.
    #[error(transparent)]
    Order(#[from] OrderRefusal),
}

impl OrderRoomError {
    /// One field, refused.
    #[must_use]
    pub fn field(field: &'static str, message: &'static str) -> Self {
        Self::Fields(vec![FieldError { field, message }])
    }
}

/// Orders, for staff. What is done is written into the audit log in the transaction that does it. The
/// same form sent again does nothing again.
#[async_trait]
pub trait OrderRoom: Send + Sync {
    /// Orders, the newest first. For [`Permission::ReadOrders`](crate::staff::Permission).
    ///
    /// # Errors
    /// [`OrderRoomError::Forbidden`], [`OrderRefusal::Unavailable`].
    async fn list(&self, by: &StaffMember, query: &RoomQuery) -> Result<RoomPage, OrderRoomError>;

    /// What an account bought. For `ReadOrders`.
    ///
    /// # Errors
    /// [`OrderRoomError::Forbidden`], [`OrderRefusal::Unavailable`].
    async fn bought_by(
        &self,
        by: &StaffMember,
        account: &AccountId,
    ) -> Result<BoughtBy, OrderRoomError>;

    /// One order. For `ReadOrders`.
    ///
    /// # Errors
    /// [`OrderRoomError::Forbidden`], [`OrderRefusal::NotFound`], [`OrderRefusal::Unavailable`].
    async fn view(&self, by: &StaffMember, id: &OrderId) -> Result<RoomView, OrderRoomError>;

    /// Returns, in the order of their list. For `ReadOrders`.
    ///
    /// # Errors
    /// [`OrderRoomError::Forbidden`], [`OrderRefusal::Unavailable`].
    async fn returns(
        &self,
        by: &StaffMember,
        query: &ReturnsQuery,
    ) -> Result<ReturnPage, OrderRoomError>;

    /// Notes something for staff alone. For `EditOrders`.
    ///
    /// # Errors
    /// [`OrderRoomError`] (`text`).
    async fn note(
        &self,
        by: &StaffMember,
        id: &OrderId,
        form: &NoteForm,
        caller: &Caller,
    ) -> Result<(), OrderRoomError>;

    /// Hands a paid order to a carrier; its buyer is told by letter. For `Fulfil`.
    ///
    /// # Errors
    /// [`OrderRoomError`] (`carrier`, `tracking`, `tracking_url`).
    async fn ship(
        &self,
        by: &StaffMember,
        id: &OrderId,
        form: &ShipForm,
        caller: &Caller,
    ) -> Result<(), OrderRoomError>;

    /// Notes that an order arrived. For `Fulfil`.
    ///
    /// # Errors
    /// [`OrderRoomError`].
    async fn deliver(
        &self,
        by: &StaffMember,
        id: &OrderId,
        caller: &Caller,
    ) -> Result<(), OrderRoomError>;

    /// Cancels an order that was not shipped: its units are free again, and what was paid goes back.
    /// While nobody knows how its payment ends, that is asked for only, and the answer is false. For
    /// `EditOrders`.
    ///
    /// # Errors
    /// [`OrderRoomError`] (`reason`).
    async fn cancel(
        &self,
        by: &StaffMember,
        id: &OrderId,
        reason: &str,
        caller: &Caller,
    ) -> Result<bool, OrderRoomError>;

    /// Has some of what was paid go back, without a return. For `Refund`.
    ///
    /// # Errors
    /// [`OrderRoomError`] (`amount`, `reason`, `key`).
    async fn refund_part(
        &self,
        by: &StaffMember,
        id: &OrderId,
        form: &RefundForm,
        caller: &Caller,
    ) -> Result<(), OrderRoomError>;

    /// Notes that a refund of a payment outside the shop was paid back by hand, found there by
    /// `reference`. For `Refund`.
    ///
    /// # Errors
    /// [`OrderRoomError`] (`reference`).
    async fn paid_back(
        &self,
        by: &StaffMember,
        id: &OrderId,
        refund: &str,
        reference: &str,
        caller: &Caller,
    ) -> Result<(), OrderRoomError>;

    /// Sends the letter again that tells how the order stands, with a link to it. For `EditOrders`.
    ///
    /// # Errors
    /// [`OrderRoomError`].
    async fn resend(
        &self,
        by: &StaffMember,
        id: &OrderId,
        key: &str,
        caller: &Caller,
    ) -> Result<(), OrderRoomError>;

    /// Asks for a return of an order for its buyer, who wrote or rang: by the same rules, and its buyer
    /// is told by letter. For `EditOrders`.
    ///
    /// # Errors
    /// [`OrderRoomError`] (`reason`).
    async fn ask_return(
        &self,
        by: &StaffMember,
        id: &OrderId,
        form: &ReturnForm,
        caller: &Caller,
    ) -> Result<(), OrderRoomError>;

    /// Agrees to a return of an order. For `Refund`; for `Fulfil` if nothing goes back.
    ///
    /// # Errors
    /// [`OrderRoomError`] (`refund`).
    async fn approve_return(
        &self,
        by: &StaffMember,
        id: &OrderId,
        return_id: &str,
        form: &AgreeForm,
        caller: &Caller,
    ) -> Result<(), OrderRoomError>;

    /// Does not agree to a return of an order. For `Fulfil`.
    ///
    /// # Errors
    /// [`OrderRoomError`] (`reason`).
    async fn refuse_return(
        &self,
        by: &StaffMember,
        id: &OrderId,
        return_id: &str,
        reason: &str,
        caller: &Caller,
    ) -> Result<(), OrderRoomError>;
}
