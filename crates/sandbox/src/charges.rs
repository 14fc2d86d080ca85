//! What the provider knows: cards, charges, and what it answered before.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::cards::Behaviour;

/// How a charge stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    ActionNeeded,
    Authorised,
    Captured,
    Declined,
    Voided,
    Refunded,
}

/// A card that is kept for a checkout.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Card {
    pub(crate) token: String,
    pub(crate) behaviour: Behaviour,
    pub(crate) last_four: String,
}

/// Money asked for by a shop.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ChargeRow {
    /// The provider's own name for it.
    pub(crate) reference: String,
    pub(crate) card: String,
    pub(crate) amount: i64,
    pub(crate) currency: String,
    pub(crate) return_url: String,
    pub(crate) status: Status,
    /// Opens the page where the card's owner is asked.
    pub(crate) action_token: String,
    pub(crate) refunded: i64,
}

/// One thing that changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub(crate) enum Change {
    CardKept { checkout: String, card: Card },
    Begun { payment: String, charge: ChargeRow },
    Moved { payment: String, status: Status },
    GivenBack { payment: String, amount: i64 },
    MessageDue { message: Message },
    MessageTold { id: String },
}

/// What the shop is to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Message {
    pub(crate) id: String,
    pub(crate) payment: String,
    pub(crate) status: Status,
    /// Whether it is to come late.
    pub(crate) late: bool,
    /// How often it is to come.
    pub(crate) copies: u8,
}

/// What was answered to an order with a key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Answered {
    pub(crate) key: String,
    /// What was ordered, so that another order with the same key is found out.
    pub(crate) order: String,
    pub(crate) status: u16,
    pub(crate) body: Value,
}

/// What stands in the journal, a line each: all of it happened, or none.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) changes: Vec<Change>,
    pub(crate) answered: Option<Answered>,
}

/// What all entries together say.
#[derive(Default)]
pub(crate) struct Known {
    /// By checkout.
    pub(crate) cards: HashMap<String, Card>,
    /// By the card's token.
    pub(crate) behaviours: HashMap<String, Behaviour>,
    /// By payment.
    pub(crate) charges: HashMap<String, ChargeRow>,
    /// By key.
    pub(crate) answers: HashMap<String, Answered>,
    /// By id, which grows with time.
    pub(crate) untold: BTreeMap<String, Message>,
    /// Messages there ever were.
    pub(crate) messages: u64,
}

impl Known {
    /// Takes an entry in.
    pub(crate) fn learn(&mut self, entry: Entry) {
        for change in entry.changes {
            match change {
                Change::CardKept { checkout, card } => {
                    self.behaviours.insert(card.token.clone(), card.behaviour);
                    self.cards.insert(checkout, card);
                }
                Change::Begun { payment, charge } => {
                    self.charges.insert(payment, charge);
                }
                Change::Moved { payment, status } => {
                    if let Some(charge) = self.charges.get_mut(&payment) {
                        charge.status = status;
                    }
                }
                Change::GivenBack { payment, amount } => {
                    if let Some(charge) = self.charges.get_mut(&payment) {
                        charge.refunded += amount;
                    }
                }
                Change::MessageDue { message } => {
                    self.messages += 1;
                    self.untold.insert(message.id.clone(), message);
                }
                Change::MessageTold { id } => {
                    self.untold.remove(&id);
                }
            }
        }
        if let Some(answered) = entry.answered {
            self.answers.insert(answered.key.clone(), answered);
        }
    }

    /// How a card behaves.
    pub(crate) fn behaviour(&self, card: &str) -> Option<Behaviour> {
        self.behaviours.get(card).copied()
    }

    /// A message that a charge has come to a status.
    pub(crate) fn message(&self, payment: &str, card: &str, status: Status) -> Change {
        let badly = self.behaviour(card) == Some(Behaviour::TellsLate);
        let message = Message {
            // So many digits that they sort as text.
            id: format!("msg_{:012}_{}", self.messages, kernel::random_token::<4>()),
            payment: payment.to_owned(),
            status,
            // What came first is told last.
            late: badly && status == Status::Authorised,
            copies: if badly { 2 } else { 1 },
        };
        Change::MessageDue { message }
    }
}

impl ChargeRow {
    /// As it is told to the shop.
    pub(crate) fn told(&self, payment: &str, page: &str) -> Value {
        let awaited = self.status == Status::ActionNeeded;
        json!({
            "payment": payment,
            "reference": self.reference,
            "amount": self.amount,
            "currency": self.currency,
            "status": self.status,
            "actionUrl": awaited.then(|| format!("{page}/owner/{payment}/{}", self.action_token)),
            "declineCode": (self.status == Status::Declined).then_some("card_declined"),
            "refunded": self.refunded,
        })
    }
}
