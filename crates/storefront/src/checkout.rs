//! Checkout: what is held for a shopper, until when, and what buying it takes.

use async_trait::async_trait;
use kernel::{CheckoutId, Money, OrderId, Quantity, Sku, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    orders::{Buyer, Contact, Delivery, OrderLine, OrderStatus, OrderTotals},
    profile::{Address, AddressForm},
};

mod key;
mod refusal;

pub use key::{IdempotencyKey, InvalidIdempotencyKey};
pub use refusal::{CheckoutError, MovedPrice, ShortLine};

/// Where a checkout stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckoutState {
    /// Its units are held until its end.
    Open,
    /// It was submitted, and whether it is paid is not known yet.
    Submitted,
    /// It is an order.
    Completed,
    /// Its end came first. What was typed is kept.
    Expired,
    /// The shopper gave it up.
    Cancelled,
}

impl CheckoutState {
    /// Its name in the API and in stores.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Submitted => "submitted",
            Self::Completed => "completed",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state with a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Open, Self::Submitted, Self::Completed, Self::Expired, Self::Cancelled]
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// A way of delivery that can be chosen for this address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryOption {
    /// The method, with its dates.
    pub delivery: Delivery,
    /// What it costs for what is in this checkout.
    pub price: Money,
}

/// A checkout as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutView {
    /// Its id.
    pub id: CheckoutId,
    /// Where it stands.
    pub state: CheckoutState,
    /// When the units cease to be held, by PostgreSQL's clock.
    pub expires_at: Timestamp,
    /// PostgreSQL's clock when this was read, so that a countdown needs no clock of the browser's.
    pub now: Timestamp,
    /// How often the end may still be moved.
    pub extensions_left: u32,
    /// What is held, at the prices that will be charged.
    pub lines: Vec<OrderLine>,
    /// What it comes to, as far as that is known: without an address there is no tax by
    /// destination, without a way of delivery no price for it.
    pub totals: OrderTotals,
    /// Whom to write to, once that was entered.
    pub contact: Option<Contact>,
    /// Where it goes, once that was entered.
    pub shipping_address: Option<Address>,
    /// Whom the invoice is for, where that is another.
    pub billing_address: Option<Address>,
    /// Ways of delivery to that address; none without one.
    pub delivery_options: Vec<DeliveryOption>,
    /// The code of the one that was chosen.
    pub delivery_method: Option<String>,
    /// The coupon that was entered, in capitals.
    pub coupon: Option<String>,
    /// Where the card is entered: at the provider, never here. None when nothing has to be paid.
    pub payment_input_url: Option<String>,
    /// The order that it became.
    pub order: Option<OrderId>,
    /// The key to render into the form that submits it.
    pub submit_key: IdempotencyKey,
}

impl CheckoutView {
    /// What has to be entered before it can be submitted, in the order of the page.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let entered = [
            ("contact", self.contact.is_some()),
            ("shippingAddress", self.shipping_address.is_some()),
            ("deliveryMethod", self.delivery_method.is_some()),
        ];
        entered.into_iter().filter(|(_, there)| !there).map(|(name, _)| name).collect()
    }
}

/// What is to be bought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BeginLine {
    /// Of what.
    pub sku: Sku,
    /// How many units.
    pub quantity: Quantity,
}

/// What a shopper enters. What is `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckoutChange {
    /// Mail address and name, as they were typed.
    pub contact: Option<(String, String)>,
    /// Where it goes.
    pub shipping_address: Option<AddressForm>,
    /// Whom the invoice is for; `Some(None)` for the same.
    pub billing_address: Option<Option<AddressForm>>,
    /// The code of a way of delivery.
    pub delivery_method: Option<String>,
    /// A coupon; empty takes it back.
    pub coupon: Option<String>,
}

/// What was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// The checkout.
    pub checkout: CheckoutView,
    /// The same lines were held already, and nothing was changed.
    pub replayed: bool,
}

/// What became of a submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Submitted {
    /// It is paid.
    Paid(SubmittedOrder),
    /// Whether it is paid will be known soon.
    Waiting(SubmittedOrder),
    /// The bank wants to see the shopper first, there.
    ActionNeeded(SubmittedOrder, String),
}

impl Submitted {
    /// The order, whatever became of it.
    #[must_use]
    pub const fn order(&self) -> &SubmittedOrder {
        match self {
            Self::Paid(order) | Self::Waiting(order) | Self::ActionNeeded(order, _) => order,
        }
    }
}

/// The order that a submission made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmittedOrder {
    /// Its id.
    pub id: OrderId,
    /// Where it stands.
    pub status: OrderStatus,
    /// What it costs.
    pub totals: OrderTotals,
    /// The answer was given before: nothing was done again.
    pub replayed: bool,
}

/// Buying. Whoever is not the buyer of a checkout does not find it.
#[async_trait]
pub trait Checkouts: Send + Sync {
    /// Holds units of all lines or of none. A buyer has one open checkout at most: with the same
    /// lines it is answered again, with others its units are let go in the same transaction.
    ///
    /// # Errors
    /// [`CheckoutError`].
    async fn begin(&self, buyer: &Buyer, lines: &[BeginLine]) -> Result<Begun, CheckoutError>;

    /// The checkout as it is.
    ///
    /// # Errors
    /// [`CheckoutError::NotFound`], [`CheckoutError::Unavailable`].
    async fn view(&self, buyer: &Buyer, id: &CheckoutId) -> Result<CheckoutView, CheckoutError>;

    /// Enters what is given.
    ///
    /// # Errors
    /// [`CheckoutError`]; nothing is then entered.
    async fn change(
        &self,
        buyer: &Buyer,
        id: &CheckoutId,
        change: &CheckoutChange,
    ) -> Result<CheckoutView, CheckoutError>;

    /// Moves the end, as often as [`CheckoutView::extensions_left`] says.
    ///
    /// # Errors
    /// [`CheckoutError`].
    async fn extend(&self, buyer: &Buyer, id: &CheckoutId) -> Result<CheckoutView, CheckoutError>;

    /// Lets the units go now. A second time it is answered as it is.
    ///
    /// # Errors
    /// [`CheckoutError`].
    async fn cancel(&self, buyer: &Buyer, id: &CheckoutId) -> Result<CheckoutView, CheckoutError>;

    /// Orders and pays. The same key again has the same answer, and nothing is done again.
    ///
    /// # Errors
    /// [`CheckoutError`].
    async fn submit(
        &self,
        buyer: &Buyer,
        id: &CheckoutId,
        key: &IdempotencyKey,
    ) -> Result<Submitted, CheckoutError>;

    /// Makes a guest's open checkout that of the account they have signed in to.
    ///
    /// # Errors
    /// [`CheckoutError::Unavailable`]: ask again.
    async fn adopt(&self, guest: &Buyer, account: &Buyer) -> Result<(), CheckoutError>;
}
