//! Rules of collections, as MongoDB is asked for what they find: equality and ranges over indexes, the
//! newest product first.

use kernel::Timestamp;
use mongodb::bson::{DateTime, Document, doc};
use storefront::collections::{CollectionCursor, CollectionRule};

use crate::category_tree::Tree;

const DAY: i64 = 86_400_000;

/// A rule as MongoDB is asked.
pub(crate) struct Asked {
    /// All but the moment. What it says of prices is true of everything that fits, and of some that
    /// does not.
    filter: Document,
    /// Only what came after this.
    since: Option<Timestamp>,
}

impl Asked {
    pub(crate) fn of(rule: &CollectionRule, tree: &Tree, now: Timestamp) -> Self {
        let mut filter = doc! { "status": "active" };
        if let Some(category) = &rule.category {
            filter.insert("categories", doc! { "$in": tree.within(category.as_str()) });
        }
        if !rule.brands.is_empty() {
            filter.insert("brand", doc! { "$in": rule.brands.clone() });
        }
        if !rule.tags.is_empty() {
            filter.insert("tags", doc! { "$in": rule.tags.clone() });
        }
        let mut price = Document::new();
        if let Some(from) = rule.from {
            price.insert("$gt", from.amount() - 1);
        }
        if let Some(to) = rule.to {
            price.insert("$lt", to.amount() + 1);
        }
        if !price.is_empty() {
            filter.insert("variants.price.amount", price);
        }
        if rule.reduced {
            filter.insert("variants.compare_at.amount", doc! { "$gt": 0_i64 });
        }
        let since = rule.newer_days.map(|days| now.millis() - i64::from(days) * DAY);
        Self { filter, since: since.map(Timestamp::from_millis) }
    }

    /// What is right after a place among those that came at the same moment.
    pub(crate) fn same_moment(&self, after: &CollectionCursor) -> Option<Document> {
        if self.since.is_some_and(|since| after.at <= since) {
            return None;
        }
        let mut filter = self.filter.clone();
        filter.insert("created_at", DateTime::from_millis(after.at.millis()));
        filter.insert("_id", doc! { "$lt": after.id.as_str() });
        Some(filter)
    }

    /// What came before a place, or all.
    pub(crate) fn earlier(&self, after: Option<&CollectionCursor>) -> Document {
        let mut created = Document::new();
        if let Some(since) = self.since {
            created.insert("$gt", DateTime::from_millis(since.millis()));
        }
        if let Some(after) = after {
            created.insert("$lt", DateTime::from_millis(after.at.millis()));
        }
        let mut filter = self.filter.clone();
        if !created.is_empty() {
            filter.insert("created_at", created);
        }
        filter
    }
}

#[cfg(test)]
#[path = "collection_asking/tests.rs"]
mod tests;
