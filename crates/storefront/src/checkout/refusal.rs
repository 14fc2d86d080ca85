//! Why a checkout did not do what was asked of it.

use kernel::{Money, OrderId, Sku, Timestamp};

use crate::{enquiry::FieldError, pricing::CouponRefusal};

/// A line that cannot be held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortLine {
    /// Of what.
    pub sku: Sku,
    /// Units wanted.
    pub wanted: u32,
    /// Units that are free.
    pub free: u32,
    /// Units are in other people's checkouts, and may be free by then.
    pub in_checkouts_until: Option<Timestamp>,
}

/// A price that is not what was held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedPrice {
    /// Of what; none for the total, whose tax or delivery has moved.
    pub sku: Option<Sku>,
    /// What was shown.
    pub was: Money,
    /// What it is now.
    pub now: Money,
}

/// Why a checkout did not do what was asked of it. It is then as it was, but for
/// [`CheckoutError::Unavailable`], after which the same may be asked again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckoutError {
    /// There is no such checkout, or it is not theirs.
    #[error("there is no such checkout")]
    NotFound,
    /// There is nothing to buy.
    #[error("there is nothing to buy")]
    NothingToBuy,
    /// These lines cannot be held, so none is.
    #[error("sold out")]
    SoldOut(Vec<ShortLine>),
    /// More units or checkouts than one person may hold at a time.
    #[error("too much is held already")]
    TooMuchHeld,
    /// The units are not held any more. What was typed is kept, and they may be held again.
    #[error("the hold has ended")]
    HoldExpired,
    /// The end was moved as often as it may be.
    #[error("the end cannot be moved again")]
    NoExtensionLeft,
    /// Prices have moved since; the checkout now shows the new ones, to be agreed to.
    #[error("prices have changed")]
    PriceChanged(Vec<MovedPrice>),
    /// Fields that were refused, in the order of the form.
    #[error("fields are wrong")]
    Fields(Vec<FieldError>),
    /// The coupon is not taken, and nothing was entered.
    #[error("the coupon is not taken")]
    Coupon(CouponRefusal),
    /// It has an order whose payment was declined: only that may be tried again, nothing changed.
    #[error("it is ordered already")]
    Ordered,
    /// These have to be entered first.
    #[error("not all is entered")]
    Incomplete(Vec<&'static str>),
    /// The same submission is being worked on: ask again in so many seconds.
    #[error("in progress")]
    InProgress(u32),
    /// The key was used for something else.
    #[error("the key was used for another request")]
    KeyUsed,
    /// The provider has no card for this checkout yet.
    #[error("no card was entered")]
    NoCard,
    /// The card was declined. The order waits for another payment while the units are held.
    #[error("the payment was declined")]
    Declined {
        /// The order.
        order: OrderId,
        /// Until when its units are held; none when that was the last try, and the order is cancelled.
        until: Option<Timestamp>,
        /// The provider's word for why, such as `insufficient_funds`.
        reason: Option<String>,
        /// This was answered to the same submission before: no card was asked again.
        replayed: bool,
    },
    /// It has been submitted, cancelled or is over, and cannot be changed.
    #[error("it is over")]
    Over,
    /// A store or the provider did not answer in time. Nothing was charged that the same key does
    /// not lead to again.
    #[error("unavailable")]
    Unavailable,
}
