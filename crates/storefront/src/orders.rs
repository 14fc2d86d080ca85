//! Orders as shoppers and staff are shown them.

use async_trait::async_trait;
use kernel::{AccountId, Email, Money, OrderId, Quantity, Sku, Slug, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    account::Secret, image::Image, pricing::TaxLine, product::OptionChoice, profile::Address,
};

mod query;
mod seller;
mod status;
mod timeline;
mod worth;

pub use query::{InvalidOrderCursor, OrderCursor, OrderPage, OrderQuery};
pub use seller::{InvalidSeller, Seller};
pub use status::OrderStatus;
pub use timeline::{Happening, ReturnState, ReturnView, ReturnedLine, TimelineEntry, Who};

/// Whose an order is.
#[derive(Clone, Debug)]
pub enum Buyer {
    /// Somebody who was signed in.
    Account(AccountId),
    /// A guest, by the secret that their session keeps for this. Only its digest is stored.
    Guest(Secret),
}

/// Whom the shop writes to about an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Where letters go.
    pub email: Email,
    /// What the person is called, 1 to 120 characters.
    pub name: String,
}

/// A line as it was bought. Nothing in it changes any more but what was sent back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// What was bought.
    pub sku: Sku,
    /// Where its product was then.
    pub product_slug: Option<Slug>,
    /// What it was called then.
    pub title: String,
    /// Which variant.
    pub options: Vec<OptionChoice>,
    /// Its picture then.
    pub image: Option<Image>,
    /// Units bought.
    pub quantity: Quantity,
    /// What one unit cost.
    pub unit_price: Money,
    /// `quantity` times `unit_price`.
    pub line_total: Money,
    /// Units that were sent back and taken back.
    #[serde(default)]
    pub returned: u32,
    /// Its rate of tax in hundredths of a percent, as it was charged; none before it is ordered.
    #[serde(default)]
    pub tax_basis_points: Option<u32>,
}

/// What an order costs: `total` = `goods` - `discount` + `shipping` + `tax_added`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderTotals {
    /// The sum of the lines.
    pub goods: Money,
    /// What a coupon takes off.
    pub discount: Money,
    /// What delivery costs.
    pub shipping: Money,
    /// Tax that comes on top of prices.
    pub tax_added: Money,
    /// Tax that prices hold already.
    pub tax_included: Money,
    /// What is charged.
    pub total: Money,
}

impl OrderTotals {
    /// Whether the total is what its parts come to, all in one currency, and no discount is larger
    /// than what it is taken off.
    #[must_use]
    pub fn add_up(&self) -> bool {
        let Self { goods, discount, shipping, tax_added, tax_included, total } = *self;
        let one_currency = [discount, shipping, tax_added, tax_included, total]
            .iter()
            .all(|part| part.currency() == goods.currency());
        let parts = goods.checked_add(shipping).and_then(|sum| sum.checked_add(tax_added));
        let right = parts.is_ok_and(|sum| sum.amount() - discount.amount() == total.amount());
        let most = goods.amount() + shipping.amount();
        one_currency
            && right
            && discount.amount() <= most
            && tax_included.amount() <= total.amount()
    }
}

/// How an order is delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The method's code.
    pub method: String,
    /// What it was called when it was chosen.
    pub title: String,
    /// The first day on which it may arrive, at midnight UTC.
    pub earliest: Option<Timestamp>,
    /// The day by which it should be there, at midnight UTC.
    pub latest: Option<Timestamp>,
}

/// Where a parcel is followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipment {
    /// Who carries it, 1 to 80 characters.
    pub carrier: String,
    /// The carrier's number, at most 80 characters; empty if there is none.
    pub tracking: String,
    /// The carrier's page for it, `https://` and at most 300 characters.
    pub tracking_url: Option<String>,
}

/// An order in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderSummary {
    /// Its id, which is the number that letters name too.
    pub id: OrderId,
    /// Where it stands.
    pub status: OrderStatus,
    /// When it was placed.
    pub ordered_at: Timestamp,
    /// The day by which it should be there, at midnight UTC; when it came, once it has.
    pub arrival_at: Option<Timestamp>,
    /// What was bought.
    pub lines: Vec<OrderLine>,
    /// What is charged.
    pub total: Money,
}

/// An order as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderView {
    /// What a list shows of it.
    pub summary: OrderSummary,
    /// What it costs.
    pub totals: OrderTotals,
    /// The tax in it by rate, highest first.
    pub tax_lines: Vec<TaxLine>,
    /// Who sold, as that was when it was placed.
    pub seller: Option<Seller>,
    /// What of it was paid back.
    pub refunded: Money,
    /// The coupon that was used.
    pub coupon: Option<String>,
    /// Whom the shop writes to; none once that was forgotten.
    pub contact: Option<Contact>,
    /// Where it goes; none once that was forgotten.
    pub shipping_address: Option<Address>,
    /// Whom the invoice is for, where that is another.
    pub billing_address: Option<Address>,
    /// How it is delivered.
    pub delivery: Delivery,
    /// Where the parcel is followed, once it is on its way.
    pub shipment: Option<Shipment>,
    /// When it was paid.
    pub paid_at: Option<Timestamp>,
    /// Until when it has to be paid, while it is not.
    pub pay_by: Option<Timestamp>,
    /// What happened to it, the oldest first.
    pub timeline: Vec<TimelineEntry>,
    /// What was sent back, or is to be.
    pub returns: Vec<ReturnView>,
    /// Whether it may be cancelled now.
    pub cancellable: bool,
    /// Until when a return may be asked for, if one may be now.
    pub returnable_until: Option<Timestamp>,
}

