//! Names that products do not share, as far as they are given already.

use std::collections::HashMap;

use futures::TryStreamExt;
use kernel::{ProductId, Sku, Slug};
use mongodb::bson::doc;
use serde::Deserialize;
use storefront::draft::ProductDraft;

use crate::{CatalogStore, StoreError, documents::ProductDocument};

/// Who has which names.
#[derive(Default)]
pub(crate) struct TakenNames {
    slugs: HashMap<String, ProductId>,
    external: HashMap<String, ProductId>,
    skus: HashMap<String, ProductId>,
}

/// A product, as far as its names go.
#[derive(Deserialize)]
struct Named {
    #[serde(rename = "_id")]
    id: ProductId,
    slug: Slug,
    external_id: Option<String>,
    variants: Vec<Coded>,
}

#[derive(Deserialize)]
struct Coded {
    sku: Sku,
}

impl TakenNames {
    /// Which name of a draft another product has, if any. What it has itself is taken from then on.
    pub(crate) fn double(&mut self, draft: &ProductDraft) -> Option<&'static str> {
        let other = |taken: &HashMap<String, ProductId>, name: &str| {
            taken.get(name).is_some_and(|owner| *owner != draft.id)
        };
        if other(&self.slugs, draft.slug.as_str()) {
            return Some("slug");
        }
        if draft.external_id.as_deref().is_some_and(|id| other(&self.external, id)) {
            return Some("external id");
        }
        if draft.variants.iter().any(|variant| other(&self.skus, variant.sku.as_str())) {
            return Some("SKU");
        }
        self.add(
            &draft.id,
            &draft.slug,
            draft.external_id.as_deref(),
            draft.variants.iter().map(|variant| &variant.sku),
        );
        None
    }

    fn add<'a>(
        &mut self,
        id: &ProductId,
        slug: &Slug,
        external: Option<&str>,
        skus: impl Iterator<Item = &'a Sku>,
    ) {
        self.slugs.insert(slug.to_string(), id.clone());
        if let Some(external) = external {
            self.external.insert(external.to_owned(), id.clone());
        }
        self.skus.extend(skus.map(|sku| (sku.to_string(), id.clone())));
    }
}

impl CatalogStore {
    /// Who has names that drafts want and do not have yet.
    pub(crate) async fn taken_names(
        &self,
        drafts: &[ProductDraft],
        stored: &HashMap<ProductId, ProductDocument>,
    ) -> Result<TakenNames, StoreError> {
        let (mut slugs, mut external, mut skus) = (Vec::new(), Vec::new(), Vec::new());
        for draft in drafts {
            let stored = stored.get(&draft.id);
            if stored.is_none_or(|stored| stored.slug != draft.slug) {
                slugs.push(draft.slug.as_str());
            }
            if stored.is_none_or(|stored| stored.external_id != draft.external_id) {
                external.extend(draft.external_id.as_deref());
            }
            let has = |sku: &Sku| {
                stored.is_some_and(|stored| stored.variants.iter().any(|it| it.sku == *sku))
            };
            skus.extend(
                draft.variants.iter().map(|it| &it.sku).filter(|sku| !has(sku)).map(Sku::as_str),
            );
        }
        let mut taken = TakenNames::default();
        for (field, names) in [("slug", slugs), ("external_id", external), ("variants.sku", skus)] {
            if names.is_empty() {
                continue;
            }
            let found = self
                .products()
                .clone_with_type::<Named>()
                .find(doc! { field: { "$in": names } })
                .projection(doc! { "slug": 1, "external_id": 1, "variants.sku": 1 })
                .await?;
            let found: Vec<Named> = found.try_collect().await?;
            for named in &found {
                let skus = named.variants.iter().map(|coded| &coded.sku);
                taken.add(&named.id, &named.slug, named.external_id.as_deref(), skus);
            }
        }
        Ok(taken)
    }
}
