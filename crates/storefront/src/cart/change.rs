//! What can be done to a cart, and how it may be refused.

use kernel::{Money, Quantity, Sku};
use serde::{Deserialize, Serialize};

use super::{Fix, Told};

/// One change of a cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CartChange {
    /// Adds units; they sum with those of a line that is there.
    Add {
        /// What is bought.
        sku: Sku,
        /// Units to add.
        quantity: Quantity,
    },
    /// Sets the units of a line that is there.
    SetQuantity {
        /// Which line.
        sku: Sku,
        /// Units it shall have.
        quantity: Quantity,
    },
    /// Takes units off a line, and removes it when none is left.
    TakeOff {
        /// Which line.
        sku: Sku,
        /// Units to take off.
        quantity: Quantity,
    },
    /// Takes off a line what was bought of it. Nobody removed it, so there is nothing to undo.
    TakeBought {
        /// Which line.
        sku: Sku,
        /// Units bought.
        quantity: Quantity,
    },
    /// Removes a line.
    Remove {
        /// Which line.
        sku: Sku,
    },
    /// Removes a line that was saved for later.
    RemoveSaved {
        /// Which line.
        sku: Sku,
    },
    /// Brings back what the last removal took.
    Undo,
    /// Saves a line for later.
    SaveForLater {
        /// Which line.
        sku: Sku,
    },
    /// Moves a saved line back into the cart, as many units of it as there are.
    MoveBack {
        /// Which line.
        sku: Sku,
    },
    /// Removes every line; those saved for later stay.
    Clear,
    /// Puts a line right that has a notice.
    Fix {
        /// Which line.
        sku: Sku,
        /// How.
        fix: Fix,
    },
}

/// The name of one sending of a form, rendered into it, so that sending it twice acts once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OperationToken(String);

/// Why a text is no operation's token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an operation's token is 8 to 40 letters, digits or '-'")]
pub struct InvalidOperationToken;

impl OperationToken {
    /// Reads a token.
    ///
    /// # Errors
    /// [`InvalidOperationToken`] unless it is 8 to 40 letters, digits or `-`.
    pub fn parse(text: impl Into<String>) -> Result<Self, InvalidOperationToken> {
        let text = text.into();
        let valid = (8..=40).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if valid { Ok(Self(text)) } else { Err(InvalidOperationToken) }
    }

    /// The token as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for OperationToken {
    type Error = InvalidOperationToken;
    fn try_from(text: String) -> Result<Self, InvalidOperationToken> {
        Self::parse(text)
    }
}

impl From<OperationToken> for String {
    fn from(token: OperationToken) -> Self {
        token.0
    }
}

/// What a shopper was shown of one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeenLine {
    /// Which line, in the cart or saved.
    pub sku: Sku,
    /// What it was called.
    pub title: String,
    /// What one unit cost.
    pub price: Money,
}

/// What a shopper was shown of a cart: [`CartView::seen`](super::CartView::seen) makes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeenLines {
    /// The version that was shown.
    pub version: u64,
    /// Every line whose title and price came from the catalogue.
    pub lines: Vec<SeenLine>,
}

/// How a cart is after a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Its version.
    pub version: u64,
    /// Units in it, without those saved for later.
    pub count: u32,
    /// What it did otherwise than asked, now and since the shopper last saw the cart.
    pub told: Vec<Told>,
    /// For a cart that is kept in a cookie, the value to set; empty to take the cookie back.
    pub cookie: Option<String>,
    /// Lines that did not fit into the cookie.
    pub left_out: u32,
}

/// Why a cart was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CartError {
    /// The line would want more units than are free.
    #[error("only {available} are in stock")]
    NotEnoughStock {
        /// Free units, those already in the line among them.
        available: u32,
    },
    /// The line would want more units than a line may have.
    #[error("a line holds at most {most}")]
    TooManyUnits {
        /// Most units of a line.
        most: u32,
    },
    /// The cart has no room for another line.
    #[error("a cart holds at most {most} lines")]
    TooManyLines {
        /// Most lines of a cart, saved ones among them.
        most: u32,
    },
    /// There is no such line.
    #[error("there is no such line in the cart")]
    NoSuchLine,
    /// Nothing was removed that could be brought back.
    #[error("there is nothing to bring back")]
    NothingToUndo,
    /// No product that is sold has this SKU.
    #[error("it is not sold here")]
    NotSold,
    /// The price is another by now than the one that was agreed to.
    #[error("the price changed to {now}")]
    PriceChanged {
        /// A unit's price now.
        now: Money,
    },
    /// The stores that are needed for it do not answer.
    #[error("unavailable")]
    Unavailable,
}
