//! What products were: every version that another one took the place of, the newest of each product.

use futures::TryStreamExt;
use kernel::{Clock, ProductId, SystemClock};
use mongodb::{
    ClientSession,
    bson::{Document, doc},
    error::ErrorKind,
};
use serde::Deserialize;
use storefront::product_desk::KEPT_VERSIONS;

use crate::{
    documents::{ProductDocument, VersionDocument},
    store::{CatalogStore, StoreError},
    write_errors::Refusal,
};

/// What trimming reads of a version.
#[derive(Deserialize)]
struct Numbered {
    version: i64,
}

impl CatalogStore {
    /// Keeps the version of a product that is about to be replaced in the same transaction, and lets
    /// go of those before the newest [`KEPT_VERSIONS`].
    ///
    /// # Errors
    /// MongoDB's; the transaction is of no use then.
    pub(crate) async fn keep_version(
        &self,
        session: &mut ClientSession,
        stored: &ProductDocument,
    ) -> Result<(), mongodb::error::Error> {
        let kept = VersionDocument::of(stored, SystemClock.now());
        // An import may have kept it already and then not replaced it.
        self.product_versions()
            .replace_one(doc! { "_id": kept.id.as_str() }, &kept)
            .upsert(true)
            .session(&mut *session)
            .await?;
        let newest: Vec<Numbered> = self
            .product_versions()
            .clone_with_type::<Numbered>()
            .find(doc! { "product": stored.id.as_str() })
            .projection(doc! { "version": 1 })
            .sort(doc! { "version": -1 })
            .limit(i64::try_from(KEPT_VERSIONS).unwrap_or(i64::MAX))
            .session(&mut *session)
            .await?
            .stream(&mut *session)
            .try_collect()
            .await?;
        if let Some(oldest) = newest.get(KEPT_VERSIONS - 1) {
            let older =
                doc! { "product": stored.id.as_str(), "version": { "$lt": oldest.version } };
            self.product_versions().delete_many(older).session(session).await?;
        }
        Ok(())
    }

    /// Keeps the versions of many products that are about to be replaced, outside a transaction. One
    /// that is then not replaced is kept all the same, and says what is stored.
    pub(crate) async fn keep_versions(
        &self,
        stored: &[&ProductDocument],
    ) -> Result<(), StoreError> {
        if stored.is_empty() {
            return Ok(());
        }
        let now = SystemClock.now();
        let kept: Vec<VersionDocument> =
            stored.iter().map(|stored| VersionDocument::of(stored, now)).collect();
        if let Err(error) = self.product_versions().insert_many(&kept).ordered(false).await {
            let before = |failed: &mongodb::error::IndexedWriteError| {
                matches!(Refusal::read(failed.code, &failed.message), Some(Refusal::Taken(_)))
            };
            let kept_before = match error.kind.as_ref() {
                ErrorKind::InsertMany(failed) => {
                    failed.write_concern_error.is_none()
                        && failed.write_errors.iter().flatten().all(before)
                }
                _ => false,
            };
            if !kept_before {
                return Err(error.into());
            }
        }
        let far = i64::try_from(KEPT_VERSIONS).unwrap_or(i64::MAX);
        let gone: Vec<String> = stored
            .iter()
            .map(|stored| VersionDocument::id_of(&stored.id, stored.version - far))
            .collect();
        self.product_versions().delete_many(doc! { "_id": { "$in": gone } }).await?;
        Ok(())
    }

    /// What a product said when it had version `read`, if it says something else by now. Ratings make
    /// new versions that are not kept, so the first that was kept since says the same.
    pub(crate) async fn version_read(
        &self,
        product: &ProductId,
        read: i64,
    ) -> Result<Option<ProductDocument>, StoreError> {
        let since =
            doc! { "product": product.as_str(), "version": { "$gt": read.saturating_sub(1) } };
        let kept = self.product_versions().find(since).sort(doc! { "version": 1 }).limit(1).await?;
        let kept: Vec<VersionDocument> = kept.try_collect().await?;
        Ok(kept.into_iter().next().map(|kept| kept.document))
    }

    /// One version that is kept.
    pub(crate) async fn kept_version(
        &self,
        product: &ProductId,
        version: i64,
    ) -> Result<Option<ProductDocument>, StoreError> {
        let by_id: Document = doc! { "_id": VersionDocument::id_of(product, version) };
        let kept = self.product_versions().find_one(by_id).await?;
        Ok(kept.map(|kept| kept.document))
    }

    /// The versions that are kept of a product, the newest first.
    pub(crate) async fn kept_versions(
        &self,
        product: &ProductId,
    ) -> Result<Vec<ProductDocument>, StoreError> {
        let kept: Vec<VersionDocument> = self
            .product_versions()
            .find(doc! { "product": product.as_str() })
            .sort(doc! { "version": -1 })
            .limit(i64::try_from(KEPT_VERSIONS).unwrap_or(i64::MAX))
            .await?
            .try_collect()
            .await?;
        Ok(kept.into_iter().map(|kept| kept.document).collect())
    }
}
