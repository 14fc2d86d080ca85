//! How many products are on each shelf.
//!
//! One pass over two fields of every product counts brands and categories together. A product in
//! several categories counts once in what is above them, which sums kept by writers would not know;
//! and no writer has to think of them.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
    time::{Duration, Instant},
};

use futures::TryStreamExt;
use kernel::CategoryId;
use mongodb::bson::doc;
use serde::Deserialize;
use storefront::ShopError;
use tokio::sync::Mutex;

use crate::{
    documents::CategoryDocument,
    port::answer_within,
    store::{CatalogStore, StoreError},
};

/// How long numbers are taken for the present ones.
const FRESH: Duration = Duration::from_secs(60);
/// How long one count may take.
const DEADLINE: Duration = Duration::from_secs(6);
/// Products fetched at once: two short fields of each.
const BATCH: u32 = 2_000;

/// What is counted of a product.
#[derive(Deserialize)]
struct CountedDocument {
    brand: String,
    categories: Vec<CategoryId>,
}

/// How many products there are, whatever their status.
#[derive(Debug, Default)]
pub(crate) struct ShelfCounts {
    /// Of each brand, in the order of their names in small letters.
    pub(crate) brands: BTreeMap<(String, String), u64>,
    /// In exactly these categories together.
    together: HashMap<Vec<CategoryId>, u64>,
}

impl ShelfCounts {
    fn add(&mut self, product: CountedDocument) {
        if !product.brand.is_empty() {
            *self.brands.entry(brand_key(&product.brand)).or_default() += 1;
        }
        *self.together.entry(product.categories).or_default() += 1;
    }

    /// Products in each category, and products in it or below it.
    pub(crate) fn of(&self, all: &[CategoryDocument]) -> HashMap<CategoryId, (u64, u64)> {
        let parents: HashMap<&CategoryId, Option<&CategoryId>> =
            all.iter().map(|category| (&category.id, category.parent.as_ref())).collect();
        let mut counts: HashMap<CategoryId, (u64, u64)> = HashMap::new();
        for (categories, products) in &self.together {
            let mut within = HashSet::new();
            for id in categories {
                counts.entry(id.clone()).or_default().0 += products;
                let mut next = Some(id);
                while let Some(id) = next.filter(|id| within.insert(*id)) {
                    next = parents.get(id).copied().flatten();
                }
            }
            for id in within {
                counts.entry(id.clone()).or_default().1 += products;
            }
        }
        counts
    }
}

/// By what a brand is sorted: its small letters, and then as it is.
pub(crate) fn brand_key(brand: &str) -> (String, String) {
    (brand.to_lowercase(), brand.to_owned())
}

/// The last count.
#[derive(Default)]
pub(crate) struct CountCache(Mutex<Option<(Instant, Arc<ShelfCounts>)>>);

impl CountCache {
    /// Numbers of this minute. Those who ask at once wait for one count.
    pub(crate) async fn get(&self, store: &CatalogStore) -> Result<Arc<ShelfCounts>, ShopError> {
        let mut last = self.0.lock().await;
        if let Some((_, counts)) = last.as_ref().filter(|(at, _)| at.elapsed() < FRESH) {
            return Ok(counts.clone());
        }
        let counts = Arc::new(answer_within(DEADLINE, "counts", store.count_shelves()).await?);
        *last = Some((Instant::now(), counts.clone()));
        Ok(counts)
    }

    /// Has the next who asks count anew.
    pub(crate) async fn forget(&self) {
        *self.0.lock().await = None;
    }
}

impl CatalogStore {
    async fn count_shelves(&self) -> Result<ShelfCounts, StoreError> {
        let mut found = self
            .products()
            .clone_with_type::<CountedDocument>()
            .find(doc! {})
            .projection(doc! { "_id": 0, "brand": 1, "categories": 1 })
            .batch_size(BATCH)
            .await?;
        let mut counts = ShelfCounts::default();
        while let Some(product) = found.try_next().await? {
            counts.add(product);
        }
        Ok(counts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Slug;

    fn id(text: &str) -> CategoryId {
        CategoryId::parse(text).expect("an id")
    }

    fn category(name: &str, parent: Option<&str>) -> CategoryDocument {
        CategoryDocument {
            id: id(name),
            version: 1,
            slug: Slug::parse(name).expect("a slug"),
            name: name.to_owned(),
            description: String::new(),
            parent: parent.map(id),
            position: 0,
            image: None,
        }
    }

    #[test]
    fn a_product_counts_once_in_what_is_above_its_categories() {
        let mut counts = ShelfCounts::default();
        for (brand, categories) in [
            ("Quay", &["b", "c"][..]),
            ("Quay", &["b"][..]),
            ("apple", &["a"][..]),
            ("", &["lost"][..]),
            ("Zoo", &[][..]),
        ] {
            let categories = categories.iter().map(|name| id(name)).collect();
            counts.add(CountedDocument { brand: brand.to_owned(), categories });
        }
        let tree = [category("a", None), category("b", Some("a")), category("c", Some("a"))];
        let found = counts.of(&tree);
        assert_eq!(found.get(&id("a")), Some(&(1, 3)));
        assert_eq!(found.get(&id("b")), Some(&(2, 2)));
        assert_eq!(found.get(&id("c")), Some(&(1, 1)));
        let brands: Vec<_> =
            counts.brands.iter().map(|((_, name), n)| (name.as_str(), *n)).collect();
        assert_eq!(brands, [("apple", 1), ("Quay", 2), ("Zoo", 1)]);
    }

    #[test]
    fn a_ring_of_categories_is_walked_once() {
        let mut counts = ShelfCounts::default();
        counts.add(CountedDocument { brand: String::new(), categories: vec![id("a")] });
        let ring = [category("a", Some("b")), category("b", Some("a"))];
        assert_eq!(counts.of(&ring).get(&id("b")), Some(&(0, 1)));
    }
}