/// What a shopper wants to send back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnForm {
    /// Which lines, and how many units of each.
    pub lines: Vec<(Sku, Quantity)>,
    /// Why, at most [`ReturnForm::LONGEST_REASON`] characters. Nobody has to say.
    pub reason: String,
    /// The form's own key, rendered into it, so that sending it twice asks once.
    pub key: String,
}

impl ReturnForm {
    /// Longest reason, in characters.
    pub const LONGEST_REASON: usize = 500;
}

/// Why something was not done to an order. It is then as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrderRefusal {
    /// There is no such order, or it is not theirs.
    #[error("there is no such order")]
    NotFound,
    /// It stands where this is not possible, or no more.
    #[error("an order that is {0} does not allow this")]
    NotNow(OrderStatus),
    /// The days for sending it back are over.
    #[error("the time for sending it back is over")]
    TooLate,
    /// More units than there are to send back, or none at all.
    #[error("these units are not there to be sent back")]
    NotThoseUnits,
    /// The text is too long, or the key is none.
    #[error("the form is not as it was rendered")]
    BadForm,
    /// The store did not answer in time. Whether it was done is unknown; it may be asked again.
    #[error("unavailable")]
    Unavailable,
}

/// A person's orders. Somebody else's are not found.
#[async_trait]
pub trait Orders: Send + Sync {
    /// The newest first.
    ///
    /// # Errors
    /// [`OrderRefusal::Unavailable`].
    async fn list(&self, buyer: &Buyer, query: &OrderQuery) -> Result<OrderPage, OrderRefusal>;

    /// One order.
    ///
    /// # Errors
    /// [`OrderRefusal::NotFound`], [`OrderRefusal::Unavailable`].
    async fn view(&self, buyer: &Buyer, id: &OrderId) -> Result<OrderView, OrderRefusal>;

    /// The order that a link in a letter leads to.
    ///
    /// # Errors
    /// [`OrderRefusal::NotFound`], [`OrderRefusal::Unavailable`].
    async fn by_link(&self, link: &Secret) -> Result<OrderView, OrderRefusal>;

    /// Sends a letter with a link to an order, if its letters go to this address. Whether they do is
    /// not told.
    ///
    /// # Errors
    /// [`OrderRefusal::Unavailable`].
    async fn send_link(&self, id: &OrderId, email: &Email) -> Result<(), OrderRefusal>;

    /// Asks for sending something back. The same form twice asks once.
    ///
    /// # Errors
    /// [`OrderRefusal`].
    async fn request_return(
        &self,
        buyer: &Buyer,
        id: &OrderId,
        form: &ReturnForm,
    ) -> Result<OrderView, OrderRefusal>;

    /// The same for whoever has the link of a letter: who bought as a guest has nothing else to show
    /// once the browser has forgotten them. Nothing leaves the shop by asking, and money goes back
    /// only the way it came.
    ///
    /// # Errors
    /// [`OrderRefusal`].
    async fn request_return_by_link(
        &self,
        link: &Secret,
        form: &ReturnForm,
    ) -> Result<OrderView, OrderRefusal>;

    /// Makes a guest's orders those of an account, and tells how many those were.
    ///
    /// # Errors
    /// [`OrderRefusal::Unavailable`]: ask again.
    async fn adopt(&self, guest: &Secret, account: &AccountId) -> Result<u64, OrderRefusal>;

    /// Forgets whose an account's orders are: name, mail address and postal addresses of those that
    /// are over at once, of others as soon as they are. What was bought and paid stays for the books.
    ///
    /// # Errors
    /// [`OrderRefusal::Unavailable`] unless all is done: ask again.
    async fn forget(&self, account: &AccountId) -> Result<(), OrderRefusal>;
}

/// What a shopper does to an order that stock and money follow.
#[async_trait]
pub trait OrderCancelling: Send + Sync {
    /// Cancels an order that has not been shipped: its units are free again, and what was paid goes
    /// back. Cancelled already, it is answered as it is.
    ///
    /// # Errors
    /// [`OrderRefusal`].
    async fn cancel(&self, buyer: &Buyer, id: &OrderId) -> Result<OrderView, OrderRefusal>;

    /// The same for whoever has the link of a letter: it is the buyer's, or was given on by them.
    ///
    /// # Errors
    /// [`OrderRefusal`].
    async fn cancel_by_link(&self, link: &Secret) -> Result<OrderView, OrderRefusal>;
}
