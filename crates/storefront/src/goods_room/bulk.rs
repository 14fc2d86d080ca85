//! What is done to many products at once.

use kernel::{CategoryId, Money, Timestamp};
use serde::{Deserialize, Serialize};

/// What can be done, as it is chosen from a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkAction {
    /// Shoppers shall see them.
    Publish,
    /// They shall no longer be sold.
    Archive,
    /// They shall be written further, and not be seen.
    Draft,
    /// Dearer by so many percent.
    RaisePercent,
    /// Cheaper by so many percent.
    LowerPercent,
    /// Dearer by an amount.
    RaiseAmount,
    /// Cheaper by an amount.
    LowerAmount,
    /// Into a category.
    AddCategory,
    /// Out of a category.
    TakeCategory,
    /// With a tag.
    AddTag,
    /// Without a tag.
    TakeTag,
}

impl BulkAction {
    /// All of them, in the order to show.
    pub const ALL: [Self; 11] = [
        Self::Publish,
        Self::Archive,
        Self::Draft,
        Self::RaisePercent,
        Self::LowerPercent,
        Self::RaiseAmount,
        Self::LowerAmount,
        Self::AddCategory,
        Self::TakeCategory,
        Self::AddTag,
        Self::TakeTag,
    ];

    /// Its name in forms.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Archive => "archive",
            Self::Draft => "draft",
            Self::RaisePercent => "raise_percent",
            Self::LowerPercent => "lower_percent",
            Self::RaiseAmount => "raise_amount",
            Self::LowerAmount => "lower_amount",
            Self::AddCategory => "add_category",
            Self::TakeCategory => "take_category",
            Self::AddTag => "add_tag",
            Self::TakeTag => "take_tag",
        }
    }

    /// What people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Publish => "Publish",
            Self::Archive => "Archive",
            Self::Draft => "Back to draft",
            Self::RaisePercent => "Raise prices by percent",
            Self::LowerPercent => "Lower prices by percent",
            Self::RaiseAmount => "Raise prices by an amount",
            Self::LowerAmount => "Lower prices by an amount",
            Self::AddCategory => "Add to a category",
            Self::TakeCategory => "Take from a category",
            Self::AddTag => "Add a tag",
            Self::TakeTag => "Take a tag away",
        }
    }

    /// The action of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }
}

/// What becomes of each product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum BulkChange {
    /// Shoppers see it.
    Publish,
    /// It is no longer sold.
    Archive,
    /// It is being written.
    Draft,
    /// Its prices change by hundredths of a percent, 1 to 10,000.
    PriceByPercent {
        /// Up; else down.
        up: bool,
        /// By how much.
        basis_points: u32,
    },
    /// Its prices in the currency of the amount change by it.
    PriceByAmount {
        /// Up; else down.
        up: bool,
        /// By how much, above zero.
        by: Money,
    },
    /// It is in a category, behind those that it is in.
    AddCategory {
        /// Which.
        category: CategoryId,
    },
    /// It is in a category no longer.
    TakeCategory {
        /// Which.
        category: CategoryId,
    },
    /// It has a tag, behind those that it has.
    AddTag {
        /// Which.
        tag: String,
    },
    /// It has a tag no longer.
    TakeTag {
        /// Which.
        tag: String,
    },
}

impl BulkChange {
    /// A price after the change, in whole minor units: half a unit is rounded up. It is never below
    /// one unit, unless it was nothing. `None` where it stays: the change is about something else, or
    /// about another currency, or the price would be larger than money may be.
    #[must_use]
    pub fn price(&self, price: Money) -> Option<Money> {
        let amount = price.amount();
        let changed = match self {
            Self::PriceByPercent { up, basis_points } => {
                let part = i64::from(*basis_points);
                let rate = if *up { 10_000 + part } else { 10_000 - part };
                (amount * rate + 5_000) / 10_000
            }
            Self::PriceByAmount { up, by } if by.currency() == price.currency() => {
                if *up {
                    amount + by.amount()
                } else {
                    amount - by.amount()
                }
            }
            _ => return None,
        };
        let changed = Money::new(changed.max(amount.min(1)), price.currency()).ok()?;
        (changed != price).then_some(changed)
    }

    /// The category that it is about.
    #[must_use]
    pub const fn category(&self) -> Option<&CategoryId> {
        match self {
            Self::AddCategory { category } | Self::TakeCategory { category } => Some(category),
            _ => None,
        }
    }
}

/// What a form would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkPreview {
    /// What becomes of each product.
    pub change: BulkChange,
    /// What the category is called that it is about.
    pub category: Option<String>,
    /// How many products are meant.
    pub products: usize,
    /// How many SKUs they have together.
    pub skus: usize,
    /// By what they are confirmed: how many and which they are.
    pub mark: String,
}

/// What was set back of a deed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BulkBack {
    /// Products that are as before.
    pub back: usize,
    /// Products that somebody has changed since, or that are not stored any more. They were left.
    pub left: usize,
    /// Products that are yet to be looked at.
    pub waiting: usize,
}

/// What became of a deed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkStanding {
    /// Its key.
    pub key: String,
    /// Products that were changed.
    pub changed: usize,
    /// Products that were so before, or are not stored any more, or cannot be so.
    pub same: usize,
    /// Products that are yet to be changed.
    pub waiting: usize,
    /// What was set back, if somebody asked for that.
    pub back: Option<BulkBack>,
}

/// A deed that is remembered: it can be set back for a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkDeed {
    /// When it was begun.
    pub at: Timestamp,
    /// What whoever began it was called then; empty of a deed that does not name them.
    pub signed: String,
    /// What became of each product.
    pub change: BulkChange,
    /// What the category is called that it is about, if there is one of that id.
    pub category: Option<String>,
    /// What became of it.
    pub standing: BulkStanding,
}

#[cfg(test)]
mod tests {
    use kernel::Currency;

    use super::*;

    fn euros(amount: i64) -> Money {
        Money::new(amount, Currency::EUR).expect("in range")
    }

    #[test]
    fn prices_are_whole_and_at_least_one_unit() {
        let percent = |up, basis_points| BulkChange::PriceByPercent { up, basis_points };
        for (change, before, after) in [
            (percent(true, 1_000), 1_999, Some(2_199)),
            (percent(true, 1), 4_999, None),
            (percent(true, 1), 5_000, Some(5_001)),
            (percent(false, 750), 1_000, Some(925)),
            (percent(false, 5_000), 1, None),
            (percent(false, 10_000), 1_000, Some(1)),
            (percent(true, 1_000), 0, None),
            (BulkChange::PriceByAmount { up: false, by: euros(250) }, 1_000, Some(750)),
            (BulkChange::PriceByAmount { up: false, by: euros(2_500) }, 1_000, Some(1)),
            (BulkChange::PriceByAmount { up: false, by: euros(1) }, 0, None),
            (BulkChange::PriceByAmount { up: true, by: euros(1) }, 0, Some(1)),
            (BulkChange::PriceByAmount { up: true, by: euros(1) }, 10_000_000_000_000, None),
            (percent(true, 10_000), 10_000_000_000_000, None),
            (BulkChange::Publish, 1_000, None),
        ] {
            assert_eq!(change.price(euros(before)), after.map(euros), "{change:?} of {before}");
        }
        let francs = Money::new(100, Currency::parse("CHF").expect("one")).expect("in range");
        assert_eq!(BulkChange::PriceByAmount { up: true, by: euros(1) }.price(francs), None);
    }
}
