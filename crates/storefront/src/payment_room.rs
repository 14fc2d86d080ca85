//! Money that a person has to look into: refunds that a provider refused for good, and payments that
//! contradict themselves or that nobody knows the end of (SPEC §7).

use async_trait::async_trait;
use kernel::{Money, OrderId, PaymentId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{account::Caller, order_room::OrderRoomError, staff::StaffMember};

/// Most of them that one page names.
pub const MOST_TO_LOOK_INTO: u32 = 50;

/// What is in doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Matter {
    /// Whether the money of a payment was taken.
    Payment,
    /// How money goes back whose refund was refused.
    Refund,
}

/// Something that waits for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToLookInto {
    /// The order that it is about.
    pub order: OrderId,
    /// What is in doubt.
    pub matter: Matter,
    /// How much money that is.
    pub amount: Money,
    /// Since when.
    pub since: Timestamp,
}

/// A refund that its provider refused for good and that nobody has looked into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedRefund {
    /// By what it is ended.
    pub id: String,
    /// How much should have gone back.
    pub amount: Money,
    /// When it was refused.
    pub refused_at: Timestamp,
}

/// What becomes of a refund that was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterRefusal {
    /// The provider is asked once more, by a new key: by the old one it would only say the same again.
    Again,
    /// It was paid back in another way.
    ByHand,
    /// Nothing goes back for it.
    LetBe,
}

impl AfterRefusal {
    /// Its name, as it is stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::ByHand => "by_hand",
            Self::LetBe => "let_be",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Again, Self::ByHand, Self::LetBe].into_iter().find(|one| one.as_str() == name)
    }
}

/// What a person found out at the provider about a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The money was taken, and is with the shop.
    Taken,
    /// No money was taken, or it was given back there.
    NotTaken,
}

impl Found {
    /// Its name, as it is sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::NotTaken => "not_taken",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Taken, Self::NotTaken].into_iter().find(|one| one.as_str() == name)
    }
}

/// What is said of money in doubt.
#[derive(Clone, Copy, Debug)]
pub enum Said<'a> {
    /// What becomes of a refused refund, by its id.
    Refund(&'a str, AfterRefusal),
    /// What became of a payment's money.
    Payment(&'a PaymentId, Found),
}

/// Money in doubt, for staff. What is done is written into the audit log in the transaction that does
/// it. The same form sent again does nothing again.
#[async_trait]
pub trait PaymentRoom: Send + Sync {
    /// What waits for a person, the oldest first, one more than [`MOST_TO_LOOK_INTO`] if there are so
    /// many. For [`Permission::ReadOrders`](crate::staff::Permission).
    ///
    /// # Errors
    /// [`OrderRoomError::Forbidden`],
    /// [`OrderRefusal::Unavailable`](crate::orders::OrderRefusal::Unavailable).
    async fn to_look_into(&self, by: &StaffMember) -> Result<Vec<ToLookInto>, OrderRoomError>;

    /// Says what becomes of a refused refund, or what became of a payment in doubt, and why: where it is
    /// found outside, or who decided so. For `Refund`.
    ///
    /// # Errors
    /// [`OrderRoomError`] (`what`, `reference`).
    async fn say(
        &self,
        by: &StaffMember,
        order: &OrderId,
        said: Said<'_>,
        reference: &str,
        caller: &Caller,
    ) -> Result<(), OrderRoomError>;
}
