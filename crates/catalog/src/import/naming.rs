//! Which product a row is about.

use std::collections::HashMap;

use kernel::{ProductId, Sku, hex};
use mongodb::bson::doc;
use sha2::{Digest, Sha256};
use storefront::import_room::ColumnUse;

use super::{
    draft::Fault,
    part::{Change, Columns, Part},
};
use crate::{CatalogStore, StoreError, documents::ProductDocument};

/// Digits of the digest by which ids are told apart that SKUs would share.
const DIGITS: usize = 12;
/// The longest id, in characters.
const LONGEST_ID: usize = 64;

/// What is stored of the products of some rows.
pub(super) type Stored = HashMap<ProductId, ProductDocument>;

/// Whose names these are: of what is stored, and of the rows before.
#[derive(Clone, Default)]
pub(super) struct Names {
    skus: HashMap<Sku, ProductId>,
    external: HashMap<String, ProductId>,
    slugs: HashMap<String, ProductId>,
    /// Each with its own external id, where it has one.
    ids: HashMap<ProductId, Option<String>>,
}

/// What rows are about, as it is stored, and what it is called by.
pub(super) async fn read(
    store: &CatalogStore,
    parts: &[(u64, Part)],
) -> Result<(Stored, Names), StoreError> {
    let mut stored = Stored::new();
    let ids: Vec<&str> =
        parts.iter().filter_map(|(_, part)| part.id.as_ref()).map(ProductId::as_str).collect();
    let skus: Vec<&str> =
        parts.iter().filter_map(|(_, part)| part.sku.as_ref()).map(Sku::as_str).collect();
    for (field, values) in [("_id", ids), ("variants.sku", skus)] {
        if !values.is_empty() {
            stored.extend(store.stored_by(doc! { field: { "$in": values } }).await?);
        }
    }
    let mut names = Names::of(&stored);
    // What neither an id nor a SKU leads to is looked for by the rest.
    let lost: Vec<&Part> =
        parts.iter().map(|(_, part)| part).filter(|part| names.sure(part).is_none()).collect();
    let made: Vec<String> = lost.iter().filter_map(|part| part.sku.as_ref()).map(plain).collect();
    let external: Vec<String> =
        lost.iter().filter_map(|part| part.external_id()).map(str::to_owned).collect();
    let slugs: Vec<String> =
        lost.iter().filter_map(|part| part.slug()).map(str::to_owned).collect();
    for (field, values) in [("_id", made), ("external_id", external), ("slug", slugs)] {
        if !values.is_empty() {
            let found = store.stored_by(doc! { field: { "$in": values } }).await?;
            names.add(&found);
            stored.extend(found);
        }
    }
    Ok((stored, names))
}

impl Names {
    fn of(stored: &Stored) -> Self {
        let mut names = Self::default();
        names.add(stored);
        names
    }

    fn add(&mut self, stored: &Stored) {
        for product in stored.values() {
            let id = &product.id;
            let skus = product.variants.iter().map(|variant| (variant.sku.clone(), id.clone()));
            self.skus.extend(skus);
            self.slugs.insert(product.slug.to_string(), id.clone());
            if let Some(external) = &product.external_id {
                self.external.insert(external.clone(), id.clone());
            }
            self.ids.insert(id.clone(), product.external_id.clone());
        }
    }

    /// A row is about this product.
    pub(super) fn claim(&mut self, part: &Part, id: &ProductId) {
        if let Some(sku) = &part.sku {
            self.skus.insert(sku.clone(), id.clone());
        }
        if let Some(external) = part.external_id() {
            self.external.entry(external.to_owned()).or_insert_with(|| id.clone());
        }
        if let Some(slug) = part.slug() {
            self.slugs.entry(slug.to_owned()).or_insert_with(|| id.clone());
        }
        let external = part.external_id().map(str::to_owned);
        let known = self.ids.entry(id.clone()).or_default();
        *known = external.or_else(|| known.take());
    }

    /// The product that a row names by its id, or by a SKU that somebody has.
    fn sure<'a>(&'a self, part: &'a Part) -> Option<&'a ProductId> {
        part.id.as_ref().or_else(|| self.skus.get(part.sku.as_ref()?))
    }

    /// The product that a row is about: by its id, else by whose SKU it has, else by its external id, else
    /// by its address; else a new one, called by its SKU.
    pub(super) fn of_row(&self, part: &Part, columns: &Columns) -> Result<ProductId, Fault> {
        let owner = part.sku.as_ref().and_then(|sku| self.skus.get(sku));
        let sure = self.sure(part);
        if let (Some(id), Some(owner)) = (sure, owner)
            && id != owner
        {
            let message = format!("the product `{owner}` has the same SKU");
            return Err(columns.fault(ColumnUse::Sku, message));
        }
        let external = || self.external.get(part.external_id()?);
        let slug = || self.slugs.get(part.slug()?);
        if let Some(id) = sure.or_else(external) {
            return Ok(id.clone());
        }
        if let Some(id) = slug() {
            let theirs = self.ids.get(id).and_then(Option::as_deref);
            if theirs.is_some() && part.external_id().is_some() {
                let message =
                    format!("the product `{id}` has this address, and another external id");
                return Err(columns.fault(ColumnUse::Slug, message));
            }
            return Ok(id.clone());
        }
        let Some(sku) = &part.sku else {
            return Err(columns.fault(ColumnUse::Sku, "there is no SKU"));
        };
        let made = ProductId::parse(plain(sku)).and_then(|id| {
            if self.ids.contains_key(&id) { ProductId::parse(told_apart(sku)) } else { Ok(id) }
        });
        made.map_err(|_| columns.fault(ColumnUse::Sku, "no id can be made of this SKU"))
    }
}

impl Part {
    fn external_id(&self) -> Option<&str> {
        self.changes.iter().find_map(|change| match change {
            Change::ExternalId(id) if !id.is_empty() => Some(id.as_str()),
            _ => None,
        })
    }

    fn slug(&self) -> Option<&str> {
        self.changes.iter().find_map(|change| match change {
            Change::Slug(slug) => Some(slug.as_str()),
            _ => None,
        })
    }
}

/// An id that reads like a SKU. SKUs that differ in signs alone share it.
fn plain(sku: &Sku) -> String {
    let letter = |letter: char| {
        if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' }
    };
    sku.as_str().chars().map(letter).collect()
}

/// What tells a SKU from others that read alike.
fn digest(sku: &Sku) -> String {
    let mut digits = hex(&Sha256::digest(sku.as_str().as_bytes()));
    digits.truncate(DIGITS);
    digits
}

/// An id for a SKU whose plain one another product has.
fn told_apart(sku: &Sku) -> String {
    let begin: String = plain(sku).chars().take(LONGEST_ID - DIGITS - 1).collect();
    format!("{begin}-{}", digest(sku))
}

/// What the address of a product that is made of a row ends with.
pub(super) fn suffix(id: &ProductId, sku: &Sku) -> String {
    let apart = told_apart(sku);
    if id.as_str() == apart { apart } else { sku.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skus_that_read_alike_get_ids_of_their_own() {
        let sku = |text: &str| Sku::parse(text).expect("a SKU");
        assert_eq!(plain(&sku("A.1")), plain(&sku("A/1")));
        assert_ne!(told_apart(&sku("A.1")), told_apart(&sku("A/1")));
        let long = sku(&"X".repeat(64));
        let id = ProductId::parse(told_apart(&long)).expect("an id, however long the SKU is");
        assert_eq!(suffix(&id, &long), id.as_str());
        assert_eq!(suffix(&ProductId::parse("mug").expect("an id"), &sku("M-1")), "M-1");
    }
}
