//! Collections: products that are shown together, picked one by one or found by a rule.

use async_trait::async_trait;
use kernel::{CategoryId, Money, ProductId, Slug, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{ShopError, catalogue::Found, product::ProductCard};

/// Products on one page of a collection: as many as on a page of a category.
pub const COLLECTION_PAGE: usize = 24;
/// Most products that are picked for one collection.
pub const MOST_PICKED: usize = 500;

/// What is in a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CollectionContent {
    /// These, in this order.
    Picked(Vec<ProductId>),
    /// Whatever the rule finds, the newest first.
    Rule(CollectionRule),
}

/// What a product has to be. All of it counts; what is not set narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionRule {
    /// In this category or below it.
    pub category: Option<CategoryId>,
    /// Of one of these brands.
    pub brands: Vec<String>,
    /// With one of these tags.
    pub tags: Vec<String>,
    /// The lowest price of its variants is at least this.
    pub from: Option<Money>,
    /// The lowest price of its variants is at most this.
    pub to: Option<Money>,
    /// Shown with a price before a reduction.
    pub reduced: bool,
    /// Came into the shop in so many days before now.
    pub newer_days: Option<u32>,
}

impl CollectionRule {
    /// Whether it says anything of prices.
    #[must_use]
    pub const fn is_about_prices(&self) -> bool {
        self.from.is_some() || self.to.is_some() || self.reduced
    }

    /// Whether what the rule says of prices holds for a product whose cheapest variant costs `price`,
    /// and cost `before` before a reduction.
    #[must_use]
    pub fn price_fits(&self, price: Money, before: Option<Money>) -> bool {
        let same = |end: Money| end.currency() == price.currency();
        self.from.is_none_or(|from| same(from) && price >= from)
            && self.to.is_none_or(|to| same(to) && price <= to)
            && (!self.reduced || before.is_some())
    }
}

/// Why a text is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cursor is not one that this shop gave out")]
pub struct InvalidCollectionCursor;

/// Where a page of a collection ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionCursor {
    /// When the last product came into the shop; the epoch where products are picked.
    pub at: Timestamp,
    /// The last product.
    pub id: ProductId,
}

impl CollectionCursor {
    /// The cursor as an address carries it.
    #[must_use]
    pub fn write(&self) -> String {
        format!("{}.{}", self.at.millis(), self.id)
    }

    /// Reads a cursor.
    ///
    /// # Errors
    /// [`InvalidCollectionCursor`].
    pub fn parse(text: &str) -> Result<Self, InvalidCollectionCursor> {
        let (at, id) = text.split_once('.').ok_or(InvalidCollectionCursor)?;
        let plain = at.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit());
        let at = if plain && at.len() <= 16 { at.parse::<i64>().ok() } else { None };
        Ok(Self {
            at: Timestamp::from_millis(at.ok_or(InvalidCollectionCursor)?),
            id: ProductId::parse(id).map_err(|_| InvalidCollectionCursor)?,
        })
    }
}

/// One page of a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionPage {
    /// Where it is: `/collections/<slug>`.
    pub slug: Slug,
    /// What it is called.
    pub name: String,
    /// A sentence or two about it; may be empty.
    pub description: String,
    /// At most [`COLLECTION_PAGE`].
    pub cards: Vec<ProductCard>,
    /// Where the next page begins, if there is one.
    pub next: Option<CollectionCursor>,
}

/// Collections as shoppers may see them: active ones with active products.
#[async_trait]
pub trait Collections: Send + Sync {
    /// A page of the collection under a slug.
    ///
    /// # Errors
    /// [`ShopError::NotFound`] for a slug that never was and for a draft, [`ShopError::Unavailable`].
    async fn page(
        &self,
        slug: &Slug,
        after: Option<&CollectionCursor>,
    ) -> Result<Found<CollectionPage>, ShopError>;

    /// Where collections are, in the order of their slugs, after one of them: a thousand at most.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`].
    async fn slugs(&self, after: Option<&Slug>) -> Result<Vec<Slug>, ShopError>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Currency;

    fn euros(amount: i64) -> Money {
        Money::new(amount, Currency::EUR).expect("an amount")
    }

    #[test]
    fn both_ends_of_a_price_belong_to_it() {
        let rule = CollectionRule {
            from: Some(euros(500)),
            to: Some(euros(1_000)),
            ..CollectionRule::default()
        };
        for (price, fits) in [(499, false), (500, true), (1_000, true), (1_001, false)] {
            assert_eq!(rule.price_fits(euros(price), None), fits, "{price}");
        }
        let other = Money::new(700, Currency::parse("CHF").expect("a currency")).expect("francs");
        let rule = CollectionRule { from: Some(other), ..CollectionRule::default() };
        assert!(!rule.price_fits(euros(900), None), "francs are no euros");
    }

    #[test]
    fn only_what_is_shown_as_reduced_is_reduced() {
        let rule = CollectionRule { reduced: true, ..CollectionRule::default() };
        assert!(rule.is_about_prices() && !CollectionRule::default().is_about_prices());
        assert!(
            rule.price_fits(euros(500), Some(euros(900))) && !rule.price_fits(euros(500), None)
        );
        assert!(CollectionRule::default().price_fits(euros(500), None));
    }

    #[test]
    fn a_cursor_is_read_as_it_was_written_and_nothing_else_is() {
        for millis in [-86_400_000, 0, 1_795_269_959_123] {
            let id = ProductId::parse("mug-1").expect("an id");
            let cursor = CollectionCursor { at: Timestamp::from_millis(millis), id };
            assert_eq!(CollectionCursor::parse(&cursor.write()), Ok(cursor));
        }
        for text in ["", ".", "1", "1.", ".mug", "+1.mug", "x.mug", "1.m ug", "--1.mug"] {
            assert_eq!(CollectionCursor::parse(text), Err(InvalidCollectionCursor), "{text}");
        }
    }
}
