//! How many units.

use serde::{Deserialize, Serialize};

/// Why a number or a text is no quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a quantity is a whole number from 1 to {}", Quantity::MOST)]
pub struct InvalidQuantity;

/// Units of one SKU in one line: 1 to [`Quantity::MOST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Quantity(u32);

impl Quantity {
    /// Most units in one line.
    pub const MOST: u32 = 99;
    /// One unit.
    pub const ONE: Self = Self(1);

    /// A quantity of `units`.
    ///
    /// # Errors
    /// [`InvalidQuantity`] for none, or more than [`Quantity::MOST`].
    pub const fn new(units: u32) -> Result<Self, InvalidQuantity> {
        if units >= 1 && units <= Self::MOST { Ok(Self(units)) } else { Err(InvalidQuantity) }
    }

    /// Reads what a person typed: digits and nothing else, but for space around them.
    ///
    /// # Errors
    /// [`InvalidQuantity`].
    pub fn parse(text: &str) -> Result<Self, InvalidQuantity> {
        let text = text.trim();
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(InvalidQuantity);
        }
        Self::new(text.parse().map_err(|_| InvalidQuantity)?)
    }

    /// The number of units.
    #[must_use]
    pub const fn units(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for Quantity {
    type Error = InvalidQuantity;
    fn try_from(units: u32) -> Result<Self, InvalidQuantity> {
        Self::new(units)
    }
}

impl From<Quantity> for u32 {
    fn from(quantity: Quantity) -> Self {
        quantity.0
    }
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_numbers_in_range_are_quantities() {
        assert_eq!(Quantity::parse(" 12 "), Quantity::new(12));
        for bad in
            ["", "0", "-1", "+1", "1.5", "1e1", "abc", "100", "2147483648", "99999999999999999999"]
        {
            assert_eq!(Quantity::parse(bad), Err(InvalidQuantity), "{bad}");
        }
    }

    #[test]
    fn json_cannot_smuggle_in_another_number() {
        for bad in ["0", "-1", "100", "1.5", "\"1\""] {
            assert!(serde_json::from_str::<Quantity>(bad).is_err(), "{bad}");
        }
    }
}
