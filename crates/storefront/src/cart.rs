//! Carts: what is in them, what can be done to them, and what a shopper is told.

use async_trait::async_trait;
use kernel::{AccountId, Money, Quantity, Sku, Slug};
use serde::{Deserialize, Serialize};

use crate::{image::Image, product::OptionChoice};

mod change;
mod notice;

pub use change::{CartChange, CartError, Changed, OperationToken, SeenLine, SeenLines};
pub use notice::{Fix, Notice, Told};

/// Most lines of one cart, those saved for later among them.
pub const MOST_LINES: usize = 200;

/// The secret by which a guest's cart is found: 128 random bits as 32 hexadecimal digits. The
/// session keeps it; it never leaves the server.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CartToken(String);

/// Why a text is no token of a cart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the token of a cart is 32 hexadecimal digits in lower case")]
pub struct InvalidCartToken;

impl CartToken {
    /// Reads a token.
    ///
    /// # Errors
    /// [`InvalidCartToken`] unless it is 32 hexadecimal digits in lower case.
    pub fn parse(text: impl Into<String>) -> Result<Self, InvalidCartToken> {
        let text = text.into();
        let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() == 32 && text.bytes().all(digit) {
            Ok(Self(text))
        } else {
            Err(InvalidCartToken)
        }
    }

    /// The token as text. It is a secret: not for logs or pages.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for CartToken {
    type Error = InvalidCartToken;
    fn try_from(text: String) -> Result<Self, InvalidCartToken> {
        Self::parse(text)
    }
}

impl From<CartToken> for String {
    fn from(token: CartToken) -> Self {
        token.0
    }
}

/// Without the secret, so that it gets into no log.
impl std::fmt::Debug for CartToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CartToken(..)")
    }
}

/// Whose cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CartOwner {
    /// A guest's, kept for 30 days after its last change.
    Guest(CartToken),
    /// A signed-in shopper's, kept for good.
    Account(AccountId),
    /// A guest's while Redis is away: the value of the cookie it is kept in, empty if there is
    /// none. What does not verify is an empty cart.
    Cookie(String),
}

/// A line as the cart page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartLine {
    /// What is bought.
    pub sku: Sku,
    /// Where its product is, when that is known.
    pub product_slug: Option<Slug>,
    /// What it is called.
    pub title: String,
    /// Which variant.
    pub options: Vec<OptionChoice>,
    /// Its picture; none while the catalogue does not answer.
    pub image: Option<Image>,
    /// Units wanted.
    pub quantity: Quantity,
    /// What one unit costs now; what it cost when last seen, while the catalogue does not answer.
    pub unit_price: Money,
    /// What one unit cost when this shopper last saw it, where that differs.
    pub was: Option<Money>,
    /// `quantity` times `unit_price`; zero when it cannot be bought. None if it cannot be reckoned.
    pub line_total: Option<Money>,
    /// What the shopper has to know; the gravest thing where there are several.
    pub notice: Option<Notice>,
    /// The most units it can be set to now. Zero when none can be bought.
    pub max: u32,
    /// False while the catalogue does not answer: title and price are those last seen.
    pub confirmed: bool,
}

/// A cart as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartView {
    /// Grows with every change of this cart.
    pub version: u64,
    /// What would be bought, in the order added.
    pub lines: Vec<CartLine>,
    /// What is saved for later, in the order saved.
    pub saved: Vec<CartLine>,
    /// Units in `lines`.
    pub count: u32,
    /// The sum of the line totals. None if they do not add up, for being in several currencies.
    pub subtotal: Option<Money>,
    /// What earlier operations did otherwise than asked, until [`Carts::seen`].
    pub told: Vec<Told>,
    /// Titles of what the last removal took, which [`CartChange::Undo`] brings back.
    pub undo: Vec<String>,
    /// Lines that did not fit into the cookie, when it is kept in one.
    pub left_out: u32,
}

impl CartView {
    /// What a shopper who was shown this has now seen, for [`Carts::seen`].
    #[must_use]
    pub fn seen(&self) -> SeenLines {
        let lines = self
            .lines
            .iter()
            .chain(&self.saved)
            .filter(|line| line.confirmed)
            .map(|line| SeenLine {
                sku: line.sku.clone(),
                title: line.title.clone(),
                price: line.unit_price,
            })
            .collect();
        SeenLines { version: self.version, lines }
    }
}

/// Where carts are kept.
///
/// While Redis is away an account's cart goes on in PostgreSQL, and a guest's answers
/// [`CartError::Unavailable`]: then ask with [`CartOwner::Cookie`] instead, and once Redis is back
/// [`Carts::merge`] the cookie's cart into the guest's or the account's.
#[async_trait]
pub trait Carts: Send + Sync {
    /// The cart with the prices and the stock of now.
    ///
    /// # Errors
    /// [`CartError::Unavailable`].
    async fn view(&self, owner: &CartOwner) -> Result<CartView, CartError>;

    /// Units in the cart.
    ///
    /// # Errors
    /// [`CartError::Unavailable`].
    async fn count(&self, owner: &CartOwner) -> Result<u32, CartError>;

    /// Changes the cart, whole or not at all. A second change with the same token changes nothing
    /// and is answered well.
    ///
    /// # Errors
    /// [`CartError`]; the cart is then as it was.
    async fn change(
        &self,
        owner: &CartOwner,
        change: CartChange,
        token: Option<&OperationToken>,
    ) -> Result<Changed, CartError>;

    /// As [`Carts::change`], and the cart as it is then.
    ///
    /// # Errors
    /// As for [`Carts::change`].
    async fn change_and_view(
        &self,
        owner: &CartOwner,
        change: CartChange,
        token: Option<&OperationToken>,
    ) -> Result<(Changed, CartView), CartError>;

    /// Remembers what the shopper was shown, so that it is not told as news again. Does nothing to
    /// a cart that has changed since it was shown.
    ///
    /// # Errors
    /// [`CartError::Unavailable`].
    async fn seen(&self, owner: &CartOwner, seen: SeenLines) -> Result<Changed, CartError>;

    /// Puts all that is in one cart into another and empties the first: at sign-in the guest's into
    /// the account's, after an outage the cookie's into the guest's. Sums are capped at the stock
    /// and at the limits, and the shopper is told. A second time it finds nothing to do. The
    /// caller then forgets the guest's token or takes back the cookie.
    ///
    /// # Errors
    /// [`CartError::Unavailable`], with both as they were: ask again later.
    async fn merge(&self, from: &CartOwner, into: &CartOwner) -> Result<Changed, CartError>;

    /// Deletes an account's cart in every store, for good.
    ///
    /// # Errors
    /// [`CartError::Unavailable`] unless all of it is gone: ask again.
    async fn forget(&self, account: &AccountId) -> Result<(), CartError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_all_its_bits_and_shows_none() {
        let token = CartToken::parse("0123456789abcdef0123456789abcdef").expect("a token");
        assert_eq!(format!("{token:?}"), "CartToken(..)");
        for bad in ["", "0123456789abcdef", "0123456789ABCDEF0123456789ABCDEF", &"g".repeat(32)] {
            assert_eq!(CartToken::parse(bad), Err(InvalidCartToken), "{bad}");
        }
    }
}
