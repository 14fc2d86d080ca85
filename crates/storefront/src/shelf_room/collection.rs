//! Collections as staff list and write them.

use kernel::{CategoryId, CollectionId, Currency, Money, ProductId, Slug};

use super::{ShelfError, ShelfRefusal, reading};
use crate::collections::{CollectionContent, CollectionRule, MOST_PICKED};

/// Most brands or tags of one rule.
const MOST_WORDS: usize = 50;
/// Most days back that a rule looks: ten years.
const MOST_DAYS: u32 = 3_650;

/// A collection in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionRow {
    /// Its id.
    pub id: CollectionId,
    /// Where it is: `/collections/<slug>`.
    pub slug: Slug,
    /// What it is called.
    pub name: String,
    /// Whether shoppers see it.
    pub active: bool,
    /// How many products are picked; none where a rule finds them.
    pub picked: Option<usize>,
}

/// Some collections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CollectionList {
    /// At most [`super::SHELF_PAGE`].
    pub rows: Vec<CollectionRow>,
    /// The last slug of the page, if there are others.
    pub next: Option<Slug>,
}

/// A product that is picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickedProduct {
    /// Its id.
    pub id: ProductId,
    /// What it is called.
    pub title: String,
    /// Whether shoppers see it.
    pub active: bool,
}

/// A collection to look after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionSheet {
    /// Its id.
    pub id: CollectionId,
    /// Grows by one with every change.
    pub version: i64,
    /// Where it is.
    pub slug: Slug,
    /// What it is called.
    pub name: String,
    /// A sentence or two about it.
    pub description: String,
    /// Whether shoppers see it.
    pub active: bool,
    /// What is in it.
    pub content: CollectionContent,
    /// What is picked and still stored, in its order.
    pub picked: Vec<PickedProduct>,
    /// The categories that a rule can name, each with the names from the top to it.
    pub categories: Vec<(CategoryId, String)>,
}

/// The fields of a collection, as they were posted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CollectionForm {
    /// The form's own key, for a new one.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// Where it is; made of the name if empty.
    pub slug: String,
    /// A sentence or two about it.
    pub description: String,
    /// `active` or `draft`.
    pub status: String,
    /// `picked` or `rule`.
    pub kind: String,
    /// Products, one a line: an id, the last part of an address, or a SKU.
    pub picked: String,
    /// The id of a category; any if empty.
    pub category: String,
    /// Brands, one a line.
    pub brands: String,
    /// Tags, one a line.
    pub tags: String,
    /// The lowest price, in major units.
    pub from: String,
    /// The highest price, in major units.
    pub to: String,
    /// Whether only reduced products are meant.
    pub reduced: bool,
    /// In how many days before now a product came.
    pub newer: String,
    /// The version that was read.
    pub version: String,
}

/// What shall be in a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckedContent {
    /// These products, as they were typed.
    Named(Vec<String>),
    /// What a rule finds.
    Rule(CollectionRule),
}

/// A collection as it shall be. Only [`CollectionForm::check`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedCollection {
    /// Where it is.
    pub slug: Slug,
    /// What it is called, 1 to 200 characters.
    pub name: String,
    /// A sentence or two about it, at most 2,000 characters.
    pub description: String,
    /// Whether shoppers see it.
    pub active: bool,
    /// What shall be in it.
    pub content: CheckedContent,
}

impl CollectionForm {
    /// The fields as they stand now.
    #[must_use]
    pub fn of(sheet: &CollectionSheet) -> Self {
        let form = Self {
            name: sheet.name.clone(),
            slug: sheet.slug.to_string(),
            description: sheet.description.clone(),
            status: if sheet.active { "active" } else { "draft" }.to_owned(),
            version: sheet.version.to_string(),
            ..Self::default()
        };
        match &sheet.content {
            CollectionContent::Picked(ids) => Self {
                kind: "picked".to_owned(),
                picked: ids.iter().map(ProductId::as_str).collect::<Vec<_>>().join("\n"),
                ..form
            },
            CollectionContent::Rule(rule) => Self {
                kind: "rule".to_owned(),
                category: rule.category.as_ref().map(ToString::to_string).unwrap_or_default(),
                brands: rule.brands.join("\n"),
                tags: rule.tags.join("\n"),
                from: rule.from.map(Money::decimal).unwrap_or_default(),
                to: rule.to.map(Money::decimal).unwrap_or_default(),
                reduced: rule.reduced,
                newer: rule.newer_days.map(|days| days.to_string()).unwrap_or_default(),
                ..form
            },
        }
    }

