//! Writing collections, and the products that are picked for them.

use std::collections::HashMap;

use futures::TryStreamExt;
use kernel::{AccountId, Clock, CollectionId, ProductId, Sku, Slug, SystemClock};
use mongodb::{
    ClientSession,
    bson::{DateTime, Document, doc},
};
use serde::Deserialize;
use storefront::{
    collections::CollectionContent,
    shelf_room::{PickedProduct, SHELF_PAGE, ShelfError, Shelved},
};

use crate::{
    collection_documents::CollectionDocument,
    documents::Status,
    put_product::ATTEMPTS,
    redirects::Kind,
    shelf_stop::Stop,
    store::{CatalogStore, StoreError},
};

/// What a list of picked products says of one.
#[derive(Deserialize)]
struct NamedDocument {
    #[serde(rename = "_id")]
    id: ProductId,
    slug: Slug,
    title: String,
    status: Status,
    variants: Vec<SkuDocument>,
}

#[derive(Deserialize)]
struct SkuDocument {
    sku: Sku,
}

impl CatalogStore {
    pub(crate) async fn stored_collection(
        &self,
        id: &CollectionId,
    ) -> Result<Option<CollectionDocument>, StoreError> {
        Ok(self.collections().find_one(doc! { "_id": id.as_str() }).await?)
    }

    /// Whether another collection is at a slug.
    pub(crate) async fn collection_slug_is_taken(
        &self,
        slug: &Slug,
        id: &CollectionId,
    ) -> Result<bool, StoreError> {
        let there = self.collections().find_one(doc! { "slug": slug.as_str() }).await?;
        Ok(there.is_some_and(|there| there.id != *id))
    }

    /// Collections after a slug, and one more than a page of them.
    pub(crate) async fn listed_collections(
        &self,
        after: Option<&Slug>,
    ) -> Result<Vec<CollectionDocument>, StoreError> {
        let after = after.map(|after| doc! { "slug": { "$gt": after.as_str() } });
        let found = self
            .collections()
            .find(after.unwrap_or_default())
            .sort(doc! { "slug": 1 })
            .limit(i64::try_from(SHELF_PAGE + 1).unwrap_or(i64::MAX))
            .await?;
        Ok(found.try_collect().await?)
    }

    /// Writes the first version of a collection, or the one after what is stored.
    pub(crate) async fn put_collection(
        &self,
        next: &CollectionDocument,
    ) -> Result<Result<Shelved, ShelfError>, StoreError> {
        let mut attempt = 1;
        loop {
            let mut session = self.begin().await?;
            let outcome = match self.put_collection_in(&mut session, next).await {
                Ok(Shelved::Now) => {
                    session.commit_transaction().await.map(|()| Shelved::Now).map_err(Stop::from)
                }
                outcome => {
                    self.abandon(session).await;
                    outcome
                }
            };
            match outcome {
                Ok(shelved) => return Ok(Ok(shelved)),
                Err(Stop::Denied(error)) => return Ok(Err(error)),
                Err(Stop::Again) if attempt < ATTEMPTS => {}
                Err(Stop::Again) => return Ok(Err(ShelfError::Unavailable)),
                Err(Stop::Store(error)) if error.is_transient() && attempt < ATTEMPTS => {}
                Err(Stop::Store(error)) => return Err(error),
            }
            attempt += 1;
        }
    }

    async fn put_collection_in(
        &self,
        session: &mut ClientSession,
        next: &CollectionDocument,
    ) -> Result<Shelved, Stop> {
        let id = next.id.as_str();
        let stored = self.collections().find_one(doc! { "_id": id }).session(&mut *session).await?;
        match (stored, next.version) {
            (None, 1) => {
                self.collections().insert_one(next).session(&mut *session).await?;
                self.move_slug(session, Kind::Collection, id, None, &next.slug).await?;
                Ok(Shelved::Now)
            }
            (Some(_), 1) => Ok(Shelved::Before),
            (Some(stored), version) if stored.version == version - 1 => {
                let same = doc! { "_id": id, "version": stored.version };
                self.collections().replace_one(same, next).session(&mut *session).await?;
                if stored.slug != next.slug {
                    let (former, present) = (Some(&stored.slug), &next.slug);
                    self.move_slug(session, Kind::Collection, id, former, present).await?;
                }
                Ok(Shelved::Now)
            }
            (Some(_), _) => Err(Stop::Denied(ShelfError::Stale)),
            (None, _) => Err(Stop::Denied(ShelfError::NotFound)),
        }
    }

