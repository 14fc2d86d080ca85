//! Checkout: what is held for a shopper, until when, and what buying it takes.

use async_trait::async_trait;
use kernel::{CheckoutId, OrderId, Quantity, Sku, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    account::Secret,
    cart::CartOwner,
    orders::{Buyer, Contact, OrderLine, OrderStatus, OrderTotals},
    pricing::{CouponCode, CouponRefusal, DeliveryOption, TaxLine, Undeliverable},
    profile::{Address, AddressForm},
};

mod copies;
mod key;
mod refusal;

pub use copies::CheckoutCopies;
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
    /// The tax in it by rate, highest first.
    pub tax_lines: Vec<TaxLine>,
    /// Whom to write to, once that was entered.
    pub contact: Option<Contact>,
    /// Where it goes, once that was entered.
    pub shipping_address: Option<Address>,
    /// Whom the invoice is for, where that is another.
    pub billing_address: Option<Address>,
    /// Ways of delivery to that address, cheapest first; none without one, or where nothing has to
    /// be brought.
    pub delivery_options: Vec<DeliveryOption>,
    /// The code of the one that was chosen.
    pub delivery_method: Option<String>,
    /// Why it cannot be brought there.
    pub undeliverable: Option<Undeliverable>,
    /// What the order gets: the coupon that was entered, or a promotion that needs no code.
    #[serde(default)]
    pub offer: Option<CouponCode>,
    /// The coupon that was entered, in capitals, whether it is taken or not.
    pub coupon: Option<String>,
    /// Why it is not taken.
    pub coupon_refused: Option<CouponRefusal>,
    /// Where the card is entered: at the provider, never here. None when nothing has to be paid.
    pub payment_input_url: Option<String>,
    /// How many payments of it were declined.
    pub declined: u32,
    /// The order that it became.
    pub order: Option<OrderId>,
    /// False while PostgreSQL does not answer: it is shown as it was when it last did, and nothing can
    /// be done to it.
    pub confirmed: bool,
    /// The key to render into the form that submits it: the same until a payment is declined.
    pub submit_key: IdempotencyKey,
}

impl CheckoutView {
    /// Whether a way of delivery has to be chosen, as far as that is known yet.
    #[must_use]
    pub fn needs_delivery(&self) -> bool {
        self.shipping_address.is_none()
            || self.undeliverable.is_some()
            || !self.delivery_options.is_empty()
    }

    /// What has to be entered before it can be submitted, in the order of the page.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let entered = [
            ("contact", self.contact.is_some()),
            ("shippingAddress", self.shipping_address.is_some()),
            ("deliveryMethod", self.delivery_method.is_some() || !self.needs_delivery()),
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

/// A wish to buy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begin {
    /// What.
    pub lines: Vec<BeginLine>,
    /// From which network it comes, such as `203.0.113.0/24`: guests from one network may not hold
    /// everything.
    pub network: String,
    /// The cart that loses what is bought, once it is paid.
    pub cart: Option<CartOwner>,
    /// Whether the buyer was made for this wish, so that nothing can be known of them.
    pub newcomer: bool,
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
    async fn begin(&self, buyer: &Buyer, wish: &Begin) -> Result<Begun, CheckoutError>;

    /// The buyer's checkout that is open or being paid for, if there is one.
    ///
    /// # Errors
    /// [`CheckoutError::Unavailable`].
    async fn running(&self, buyer: &Buyer) -> Result<Option<CheckoutView>, CheckoutError>;

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

    /// Whether the buyer has submitted anything with this key: what is not understood of another
    /// sending of it is another request all the same.
    ///
    /// # Errors
    /// [`CheckoutError::Unavailable`].
    async fn key_is_used(&self, buyer: &Buyer, key: &IdempotencyKey)
    -> Result<bool, CheckoutError>;

    /// What has become of a submission, the provider being asked if need be: for the shopper who
    /// comes back from the bank, or waits.
    ///
    /// # Errors
    /// [`CheckoutError::NotFound`] also for a checkout that was never submitted;
    /// [`CheckoutError::Declined`], [`CheckoutError::Over`] once the order was cancelled,
    /// [`CheckoutError::Unavailable`].
    async fn progress(&self, buyer: &Buyer, id: &CheckoutId) -> Result<Submitted, CheckoutError>;

    /// Where the provider lets a card be entered for a checkout, and leads back from; the provider is
    /// asked if need be.
    ///
    /// # Errors
    /// [`CheckoutError::NotFound`], [`CheckoutError::Unavailable`].
    async fn card_page(&self, buyer: &Buyer, id: &CheckoutId) -> Result<String, CheckoutError>;

    /// The secret by which an order's page is found, always the same for one order.
    fn order_link(&self, order: &OrderId) -> Secret;

    /// Makes a guest's open checkout that of the account they have signed in to.
    ///
    /// # Errors
    /// [`CheckoutError::Unavailable`]: ask again.
    async fn adopt(&self, guest: &Buyer, account: &Buyer) -> Result<(), CheckoutError>;
}
