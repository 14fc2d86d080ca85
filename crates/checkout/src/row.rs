//! A checkout as it is stored.

use kernel::{CheckoutId, OrderId, Timestamp};
use serde::{Deserialize, Serialize};
use storefront::{
    checkout::CheckoutState,
    orders::Contact,
    pricing::{Destination, Quote},
    profile::Address,
};

use crate::{buyer::Owner, held::HeldLine};

/// What a shopper typed. It outlives the hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Typed {
    pub(crate) contact: Option<Contact>,
    pub(crate) shipping_address: Option<Address>,
    pub(crate) billing_address: Option<Address>,
    pub(crate) delivery_method: Option<String>,
    pub(crate) coupon: Option<String>,
}

impl Typed {
    /// Where it goes, as far as prices depend on it.
    pub(crate) fn destination(&self) -> Option<Destination> {
        self.shipping_address.as_ref().map(|address| Destination {
            country: address.country,
            region: address.region.clone(),
            postcode: address.postcode.clone(),
        })
    }
}

/// A checkout.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Checkout {
    pub(crate) id: CheckoutId,
    pub(crate) owner: Owner,
    pub(crate) state: CheckoutState,
    pub(crate) lines: Vec<HeldLine>,
    /// What it came to when that was last shown.
    pub(crate) quote: Quote,
    pub(crate) typed: Typed,
    pub(crate) expires_at: Timestamp,
    /// PostgreSQL's clock when this was read.
    pub(crate) now: Timestamp,
    pub(crate) extensions: u32,
    pub(crate) declined: u32,
    pub(crate) order: Option<OrderId>,
    /// Scope and key of the request that is being answered.
    pub(crate) submission: Option<(String, String)>,
    pub(crate) version: i64,
}

impl Checkout {
    /// Where it stands now: an open one whose end has come is over, whether that is written or not.
    pub(crate) fn state_now(&self) -> CheckoutState {
        match self.state {
            CheckoutState::Open if self.expires_at <= self.now => CheckoutState::Expired,
            state => state,
        }
    }
}