    /// The products that lines name by id, slug or SKU, or the lines that name none.
    pub(crate) async fn named_products(
        &self,
        lines: &[String],
    ) -> Result<Result<Vec<ProductId>, Vec<String>>, StoreError> {
        if lines.is_empty() {
            return Ok(Ok(Vec::new()));
        }
        let among = || doc! { "$in": lines.to_vec() };
        let (by_id, by_slug, by_sku) = futures::try_join!(
            self.named(doc! { "_id": among() }),
            self.named(doc! { "slug": among() }),
            self.named(doc! { "variants.sku": among() }),
        )?;
        let mut known: HashMap<String, ProductId> = HashMap::new();
        for product in by_sku {
            for SkuDocument { sku } in product.variants {
                known.insert(sku.as_str().to_owned(), product.id.clone());
            }
        }
        known.extend(by_slug.into_iter().map(|product| (product.slug.into(), product.id)));
        known.extend(by_id.into_iter().map(|product| (product.id.to_string(), product.id)));
        let (mut ids, mut unknown) = (Vec::<ProductId>::new(), Vec::new());
        for line in lines {
            match known.get(line) {
                Some(id) if ids.contains(id) => {}
                Some(id) => ids.push(id.clone()),
                None => unknown.push(line.clone()),
            }
        }
        Ok(if unknown.is_empty() { Ok(ids) } else { Err(unknown) })
    }

    /// What is picked and still stored, in its order.
    pub(crate) async fn picked_products(
        &self,
        content: &CollectionContent,
    ) -> Result<Vec<PickedProduct>, StoreError> {
        let CollectionContent::Picked(ids) = content else { return Ok(Vec::new()) };
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let wanted: Vec<&str> = ids.iter().map(ProductId::as_str).collect();
        let found = self.named(doc! { "_id": { "$in": wanted } }).await?;
        let mut known: HashMap<ProductId, NamedDocument> =
            found.into_iter().map(|product| (product.id.clone(), product)).collect();
        let picked = ids.iter().filter_map(|id| known.remove(id)).map(|product| PickedProduct {
            id: product.id,
            title: product.title,
            active: product.status == Status::Active,
        });
        Ok(picked.collect())
    }

    async fn named(&self, filter: Document) -> Result<Vec<NamedDocument>, StoreError> {
        let found = self
            .products()
            .clone_with_type::<NamedDocument>()
            .find(filter)
            .projection(doc! { "slug": 1, "title": 1, "status": 1, "variants.sku": 1 })
            .await?;
        Ok(found.try_collect().await?)
    }

    /// Has the rules of collections say another brand. What somebody else writes at once is read
    /// again.
    pub(crate) async fn rename_brand_in_rules(
        &self,
        from: &str,
        to: &str,
        by: &AccountId,
    ) -> Result<(), StoreError> {
        while let Some(stored) = self.rule_of_brand(from).await? {
            let mut next = stored.clone();
            if let CollectionContent::Rule(rule) = &mut next.content {
                rule.brands.retain(|brand| brand != to);
                for brand in rule.brands.iter_mut().filter(|brand| brand.as_str() == from) {
                    to.clone_into(brand);
                }
            }
            next.version += 1;
            next.changed_by = Some(by.clone());
            next.updated_at = DateTime::from_millis(SystemClock.now().millis());
            let same = doc! { "_id": stored.id.as_str(), "version": stored.version };
            self.collections().replace_one(same, &next).await?;
        }
        Ok(())
    }

    /// A collection whose rule names a brand.
    pub(crate) async fn rule_of_brand(
        &self,
        brand: &str,
    ) -> Result<Option<CollectionDocument>, StoreError> {
        Ok(self.collections().find_one(doc! { "content.rule.brands": brand }).await?)
    }

    /// Whether a product is of a brand.
    pub(crate) async fn brand_is_used(&self, brand: &str) -> Result<bool, StoreError> {
        Ok(self.products().find_one(doc! { "brand": brand }).await?.is_some())
    }
}
