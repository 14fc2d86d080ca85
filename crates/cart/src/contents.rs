//! What is in a cart, as it is kept.

use std::collections::BTreeMap;

use kernel::{Money, ProductId, Quantity, Sku, Slug, Timestamp};
use serde::{Deserialize, Serialize};
use storefront::{
    cart::{MOST_LINES, Told},
    product::OptionChoice,
};

/// Operations of which a cart remembers the tokens.
pub(crate) const TOKENS: usize = 32;
/// Tellings that a cart keeps; the oldest go first.
pub(crate) const TELLINGS: usize = 50;

/// What a shopper was last shown of a variant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Its product.
    pub product: ProductId,
    /// Where its product was.
    pub slug: Option<Slug>,
    /// What it was called.
    pub title: String,
    /// Which variant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionChoice>,
    /// What one unit cost.
    pub price: Money,
}

/// A line of a cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Units wanted.
    pub quantity: Quantity,
    /// Lines are shown in the order of their places.
    pub place: u64,
    /// When its first unit was added.
    pub added: Timestamp,
    /// False for what never runs out.
    pub tracked: bool,
    /// What the shopper was last shown.
    pub shown: Shown,
}

/// A line that the last removal took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// Whether it was one saved for later.
    pub saved: bool,
    /// The line.
    pub line: Line,
}

/// A cart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cart {
    /// Grows by one with every change.
    pub version: u64,
    /// The place that the next line gets.
    pub next_place: u64,
    /// What would be bought.
    pub lines: BTreeMap<Sku, Line>,
    /// What is saved for later.
    pub saved: BTreeMap<Sku, Line>,
    /// What the last removal took.
    pub removed: BTreeMap<Sku, Removed>,
    /// Tokens of the last operations, newest last.
    pub tokens: Vec<String>,
    /// What operations did otherwise than asked, until the shopper has seen it.
    pub told: Vec<Told>,
}

impl Cart {
    /// Units in it, without those saved for later.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.lines.values().map(|line| line.quantity.units()).sum()
    }

    /// Whether an operation with this token has acted on it.
    #[must_use]
    pub fn remembers(&self, token: &str) -> bool {
        self.tokens.iter().any(|known| known == token)
    }

    /// The version that an operation with this token made, if the cart still remembers it: each
    /// version is one operation's, and the newest token is the newest version's.
    pub(crate) fn made_by(&self, token: &str) -> Option<u64> {
        let since = self.tokens.iter().rev().position(|known| known == token)?;
        self.version.checked_sub(u64::try_from(since).ok()?)
    }

    /// Whether an operation that made this version of a cart, and that this newer cart does not
    /// remember, cannot have acted on it: it remembers who made that version.
    pub(crate) fn was_made_otherwise(&self, version: u64) -> bool {
        let remembered = u64::try_from(self.tokens.len()).unwrap_or(u64::MAX);
        self.version.checked_sub(version).is_some_and(|since| since < remembered)
    }

    /// Whether it has room for so many lines more.
    pub(crate) fn has_room(&self, more: usize) -> bool {
        self.lines.len() + self.saved.len() + more <= MOST_LINES
    }

    pub(crate) fn take_place(&mut self) -> u64 {
        let place = self.next_place;
        self.next_place += 1;
        place
    }

    pub(crate) fn tell(&mut self, told: Told) {
        self.told.push(told);
        if self.told.len() > TELLINGS {
            self.told.remove(0);
        }
    }

    /// Ends a change: the next version, and the token remembered.
    pub(crate) fn changed(mut self, token: &str) -> Self {
        self.version += 1;
        self.tokens.push(token.to_owned());
        if self.tokens.len() > TOKENS {
            self.tokens.remove(0);
        }
        self
    }
}

/// Lines in the order of their places.
pub(crate) fn in_order(lines: &BTreeMap<Sku, Line>) -> Vec<(&Sku, &Line)> {
    let mut lines: Vec<_> = lines.iter().collect();
    lines.sort_by_key(|(_, line)| line.place);
    lines
}
