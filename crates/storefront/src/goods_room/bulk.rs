//! What is done to many products at once.

use kernel::{CategoryId, Currency, Money, ProductId};
use serde::{Deserialize, Serialize};

use super::{GOODS_PAGE, GoodsFilter};
use crate::{enquiry::FieldError, offer_room::basis_points};

/// Longest tag, in characters.
pub const LONGEST_TAG: usize = 60;

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

/// Which products are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulkChosen {
    /// These, at most [`GOODS_PAGE`].
    These(Vec<ProductId>),
    /// All that match.
    All(GoodsFilter),
}

/// What shall be done, to which products. Of what is typed, only [`BulkForm::check`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkOrder {
    /// To which.
    pub chosen: BulkChosen,
    /// What.
    pub change: BulkChange,
}

/// The form with which something is done to many products, as it was posted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BulkForm {
    /// Fields `ids`: the products that are ticked.
    pub ids: Vec<String>,
    /// Field `all`: all that match are meant instead.
    pub all: bool,
    /// Field `query` of the list that it is about.
    pub query: String,
    /// Field `status` of the list.
    pub status: String,
    /// Field `category` of the list.
    pub category: String,
    /// Field `brand` of the list.
    pub brand: String,
    /// Field `action`.
    pub action: String,
    /// Field `amount`: percent or money.
    pub amount: String,
    /// Field `shelf`: the category to add or to take.
    pub shelf: String,
    /// Field `tag`.
    pub tag: String,
    /// Field `key`: the deed.
    pub key: String,
    /// Field `meant`: how many products were confirmed.
    pub meant: String,
}

impl BulkForm {
    /// Checks every field but the key and the number that was confirmed.
    ///
    /// # Errors
    /// Every field that is refused, in the order of the form: `all` for which products are meant,
    /// `action`, `amount`, `shelf`, `tag`.
    pub fn check(&self, currency: Currency) -> Result<BulkOrder, Vec<FieldError>> {
        match (self.chosen(), self.change(currency)) {
            (Ok(chosen), Ok(change)) => Ok(BulkOrder { chosen, change }),
            (chosen, change) => Err([chosen.err(), change.err()].into_iter().flatten().collect()),
        }
    }

    fn chosen(&self) -> Result<BulkChosen, FieldError> {
        let refuse = |message| FieldError { field: "all", message };
        if self.all {
            let filter = GoodsFilter::read(&self.query, &self.status, &self.category, &self.brand);
            return filter.map(BulkChosen::All).map_err(|error| refuse(error.message));
        }
        let ids: Result<Vec<_>, _> = self.ids.iter().map(ProductId::parse).collect();
        let mut ids =
            ids.map_err(|_| refuse("One of the ticked products is none. Tick them again."))?;
        ids.sort_unstable();
        ids.dedup();
        match ids.len() {
            0 => Err(refuse("Tick the products that are meant, or all that match.")),
            1..=GOODS_PAGE => Ok(BulkChosen::These(ids)),
            _ => Err(refuse("Tick at most 50 products, or all that match.")),
        }
    }

    fn change(&self, currency: Currency) -> Result<BulkChange, FieldError> {
        let refuse = |field, message| FieldError { field, message };
        let action = BulkAction::named(&self.action);
        let action = action.ok_or(refuse("action", "Choose what is to be done."))?;
        let percent = |up| -> Result<BulkChange, FieldError> {
            let typed = basis_points(&self.amount).filter(|points| *points > 0);
            let message = "Enter a percentage above 0 and up to 100, such as 5 or 7.5.";
            let basis_points = typed.ok_or(refuse("amount", message))?;
            Ok(BulkChange::PriceByPercent { up, basis_points })
        };
        let amount = |up| -> Result<BulkChange, FieldError> {
            let typed = Money::read(&self.amount, currency).ok().filter(|by| by.amount() > 0);
            let by = typed.ok_or(refuse("amount", "Enter an amount above zero, such as 2.50."))?;
            Ok(BulkChange::PriceByAmount { up, by })
        };
        let shelf = || {
            CategoryId::parse(self.shelf.as_str())
                .map_err(|_| refuse("shelf", "Choose the category."))
        };
        let tag = || -> Result<String, FieldError> {
            let tag = self.tag.split_whitespace().collect::<Vec<_>>().join(" ");
            match tag.chars().count() {
                0 => Err(refuse("tag", "Enter the tag.")),
                1..=LONGEST_TAG if !tag.chars().any(char::is_control) => Ok(tag),
                _ => Err(refuse("tag", "A tag has at most 60 characters, none of them unseen.")),
            }
        };
        match action {
            BulkAction::Publish => Ok(BulkChange::Publish),
            BulkAction::Archive => Ok(BulkChange::Archive),
            BulkAction::Draft => Ok(BulkChange::Draft),
            BulkAction::RaisePercent => percent(true),
            BulkAction::LowerPercent => percent(false),
            BulkAction::RaiseAmount => amount(true),
            BulkAction::LowerAmount => amount(false),
            BulkAction::AddCategory => Ok(BulkChange::AddCategory { category: shelf()? }),
            BulkAction::TakeCategory => Ok(BulkChange::TakeCategory { category: shelf()? }),
            BulkAction::AddTag => Ok(BulkChange::AddTag { tag: tag()? }),
            BulkAction::TakeTag => Ok(BulkChange::TakeTag { tag: tag()? }),
        }
    }
}