    /// Reads the whole form; amounts are in `currency`.
    ///
    /// # Errors
    /// [`ShelfError::Refused`].
    pub fn check(&self, currency: Currency) -> Result<CheckedCollection, ShelfError> {
        let mut refused = Vec::new();
        let name = reading::named(&self.name, &mut refused);
        let slug = reading::slug(&self.slug, &name, &mut refused);
        let description = reading::description(&self.description, &mut refused);
        let active = self.status == "active";
        let content = self.content(currency, &mut refused);
        match slug {
            Some(slug) if refused.is_empty() => {
                Ok(CheckedCollection { slug, name, description, active, content })
            }
            _ => Err(ShelfError::Refused(refused)),
        }
    }

    /// Reads what shall be in it, and nothing else.
    ///
    /// # Errors
    /// [`ShelfError::Refused`].
    pub fn check_content(&self, currency: Currency) -> Result<CheckedContent, ShelfError> {
        let mut refused = Vec::new();
        let content = self.content(currency, &mut refused);
        if refused.is_empty() { Ok(content) } else { Err(ShelfError::Refused(refused)) }
    }

    fn content(&self, currency: Currency, refused: &mut Vec<ShelfRefusal>) -> CheckedContent {
        if self.kind != "rule" {
            let named = reading::lines(&self.picked);
            if named.len() > MOST_PICKED {
                let sentence = format!("Pick {MOST_PICKED} products at most.");
                refused.push(ShelfRefusal::new("picked", sentence));
            }
            return CheckedContent::Named(named);
        }
        let category = match self.category.trim() {
            "" => None,
            id => CategoryId::parse(id).map(Some).unwrap_or_else(|_| {
                refused.push(ShelfRefusal::new("category", "Choose one of the categories."));
                None
            }),
        };
        let brands = words("brands", &self.brands, refused);
        let tags = words("tags", &self.tags, refused);
        let from = price("from", &self.from, currency, refused);
        let to = price("to", &self.to, currency, refused);
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            refused.push(ShelfRefusal::new("to", "Enter a price that is not below the lowest."));
        }
        let newer_days = days(&self.newer, refused);
        let reduced = self.reduced;
        let rule = CollectionRule { category, brands, tags, from, to, reduced, newer_days };
        if rule == CollectionRule::default() && refused.is_empty() {
            refused.push(ShelfRefusal::new(
                "category",
                "Narrow the rule by something: all products together are no collection.",
            ));
        }
        CheckedContent::Rule(rule)
    }
}

fn words(field: &'static str, text: &str, refused: &mut Vec<ShelfRefusal>) -> Vec<String> {
    let lines = reading::lines(text);
    if lines.len() > MOST_WORDS || lines.iter().any(|line| reading::name(line).is_none()) {
        let sentence = format!("Enter at most {MOST_WORDS} lines of 200 characters at most.");
        refused.push(ShelfRefusal::new(field, sentence));
    }
    lines
}

fn price(
    field: &'static str,
    text: &str,
    currency: Currency,
    refused: &mut Vec<ShelfRefusal>,
) -> Option<Money> {
    if text.trim().is_empty() {
        return None;
    }
    let read = Money::read(text, currency).ok();
    if read.is_none() {
        refused.push(ShelfRefusal::new(field, "Enter a price such as 20 or 19.99."));
    }
    read
}

fn days(text: &str, refused: &mut Vec<ShelfRefusal>) -> Option<u32> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let read = if plain { text.parse::<u32>().ok() } else { None };
    let days = read.filter(|days| (1..=MOST_DAYS).contains(days));
    if days.is_none() {
        let sentence = format!("Enter a number of days from 1 to {MOST_DAYS}.");
        refused.push(ShelfRefusal::new("newer", sentence));
    }
    days
}

#[cfg(test)]
#[path = "collection/tests.rs"]
mod tests;
