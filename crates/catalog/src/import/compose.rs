//! Products of a batch of rows: what is stored, with what the rows say of it.

use std::collections::HashMap;

use kernel::{ProductId, Sku};
use mongodb::bson::doc;
use storefront::{draft::ProductDraft, import_room::ColumnUse};

use super::{
    Ground,
    draft::{Fault, picture},
    part::{Columns, Part},
};
use crate::{CatalogStore, StoreError, documents::ProductDocument};

/// The hint by which a product without a category is drawn.
const OTHER: &str = "other";

/// Products of a batch.
pub(super) struct Composed {
    /// The first row of each.
    pub(super) rows: Vec<u64>,
    pub(super) drafts: Vec<ProductDraft>,
    /// What they were made of; none where nothing was looked at.
    pub(super) stored: Option<HashMap<ProductId, ProductDocument>>,
}

impl Composed {
    /// Products that rows describe as a whole.
    pub(super) fn whole(batch: Vec<(u64, ProductDraft)>) -> Self {
        let (rows, drafts) = batch.into_iter().unzip();
        Self { rows, drafts, stored: None }
    }
}

/// How many rows at the end are about one product, of which the next row may say more. All that are
/// of one product are not waited with.
pub(super) fn open_rows(parts: &[(u64, Part)]) -> usize {
    let Some(id) = parts.last().and_then(|(_, part)| part.id.as_ref()) else { return 0 };
    let open = parts.iter().rev().take_while(|(_, part)| part.id.as_ref() == Some(id)).count();
    if open == parts.len() { 0 } else { open }
}

/// What is stored of the products of a batch.
struct Known {
    stored: HashMap<ProductId, ProductDocument>,
    /// Whose SKUs these are.
    owners: HashMap<Sku, ProductId>,
}

impl Known {
    async fn read(store: &CatalogStore, parts: &[(u64, Part)]) -> Result<Self, StoreError> {
        let ids: Vec<&str> =
            parts.iter().filter_map(|(_, part)| part.id.as_ref()).map(ProductId::as_str).collect();
        let skus: Vec<&str> =
            parts.iter().filter_map(|(_, part)| part.sku.as_ref()).map(Sku::as_str).collect();
        let mut stored = HashMap::new();
        if !ids.is_empty() {
            stored = store.stored_by(doc! { "_id": { "$in": ids } }).await?;
        }
        if !skus.is_empty() {
            stored.extend(store.stored_by(doc! { "variants.sku": { "$in": skus } }).await?);
        }
        let of = |product: &ProductDocument| {
            let id = product.id.clone();
            let skus: Vec<Sku> =
                product.variants.iter().map(|variant| variant.sku.clone()).collect();
            skus.into_iter().map(move |sku| (sku, id.clone()))
        };
        let owners = stored.values().flat_map(of).collect();
        Ok(Self { stored, owners })
    }
}

impl Columns {
    /// Puts the rows of a batch together into products, and says what is wrong with rows. Rows about
    /// the same product are one product.
    pub(super) async fn compose(
        &self,
        ground: &Ground<'_>,
        parts: Vec<(u64, Part)>,
    ) -> Result<(Composed, Vec<(u64, Fault)>), StoreError> {
        let Known { stored, owners } = Known::read(ground.store, &parts).await?;
        let mut tree = ground.store.tree().await?;
        // A category may have been made a moment ago.
        if !parts.iter().all(|(_, part)| part.is_known(&tree)) {
            tree = ground.store.fresh_tree().await?;
        }
        let mut composed = Composed { rows: Vec::new(), drafts: Vec::new(), stored: None };
        let mut places: HashMap<ProductId, usize> = HashMap::new();
        let mut faults: Vec<(u64, Fault)> = Vec::new();
        for (row, part) in parts {
            let owner = part.sku.as_ref().and_then(|sku| owners.get(sku));
            let id = match self.id(&part, owner) {
                Ok(id) => id,
                Err(fault) => {
                    faults.push((row, fault));
                    continue;
                }
            };
            let place = places.get(&id).copied();
            let begun = match (place, stored.get(&id)) {
                (Some(place), _) => Ok(composed.drafts[place].clone()),
                (None, Some(stored)) => Ok(stored.draft()),
                (None, None) => part.first(&id, self),
            };
            let made = begun.and_then(|mut draft| {
                part.apply(&mut draft, self, &tree)?;
                Ok(draft)
            });
            match (made, place) {
                (Err(wrong), _) => faults.extend(wrong.into_iter().map(|fault| (row, fault))),
                (Ok(draft), Some(place)) => composed.drafts[place] = draft,
                (Ok(mut draft), None) => {
                    if !stored.contains_key(&id) && !ground.options.dry_run {
                        let category = draft.categories.first();
                        let category = category.and_then(|id| tree.by_id(id.as_str()));
                        let hint = category.map_or(OTHER, |category| category.slug.as_str());
                        let drawn = picture(ground.pictures, hint, &draft.title);
                        draft.images = drawn.into_iter().collect();
                    }
                    places.insert(id, composed.drafts.len());
                    composed.rows.push(row);
                    composed.drafts.push(draft);
                }
            }
        }
        composed.stored = Some(stored);
        Ok((composed, faults))
    }

    /// Which product a row is about: by its id, else by whose SKU it has, else a new one.
    fn id(&self, part: &Part, owner: Option<&ProductId>) -> Result<ProductId, Fault> {
        match (&part.id, owner, &part.sku) {
            (Some(id), Some(owner), _) if id != owner => {
                Err(self.fault(ColumnUse::Sku, format!("the product `{owner}` has the same SKU")))
            }
            (Some(id), ..) => Ok(id.clone()),
            (None, Some(owner), _) => Ok(owner.clone()),
            (None, None, Some(sku)) => {
                let id = sku.as_str().chars().map(|letter| match letter {
                    letter if letter.is_ascii_alphanumeric() => letter.to_ascii_lowercase(),
                    _ => '-',
                });
                let id = ProductId::parse(id.collect::<String>());
                id.map_err(|_| self.fault(ColumnUse::Sku, "no id can be made of this SKU"))
            }
            (None, None, None) => Err(self.fault(ColumnUse::Sku, "there is no SKU")),
        }
    }
}
