//! What staff read of a product before they write it.

use std::collections::BTreeSet;

use futures::TryStreamExt;
use kernel::{CategoryId, Currency, ProductId, Sku};
use mongodb::bson::doc;
use serde::Deserialize;
use storefront::{draft::ProductDraft, product::Spec, product_desk::ProductChoices};

use crate::{
    documents::ProductDocument,
    store::{CatalogStore, StoreError},
};

/// Products of a category that names of specs are gathered from.
const NEIGHBOURS: i64 = 50;
/// Names of specs that are suggested at most.
const MOST_NAMES: usize = 60;

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

    /// The tree of categories as it is stored now, and the names of specs in a category.
    pub(crate) async fn product_choices(
        &self,
        category: Option<&CategoryId>,
        currency: Currency,
    ) -> Result<ProductChoices, StoreError> {
        let tree = self.fresh_tree().await?;
        let mut names = BTreeSet::new();
        if let Some(category) = category {
            let neighbours: Vec<Specified> = self
                .products()
                .clone_with_type::<Specified>()
                .find(doc! { "categories": category.as_str() })
                .projection(doc! { "specs": 1 })
                .limit(NEIGHBOURS)
                .await?
                .try_collect()
                .await?;
            names.extend(neighbours.into_iter().flat_map(|one| one.specs).map(|spec| spec.name));
        }
        Ok(ProductChoices {
            categories: tree.in_order(),
            spec_names: names.into_iter().take(MOST_NAMES).collect(),
            currency,
        })
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