/// The key of a deed, if it can be one: 1 to 64 letters, digits, `-` or `_`.
#[must_use]
pub fn bulk_key(text: &str) -> Option<&str> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    ((1..=64).contains(&text.len()) && text.bytes().all(plain)).then_some(text)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn euros(amount: i64) -> Money {
        Money::new(amount, Currency::EUR).expect("in range")
    }

    fn form(action: &str) -> BulkForm {
        BulkForm { ids: vec!["mug".to_owned()], action: action.to_owned(), ..BulkForm::default() }
    }

    fn fields(form: &BulkForm) -> Vec<&'static str> {
        let refused = form.check(Currency::EUR).expect_err("refused");
        refused.iter().map(|error| error.field).collect()
    }

    fn change(form: &BulkForm) -> BulkChange {
        form.check(Currency::EUR).expect("an order").change
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

    #[test]
    fn each_action_asks_for_its_own_field() {
        for action in BulkAction::ALL {
            assert_eq!(BulkAction::named(action.name()), Some(action));
            let missing = match action {
                BulkAction::Publish | BulkAction::Archive | BulkAction::Draft => continue,
                BulkAction::AddCategory | BulkAction::TakeCategory => "shelf",
                BulkAction::AddTag | BulkAction::TakeTag => "tag",
                _ => "amount",
            };
            assert_eq!(fields(&form(action.name())), [missing]);
        }
        assert_eq!(fields(&BulkForm::default()), ["all", "action"]);
        let by =
            |action: &str, amount: &str| BulkForm { amount: amount.to_owned(), ..form(action) };
        assert_eq!(
            change(&by("lower_percent", "7,5")),
            BulkChange::PriceByPercent { up: false, basis_points: 750 }
        );
        assert_eq!(
            change(&by("raise_amount", "2.50")),
            BulkChange::PriceByAmount { up: true, by: euros(250) }
        );
        for bad in ["0", "-1", "101", "5.555", "x"] {
            assert_eq!(fields(&by("raise_percent", bad)), ["amount"], "{bad}");
        }
        let tag = |tag: &str| BulkForm { tag: tag.to_owned(), ..form("add_tag") };
        assert_eq!(change(&tag("  New \t in ")), BulkChange::AddTag { tag: "New in".to_owned() });
        assert_eq!(fields(&tag(&"t".repeat(61))), ["tag"]);
        assert_eq!(fields(&tag("a\u{1}b")), ["tag"]);
    }

    #[test]
    fn ticked_products_are_meant_once_or_all_that_match() {
        let order = |form: BulkForm| form.check(Currency::EUR).expect("an order").chosen;
        let twice = BulkForm { ids: vec!["b".into(), "a".into(), "b".into()], ..form("publish") };
        let ids = ["a", "b"].map(|id| ProductId::parse(id).expect("an id"));
        assert_eq!(order(twice), BulkChosen::These(ids.to_vec()));
        let all = BulkForm { all: true, status: "draft".to_owned(), ..form("publish") };
        let filter = GoodsFilter::read("", "draft", "", "").expect("a filter");
        assert_eq!(order(all.clone()), BulkChosen::All(filter));
        assert_eq!(fields(&BulkForm { status: "lost".to_owned(), ..all }), ["all"]);
        let many = (0..51).map(|number| format!("p{number}")).collect();
        assert_eq!(fields(&BulkForm { ids: many, ..form("publish") }), ["all"]);
        assert_eq!(fields(&BulkForm { ids: vec!["a b".into()], ..form("publish") }), ["all"]);
    }

    #[test]
    fn a_key_holds_nothing_that_an_address_may_not() {
        assert_eq!(bulk_key("A-1_b"), Some("A-1_b"));
        for bad in ["", "a/b", "é", &"1".repeat(65)] {
            assert_eq!(bulk_key(bad), None, "{bad}");
        }
    }
}
