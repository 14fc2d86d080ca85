//! What a shopper is told about a line, and the one click that puts it right.

use kernel::{Money, Sku};
use serde::{Deserialize, Serialize};

/// What changed about a line since the shopper last saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Notice {
    /// The product is no longer sold.
    Gone,
    /// No unit is free.
    SoldOut,
    /// Fewer units are free than the line wants.
    OnlyLeft {
        /// Free units, at least one.
        left: u32,
    },
    /// It costs more.
    PriceUp {
        /// A unit's price when last seen.
        old: Money,
        /// A unit's price now.
        new: Money,
    },
    /// It costs less.
    PriceDown {
        /// A unit's price when last seen.
        old: Money,
        /// A unit's price now.
        new: Money,
    },
}

impl Notice {
    /// The one click that puts it right.
    #[must_use]
    pub const fn fix(self) -> Fix {
        match self {
            Self::Gone | Self::SoldOut => Fix::Drop,
            Self::OnlyLeft { .. } => Fix::TakeWhatIsLeft,
            Self::PriceUp { new, .. } | Self::PriceDown { new, .. } => Fix::AcceptPrice(new),
        }
    }

    /// Whether the line can be bought as it stands or in part.
    #[must_use]
    pub const fn purchasable(self) -> bool {
        !matches!(self, Self::Gone | Self::SoldOut)
    }
}

/// How a line is put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fix {
    /// Lowers the quantity to the free units.
    TakeWhatIsLeft,
    /// Removes the line.
    Drop,
    /// Agrees to this price of a unit, if it is still the price.
    AcceptPrice(Money),
}

/// What an operation did otherwise than asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Told {
    /// Two quantities would have summed to more than the stock or the limit allows.
    Capped {
        /// What is bought.
        sku: Sku,
        /// What it is called.
        title: String,
        /// Units of the sum.
        wanted: u32,
        /// Units in the line instead.
        got: u32,
    },
    /// The cart had no room for another line.
    LeftOut {
        /// What would have been bought.
        sku: Sku,
        /// What it is called.
        title: String,
    },
}
