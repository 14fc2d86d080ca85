//! What the list of products asks of MongoDB. Every filter and order of the list is a stretch of one
//! index, or of a few that are merged in order, so that a page costs the same however many products
//! there are. Words that are typed are looked up in an index of their own: what they cost follows how
//! many products have them.

use std::{collections::HashSet, sync::Arc};

use kernel::CategoryId;
use mongodb::bson::{Bson, DateTime, Document, doc};
use storefront::{
    draft::ProductStatus,
    goods_room::{GoodsCursor, GoodsFilter, GoodsKey, GoodsSort, TypedWord, status_name},
    product::Category,
};

use crate::category_tree::Tree;

/// The field that lists are sorted by, and in which direction. Ids are sorted in the same one.
pub(crate) const fn order(sort: GoodsSort) -> (&'static str, i32) {
    match sort {
        GoodsSort::Newest => ("updated_at", -1),
        GoodsSort::Title => ("title_key", 1),
        GoodsSort::PriceUp => ("price_from", 1),
        GoodsSort::PriceDown => ("price_from", -1),
    }
}

/// Has a word that begins so. No letter and no digit comes after the last of all characters, so the
/// two ends hold what begins so and nothing else; both are asked of one and the same word.
fn begins(word: &str) -> Document {
    let end = format!("{word}{}", char::MAX);
    doc! { "words": { "$elemMatch": { "$gte": word, "$lt": end } } }
}

fn has(word: &TypedWord) -> Vec<Document> {
    let parts: Vec<Document> = word.parts.iter().map(|part| begins(part)).collect();
    match &word.whole {
        None => parts,
        Some(whole) => vec![doc! { "$or": [begins(whole), { "$and": parts }] }],
    }
}

/// A category and all below it.
pub(crate) fn below(tree: &Tree, category: &CategoryId) -> Vec<CategoryId> {
    let mut ids = vec![category.clone()];
    let mut next: Vec<Arc<Category>> = tree.by_id(category.as_str()).cloned().into_iter().collect();
    let mut seen: HashSet<CategoryId> = HashSet::from([category.clone()]);
    while let Some(category) = next.pop() {
        for link in &category.children {
            let child = tree.by_slug(link.slug.as_str()).cloned();
            if let Some(child) = child.filter(|child| seen.insert(child.id.clone())) {
                ids.push(child.id.clone());
                next.push(child);
            }
        }
    }
    ids
}

/// How every product stands.
fn any_status() -> Document {
    let all = [ProductStatus::Active, ProductStatus::Archived, ProductStatus::Draft];
    doc! { "$in": all.map(status_name).to_vec() }
}

/// What a place in an order is compared with.
fn key(sort: GoodsSort, cursor: &GoodsCursor) -> Bson {
    match (&cursor.key, sort) {
        (GoodsKey::Number(millis), GoodsSort::Newest) => DateTime::from_millis(*millis).into(),
        (GoodsKey::Number(units), _) => (*units).into(),
        (GoodsKey::Text(title), _) => title.as_str().into(),
    }
}

/// How what comes later in an order is compared.
const fn later(direction: i32) -> &'static str {
    if direction > 0 { "$gt" } else { "$lt" }
}

/// A filter as MongoDB is asked.
pub(crate) struct Asked(Document);

impl Asked {
    pub(crate) fn of(filter: &GoodsFilter, tree: &Tree) -> Self {
        let mut fields = Document::new();
        if !filter.brand().is_empty() {
            fields.insert("brand", filter.brand());
        }
        if let Some(category) = filter.category() {
            let ids: Vec<String> =
                below(tree, category).iter().map(CategoryId::to_string).collect();
            fields.insert("categories", doc! { "$in": ids });
        }
        match filter.status() {
            Some(status) => {
                fields.insert("status", status_name(status));
            }
            // The indexes of brands and categories go on with the status, and then with the order.
            None if !fields.is_empty() => {
                fields.insert("status", any_status());
            }
            None => {}
        }
        let words: Vec<Document> = filter.words().iter().flat_map(has).collect();
        if !words.is_empty() {
            fields.insert("$and", words);
        }
        Self(fields)
    }

    /// All that match.
    pub(crate) fn all(&self) -> Document {
        self.0.clone()
    }

    /// What has the key of a place and comes after it.
    pub(crate) fn same_key(&self, sort: GoodsSort, cursor: &GoodsCursor) -> Document {
        let (field, direction) = order(sort);
        let later = later(direction);
        let mut filter = self.all();
        filter.insert(field, key(sort, cursor));
        filter.insert("_id", doc! { later: cursor.id.as_str() });
        filter
    }

    /// What has a key that comes after that of a place.
    pub(crate) fn beyond(&self, sort: GoodsSort, cursor: &GoodsCursor) -> Document {
        let (field, direction) = order(sort);
        let later = later(direction);
        let mut filter = self.all();
        filter.insert(field, doc! { later: key(sort, cursor) });
        filter
    }
}

#[cfg(test)]
mod tests {
    use kernel::ProductId;

    use super::*;

    #[test]
    fn what_comes_after_a_place_is_two_stretches_of_an_index() {
        let asked = Asked(doc! { "brand": "Quay", "status": "draft" });
        let id = ProductId::parse("mug").expect("an id");
        let cursor = GoodsCursor { key: GoodsKey::Number(990), id };
        assert_eq!(
            asked.same_key(GoodsSort::PriceUp, &cursor),
            doc! {
                "brand": "Quay", "status": "draft", "price_from": 990_i64, "_id": { "$gt": "mug" },
            }
        );
        assert_eq!(
            asked.beyond(GoodsSort::PriceDown, &cursor),
            doc! { "brand": "Quay", "status": "draft", "price_from": { "$lt": 990_i64 } }
        );
        assert_eq!(
            asked.beyond(GoodsSort::Newest, &cursor),
            doc! {
                "brand": "Quay", "status": "draft",
                "updated_at": { "$lt": DateTime::from_millis(990) },
            }
        );
    }
}
