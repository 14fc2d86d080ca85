//! Whoever takes money for the shop.

use async_trait::async_trait;
use kernel::{CheckoutId, Money, PaymentId};
use serde::{Deserialize, Serialize};

/// The provider's own name for a card that it keeps. It is worth nothing to anyone else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CardToken(String);

/// Why a text is no name of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a card's name is 1 to 255 printable characters without a long run of digits")]
pub struct InvalidCardToken;

impl CardToken {
    /// Reads the name of a card. What could be a card's number is refused, so that none is ever
    /// stored by mistake.
    ///
    /// # Errors
    /// [`InvalidCardToken`] unless it is 1 to 255 printable ASCII characters, and not only 12 to 19
    /// digits with spaces or hyphens.
    pub fn parse(text: impl Into<String>) -> Result<Self, InvalidCardToken> {
        let text = text.into();
        let printable = text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let only_digits = text.bytes().all(|b| b.is_ascii_digit() || b == b' ' || b == b'-');
        let number = only_digits && (12..=19).contains(&digits);
        if (1..=255).contains(&text.len()) && printable && !number {
            Ok(Self(text))
        } else {
            Err(InvalidCardToken)
        }
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for CardToken {
    type Error = InvalidCardToken;
    fn try_from(text: String) -> Result<Self, InvalidCardToken> {
        Self::parse(text)
    }
}

impl From<CardToken> for String {
    fn from(token: CardToken) -> Self {
        token.0
    }
}

/// One attempt to take money. It says the same however often it is asked for: the provider takes
/// an order of the same key for the same order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The payment.
    pub payment: PaymentId,
    /// The how manieth attempt on its order, from 1.
    pub attempt: u32,
    /// Exactly what is to be taken.
    pub amount: Money,
    /// Which card.
    pub card: CardToken,
    /// What the provider calls it, once that is known.
    pub reference: Option<String>,
    /// Where the provider sends the shopper back to.
    pub return_url: String,
}

impl Charge {
    /// The key of setting the money aside.
    #[must_use]
    pub fn authorise_key(&self) -> String {
        format!("{}:auth:{}", self.payment, self.attempt)
    }

    /// The key of taking the money.
    #[must_use]
    pub fn capture_key(&self) -> String {
        format!("{}:capture:1", self.payment)
    }

    /// The key of calling it off.
    #[must_use]
    pub fn void_key(&self) -> String {
        format!("{}:void:1", self.payment)
    }

    /// The key of a refund with this id.
    #[must_use]
    pub fn refund_key(&self, refund: &str) -> String {
        format!("{}:refund:{refund}", self.payment)
    }
}

/// How a charge stands with the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It never heard of it, or nothing was begun.
    Absent,
    /// The shopper has to go to `url` first.
    ActionNeeded {
        /// The provider's page.
        url: String,
    },
    /// The money is set aside.
    Authorised,
    /// The money was taken.
    Captured,
    /// No. The reason is for the log and staff.
    Declined {
        /// The provider's code for it.
        reason: String,
    },
    /// Called off, and never to be authorised any more.
    Voided,
    /// All of the money went back.
    Refunded,
}

/// What was seen of a charge at the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// How it stands.
    pub standing: Standing,
    /// What the provider calls it.
    pub reference: Option<String>,
}

/// What came of asking the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer<T> {
    /// It answered.
    Known(T),
    /// It did not, or not so that it could be understood. It may have done what it was asked.
    Unknown,
}

/// Whether the provider keeps a card for a checkout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardState {
    /// None yet.
    Missing,
    /// This one.
    Ready(CardToken),
}

/// A payment provider. No call may be made while a transaction is open, and each ends by itself
/// within a few seconds, with [`Answer::Unknown`] at the worst.
#[async_trait]
pub trait PaymentProvider: Send + Sync {
    /// Its name, as it is stored with its payments.
    fn name(&self) -> &'static str;

    /// Where a shopper enters a card for this checkout; nothing is charged there. Making the address
    /// asks nobody.
    fn input_url(&self, checkout: &CheckoutId) -> String;

    /// Where a shopper is sent on to who is about to enter a card for a payment of a checkout, the how
    /// manieth `attempt` from 1, for a provider that has to be asked for its page first. From there
    /// they are led to `back`, an address of the shop, if the provider can.
    async fn card_page(&self, checkout: &CheckoutId, _attempt: u32, _back: &str) -> Answer<String> {
        Answer::Known(self.input_url(checkout))
    }

    /// The card that was entered last for a payment of a checkout: for this `attempt`, from 1, or for
    /// one before.
    async fn card(&self, checkout: &CheckoutId, attempt: u32) -> Answer<CardState>;

    /// Sets the exact amount aside.
    async fn authorise(&self, charge: &Charge) -> Answer<Seen>;

    /// Takes what was set aside.
    async fn capture(&self, charge: &Charge) -> Answer<Seen>;

    /// Calls it off. One that the provider never heard of can never be authorised afterwards.
    async fn void(&self, charge: &Charge) -> Answer<Seen>;

    /// Gives some of it back, once for each id of a refund. `Known(true)`: it goes back;
    /// `Known(false)`: the provider refuses for good.
    async fn refund(&self, charge: &Charge, refund: &str, amount: Money) -> Answer<bool>;

    /// How it stands now.
    async fn look_up(&self, charge: &Charge) -> Answer<Seen>;

    /// Reads a message whose signature was found right, and tells its own id and of which payment
    /// it speaks, when it speaks of one.
    fn read_message(&self, body: &[u8]) -> Option<(String, Option<PaymentId>)>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Currency;

    #[test]
    fn what_could_be_a_card_number_is_no_name_of_a_card() {
        for bad in ["", "4242424242424242", "4242 4242 4242 4242", "a\nb", &"x".repeat(256)] {
            assert_eq!(CardToken::parse(bad), Err(InvalidCardToken), "{bad}");
        }
        for good in ["card_4242", "cus_1/pm_2", "123"] {
            assert!(CardToken::parse(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn each_thing_asked_of_a_provider_has_a_key_of_its_own() {
        let charge = Charge {
            payment: PaymentId::parse("p1").expect("an id"),
            attempt: 2,
            amount: Money::zero(Currency::EUR),
            card: CardToken::parse("card").expect("a name"),
            reference: None,
            return_url: String::new(),
        };
        assert_eq!(charge.authorise_key(), "p1:auth:2");
        assert_eq!(charge.capture_key(), "p1:capture:1");
        assert_eq!(charge.void_key(), "p1:void:1");
        assert_eq!(charge.refund_key("r9"), "p1:refund:r9");
    }
}
