//! What happened to an order.

use kernel::{Money, Sku, Timestamp};
use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    /// It was placed.
    Placed,
    /// A payment was declined; another may be tried.
    PaymentDeclined,
    /// It was paid.
    Paid,
    /// Its parcels were planned.
    Allocated,
    /// It was handed to a carrier.
    Shipped,
    /// It arrived.
    Delivered,
    /// Cancelling was asked for while its payment was under way, whose end decides.
    CancelRequested,
    /// It was cancelled.
    Cancelled,
    /// A return was asked for.
    ReturnRequested,
    /// A return was agreed to.
    ReturnApproved,
    /// A return was not agreed to.
    ReturnRefused,
    /// All of it came back.
    Returned,
    /// Money was paid back.
    Refunded,
}

impl Happening {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Placed,
        Self::PaymentDeclined,
        Self::Paid,
        Self::Allocated,
        Self::Shipped,
        Self::Delivered,
        Self::CancelRequested,
        Self::Cancelled,
        Self::ReturnRequested,
        Self::ReturnApproved,
        Self::ReturnRefused,
        Self::Returned,
        Self::Refunded,
    ];

    /// Its name in the API and in stores.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::PaymentDeclined => "payment_declined",
            Self::Paid => "paid",
            Self::Allocated => "allocated",
            Self::Shipped => "shipped",
            Self::Delivered => "delivered",
            Self::CancelRequested => "cancel_requested",
            Self::Cancelled => "cancelled",
            Self::ReturnRequested => "return_requested",
            Self::ReturnApproved => "return_approved",
            Self::ReturnRefused => "return_refused",
            Self::Returned => "returned",
            Self::Refunded => "refunded",
        }
    }

    /// What a shopper reads.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Placed => "Order placed",
            Self::PaymentDeclined => "Payment declined",
            Self::Paid => "Payment received",
            Self::Allocated => "Being packed",
            Self::Shipped => "Handed to the carrier",
            Self::Delivered => "Delivered",
            Self::CancelRequested => "Cancelling asked for",
            Self::Cancelled => "Cancelled",
            Self::ReturnRequested => "Return asked for",
            Self::ReturnApproved => "Return agreed",
            Self::ReturnRefused => "Return not agreed",
            Self::Returned => "Everything came back",
            Self::Refunded => "Money paid back",
        }
    }

    /// The happening with a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|happening| happening.name() == name)
    }
}

/// Who did it. Which of the staff is in the audit log, and nobody else's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The person whose order it is.
    Shopper,
    /// One of the staff.
    Staff,
    /// The shop by itself.
    Shop,
}

impl Who {
    /// Its name in the API and in stores.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Shopper => "shopper",
            Self::Staff => "staff",
            Self::Shop => "shop",
        }
    }

    /// Whoever has a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Shopper, Self::Staff, Self::Shop].into_iter().find(|who| who.name() == name)
    }
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: Happening,
    /// Who did it.
    pub who: Who,
    /// What is to be said beside it: a reason, a carrier; empty for nothing.
    pub note: String,
    /// How much, where money moved.
    pub amount: Option<Money>,
}

/// Where a return stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnState {
    /// Asked for.
    Requested,
    /// Agreed to: the units are back, and so is the money or will be.
    Approved,
    /// Not agreed to.
    Refused,
}

impl ReturnState {
    /// Its name in the API and in stores.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Approved => "approved",
            Self::Refused => "refused",
        }
    }

    /// The state with a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Requested, Self::Approved, Self::Refused]
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// Units of a line that are sent back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedLine {
    /// Of what.
    pub sku: Sku,
    /// How many.
    pub quantity: u32,
}

/// A return, asked for or decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnView {
    /// By what staff decides on it.
    pub id: String,
    /// Where it stands.
    pub state: ReturnState,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// Why; empty if nobody said.
    pub reason: String,
    /// What comes back.
    pub lines: Vec<ReturnedLine>,
    /// What is paid back for it, once it is agreed to.
    pub refund: Option<Money>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        for happening in Happening::ALL {
            assert_eq!(Happening::parse(happening.name()), Some(happening));
        }
        for who in [Who::Shopper, Who::Staff, Who::Shop] {
            assert_eq!(Who::parse(who.name()), Some(who));
        }
        for state in [ReturnState::Requested, ReturnState::Approved, ReturnState::Refused] {
            assert_eq!(ReturnState::parse(state.name()), Some(state));
        }
    }
}
