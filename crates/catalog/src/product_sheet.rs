//! What staff read of a product before they write it.

use std::collections::BTreeMap;

use futures::{TryStreamExt, future::try_join_all};
use kernel::{CategoryId, Currency, ProductId, Sku};
use mongodb::bson::doc;
use serde::Deserialize;
use storefront::{
    draft::ProductDraft,
    product::Spec,
    product_desk::{ProductChoices, SpecSuggestion},
};

use crate::{
    documents::ProductDocument,
    store::{CatalogStore, StoreError},
};

/// Categories of one product that specs are gathered from: its first ones.
const MOST_CATEGORIES: usize = 4;
/// Products of a category that they are gathered from.
const NEIGHBOURS: i64 = 50;
/// Names of specs that are suggested at most.
const MOST_NAMES: usize = 60;
/// Values of each that are suggested at most.
const MOST_VALUES: usize = 20;
/// Longest value that is suggested, in characters. What is longer is hardly said twice.
const LONGEST_VALUE: usize = 80;

/// What is read of a neighbour.
#[derive(Deserialize)]
struct Specified {
    specs: Vec<Spec>,
}

#[derive(Deserialize)]
struct Coded {
    sku: Sku,
}

/// What is read of a product that may have one of some SKUs.
#[derive(Deserialize)]
struct Holder {
    #[serde(rename = "_id")]
    id: ProductId,
    variants: Vec<Coded>,
}

/// What other products have of a draft.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) slug: bool,
    pub(crate) skus: Vec<Sku>,
}

impl CatalogStore {
    /// A product as it is stored, whatever its status.
    pub(crate) async fn stored_product(
        &self,
        id: &ProductId,
    ) -> Result<Option<ProductDocument>, StoreError> {
        Ok(self.products().find_one(doc! { "_id": id.as_str() }).await?)
    }

    /// The tree of categories as it is stored now, and the specs of products in some.
    pub(crate) async fn product_choices(
        &self,
        categories: &[CategoryId],
        currency: Currency,
    ) -> Result<ProductChoices, StoreError> {
        let tree = self.fresh_tree().await?;
        let specs = self.suggested_specs(categories).await?;
        Ok(ProductChoices { categories: tree.in_order(), specs, currency })
    }

    /// Specs of some products in these categories, those that are used most.
    pub(crate) async fn suggested_specs(
        &self,
        categories: &[CategoryId],
    ) -> Result<Vec<SpecSuggestion>, StoreError> {
        let looked_at = categories.iter().take(MOST_CATEGORIES);
        let found = try_join_all(looked_at.map(|category| self.specs_in(category))).await?;
        Ok(suggested(found.into_iter().flatten()))
    }

    /// What the first products say that the index has in a category.
    async fn specs_in(&self, category: &CategoryId) -> Result<Vec<Spec>, StoreError> {
        let neighbours: Vec<Specified> = self
            .products()
            .clone_with_type::<Specified>()
            .find(doc! { "categories": category.as_str() })
            .projection(doc! { "specs": 1 })
            .limit(NEIGHBOURS)
            .await?
            .try_collect()
            .await?;
        Ok(neighbours.into_iter().flat_map(|one| one.specs).collect())
    }

    /// What other products have of what a draft wants. The indexes decide; this names the fields.
    pub(crate) async fn taken(&self, draft: &ProductDraft) -> Result<Taken, StoreError> {
        let wanted: Vec<&str> = draft.variants.iter().map(|variant| variant.sku.as_str()).collect();
        let by_slug = self.products().find_one(doc! { "slug": draft.slug.as_str() }).await?;
        let holders: Vec<Holder> = self
            .products()
            .clone_with_type::<Holder>()
            .find(doc! { "variants.sku": { "$in": wanted.clone() } })
            .projection(doc! { "variants": 1 })
            .await?
            .try_collect()
            .await?;
        let others = holders.into_iter().filter(|holder| holder.id != draft.id);
        let skus = others.flat_map(|holder| holder.variants).map(|coded| coded.sku);
        Ok(Taken {
            slug: by_slug.is_some_and(|other| other.id != draft.id),
            skus: skus.filter(|sku| wanted.contains(&sku.as_str())).collect(),
        })
    }
}

/// Names with their values, as many of both as are suggested.
fn suggested(specs: impl Iterator<Item = Spec>) -> Vec<SpecSuggestion> {
    let mut names = BTreeMap::<String, usize>::new();
    let mut values = BTreeMap::<String, BTreeMap<String, usize>>::new();
    for Spec { name, value } in specs {
        if value.chars().count() <= LONGEST_VALUE {
            *values.entry(name.clone()).or_default().entry(value).or_default() += 1;
        }
        *names.entry(name).or_default() += 1;
    }
    let suggestion = |name: String| {
        let values = most_used(values.remove(&name).unwrap_or_default(), MOST_VALUES);
        SpecSuggestion { name, values }
    };
    most_used(names, MOST_NAMES).into_iter().map(suggestion).collect()
}

/// What is counted most, in the order of the alphabet.
fn most_used(counted: BTreeMap<String, usize>, most: usize) -> Vec<String> {
    let mut counted: Vec<_> = counted.into_iter().collect();
    // Of what is counted alike, what comes first in the alphabet stays first.
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counted.truncate(most);
    let mut texts: Vec<_> = counted.into_iter().map(|(text, _)| text).collect();
    texts.sort_unstable();
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(name: &str, value: &str) -> Spec {
        Spec { name: name.to_owned(), value: value.to_owned() }
    }

    #[test]
    fn each_value_is_suggested_once_under_its_name() {
        let specs = [spec("Size", "M"), spec("Cloth", "Wool"), spec("Size", "L")];
        let long = spec("Care", &"x".repeat(LONGEST_VALUE + 1));
        let found = suggested(specs.iter().chain(&specs).cloned().chain([long]));
        let of = |name: &str, values: &[&str]| SpecSuggestion {
            name: name.to_owned(),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
        };
        assert_eq!(found, [of("Care", &[]), of("Cloth", &["Wool"]), of("Size", &["L", "M"])]);
        assert!(suggested(std::iter::empty()).is_empty());
    }

    #[test]
    fn of_many_those_are_suggested_that_are_used_most() {
        let values = (0..MOST_VALUES + 5).map(|at| spec("Colour", &format!("shade {at:02}")));
        let names = (0..MOST_NAMES + 5).map(|at| spec(&format!("name {at:02}"), "yes"));
        let last = [spec("Colour", "shade 24"), spec("Colour", "shade 24")];
        let found = suggested(names.chain(values).chain(last));
        assert_eq!(found.len(), MOST_NAMES);
        assert_eq!(found[0].name, "Colour", "used more often than any other name");
        assert_eq!(found[0].values.len(), MOST_VALUES);
        assert!(found[0].values.contains(&"shade 24".to_owned()), "though it comes last");
        assert!(found.is_sorted_by(|one, next| one.name < next.name));
    }
}
