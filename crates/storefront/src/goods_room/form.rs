//! The form with which something is done to many products.

use kernel::{CategoryId, Currency, Money, ProductId};

use super::{BulkAction, BulkChange, GOODS_PAGE, GoodsFilter};
use crate::{enquiry::FieldError, offer_room::basis_points};

/// Longest tag, in characters.
pub const LONGEST_TAG: usize = 60;

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
    /// Field `meant`: which products were confirmed, as [`BulkPreview::mark`](super::BulkPreview) says.
    pub meant: String,
}

impl BulkForm {
    /// Checks every field but the key and what was confirmed.
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
                // Among the tags of a product, a comma stands between two.
                _ if tag.contains(',') => Err(refuse("tag", "Enter one tag, without a comma.")),
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
        assert_eq!(fields(&tag("new, in")), ["tag"]);
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
