//! Payments: what becomes of them, and whom the shop asks to take money.
//!
//! A card's number never comes here. The provider keeps it, and the shop keeps the provider's own
//! name for it.

mod provider;

use async_trait::async_trait;
use kernel::{Money, OrderId, PaymentId, Timestamp};
use serde::{Deserialize, Serialize};

pub use provider::{
    Answer, CardState, CardToken, Charge, InvalidCardToken, PaymentProvider, Seen, Standing,
};

/// What has become of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// Meant, and the provider was not asked yet.
    Created,
    /// The provider is being asked to set the money aside.
    Authorising,
    /// The shopper has something to do at the provider first, such as 3-D Secure.
    RequiresAction,
    /// The money is set aside.
    Authorised,
    /// The money was taken.
    Captured,
    /// The provider said no.
    Declined,
    /// It was called off before money was taken.
    Voided,
    /// All of the money went back.
    Refunded,
    /// The provider was asked and did not answer: it may have done it or not.
    Unknown,
    /// What the provider says now contradicts what it said before. A person has to look.
    NeedsReview,
}

impl PaymentState {
    /// Every state.
    pub const ALL: [Self; 10] = [
        Self::Created,
        Self::Authorising,
        Self::RequiresAction,
        Self::Authorised,
        Self::Captured,
        Self::Declined,
        Self::Voided,
        Self::Refunded,
        Self::Unknown,
        Self::NeedsReview,
    ];

    /// The state's name, as it is stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Authorising => "authorising",
            Self::RequiresAction => "requires_action",
            Self::Authorised => "authorised",
            Self::Captured => "captured",
            Self::Declined => "declined",
            Self::Voided => "voided",
            Self::Refunded => "refunded",
            Self::Unknown => "unknown",
            Self::NeedsReview => "needs_review",
        }
    }

    /// The state of a name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Whether nothing but a contradiction can change it any more.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Declined | Self::Voided | Self::Refunded | Self::NeedsReview)
    }

    /// Whether it is known how the attempt to take money ended: the order can be settled.
    #[must_use]
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Captured | Self::Declined | Self::Voided | Self::Refunded)
    }
}

/// A payment, as a page or staff may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentView {
    /// Its id.
    pub id: PaymentId,
    /// The order it is for.
    pub order: OrderId,
    /// The how manieth attempt on that order, from 1.
    pub attempt: u32,
    /// What is to be taken, or was.
    pub amount: Money,
    /// What was asked back of it and not refused, with what went back.
    pub refunding: Money,
    /// What went back of it.
    pub refunded: Money,
    /// What has become of it.
    pub state: PaymentState,
    /// Where the shopper has to go first, while the state says so.
    pub action_url: Option<String>,
    /// Why the provider said no, by its own code, once it did.
    pub decline_reason: Option<String>,
    /// Whether somebody is asking the provider right now. If that process dies it is over within a
    /// minute.
    pub being_worked_at: bool,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// For one that was made outside the shop: by what it is found there.
    pub outside: Option<String>,
}

/// Why a message that claims to come from the provider is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WebhookError {
    /// It is not signed with the provider's secret, or the signature is of another time.
    #[error("the signature is not right")]
    BadSignature,
    /// It is signed and not understood.
    #[error("the message is not understood")]
    Malformed,
    /// PostgreSQL did not answer: the provider has to send it again.
    #[error("unavailable")]
    Unavailable,
}

/// Takes messages of the payment provider.
#[async_trait]
pub trait PaymentMessages: Send + Sync {
    /// Checks a message by its signature and lays it into the inbox, once however often it comes.
    /// What it says is only a hint to ask the provider.
    ///
    /// # Errors
    /// [`WebhookError`].
    async fn receive(&self, body: &[u8], signature: &str) -> Result<(), WebhookError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_found_by_its_name() {
        for state in PaymentState::ALL {
            assert_eq!(PaymentState::parse(state.as_str()), Some(state));
        }
        assert_eq!(PaymentState::parse("paid"), None);
    }
}
