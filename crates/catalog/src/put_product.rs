//! Writing one product.

use std::collections::HashSet;

use kernel::{AccountId, Clock, SystemClock};
use mongodb::{ClientSession, bson::doc};
use storefront::{draft::ProductDraft, product::Product};

use crate::{
    documents::ProductDocument,
    redirects::Kind,
    store::{CatalogStore, StoreError},
    write_errors::Refusal,
};

/// How often a transaction that another one got in the way of is tried.
pub(crate) const ATTEMPTS: u32 = 6;

/// What a write did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PutOutcome {
    /// It was not there before.
    Created,
    /// It differed and is now the next version.
    Updated,
    /// It said what was stored already; nothing was written.
    Unchanged,
}

/// Why a product was not written.
#[derive(Debug, thiserror::Error)]
pub enum PutProductError {
    /// The draft itself is wrong; the sentence says how.
    #[error("{0}")]
    Invalid(String),
    /// Another product has this slug, SKU or external id.
    #[error("another product has the same {0}")]
    Taken(&'static str),
    /// The draft was made from a version that is no longer the stored one.
    #[error("the product was changed since: the draft was made from version {expected}, version {} is stored", stored.version)]
    Stale {
        /// The version that the writer read.
        expected: i64,
        /// The product as it is stored now.
        stored: Box<Product>,
    },
    /// The draft was made from a version of a product that is not stored.
    #[error("the product is not stored")]
    Missing,
    /// MongoDB failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl PutProductError {
    pub(crate) fn refused(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Taken(field) => Self::Taken(field),
            Refusal::Invalid => Self::Invalid(
                "a field holds what no product may have; see the validator of `products`"
                    .to_owned(),
            ),
        }
    }
}

impl From<mongodb::error::Error> for PutProductError {
    fn from(error: mongodb::error::Error) -> Self {
        match Refusal::of(&error) {
            Some(refusal) => Self::refused(refusal),
            None => Self::Store(error.into()),
        }
    }
}

impl CatalogStore {
    /// Writes a product, unless it is stored just so. `expected` is the version that the writer
    /// read, 0 for one that shall not be there yet; without one, whatever is stored is replaced.
    ///
    /// # Errors
    /// [`PutProductError`]; nothing is written then.
    pub async fn put_product(
        &self,
        draft: &ProductDraft,
        expected: Option<i64>,
    ) -> Result<PutOutcome, PutProductError> {
        self.put_product_by(draft, expected, None).await
    }

    /// As [`Self::put_product`], written by a member of staff.
    ///
    /// # Errors
    /// [`PutProductError`]; nothing is written then.
    pub(crate) async fn put_product_by(
        &self,
        draft: &ProductDraft,
        expected: Option<i64>,
        by: Option<&AccountId>,
    ) -> Result<PutOutcome, PutProductError> {
        check(draft)?;
        self.check_categories(std::iter::once(draft)).await?;
        let mut next = ProductDocument::first(draft, SystemClock.now());
        next.changed_by = by.cloned();
        let mut attempt = 1;
        loop {
            match self.try_put_product(&next, expected).await {
                Err(PutProductError::Store(error))
                    if error.is_transient() && attempt < ATTEMPTS =>
                {
                    attempt += 1;
                }
                outcome => return outcome,
            }
        }
    }

    async fn try_put_product(
        &self,
        next: &ProductDocument,
        expected: Option<i64>,
    ) -> Result<PutOutcome, PutProductError> {
        let mut session = self.begin().await?;
        let outcome = self.put_product_in(&mut session, next, expected).await;
        match outcome {
            Ok(PutOutcome::Unchanged) | Err(_) => self.abandon(session).await,
            Ok(_) => session.commit_transaction().await?,
        }
        outcome
    }

    async fn put_product_in(
        &self,
        session: &mut ClientSession,
        next: &ProductDocument,
        expected: Option<i64>,
    ) -> Result<PutOutcome, PutProductError> {
        let by_id = doc! { "_id": next.id.as_str() };
        let stored = self.products().find_one(by_id.clone()).session(&mut *session).await?;
        let Some(stored) = stored else {
            if expected.is_some_and(|version| version > 0) {
                return Err(PutProductError::Missing);
            }
            self.products().insert_one(next).session(&mut *session).await?;
            self.move_slug(session, Kind::Product, next.id.as_str(), None, &next.slug).await?;
            return Ok(PutOutcome::Created);
        };
        if let Some(expected) = expected.filter(|expected| *expected != stored.version) {
            let tree = self.fresh_tree().await?;
            return Err(PutProductError::Stale {
                expected,
                stored: Box::new(tree.product(stored)),
            });
        }
        let Some(next) = next.clone().following(&stored) else { return Ok(PutOutcome::Unchanged) };
        self.keep_version(session, &stored).await?;
        self.products().replace_one(by_id, &next).session(&mut *session).await?;
        if next.slug != stored.slug {
            let id = next.id.as_str();
            self.move_slug(session, Kind::Product, id, Some(&stored.slug), &next.slug).await?;
        }
        Ok(PutOutcome::Updated)
    }

    /// Refuses categories that are not stored.
    pub(crate) async fn check_categories(
        &self,
        drafts: impl Iterator<Item = &ProductDraft>,
    ) -> Result<(), PutProductError> {
        let wanted: HashSet<&str> =
            drafts.flat_map(|draft| &draft.categories).map(kernel::CategoryId::as_str).collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let tree = self.fresh_tree().await?;
        match wanted.into_iter().find(|id| !tree.contains(id)) {
            Some(id) => Err(PutProductError::Invalid(format!("there is no category `{id}`"))),
            None => Ok(()),
        }
    }

    pub(crate) async fn begin(&self) -> Result<ClientSession, StoreError> {
        let mut session = self.client.start_session().await?;
        session.start_transaction().await?;
        Ok(session)
    }

    /// Ends a transaction without effect.
    pub(crate) async fn abandon(&self, mut session: ClientSession) {
        if let Err(error) = session.abort_transaction().await {
            // The server ends it by itself when the session is gone.
            tracing::debug!(%error, "a transaction was not aborted");
        }
    }
}

/// Refuses what no validator sees.
pub(crate) fn check(draft: &ProductDraft) -> Result<(), PutProductError> {
    let invalid = |sentence: &str| Err(PutProductError::Invalid(sentence.to_owned()));
    if !(1..=300).contains(&draft.title.chars().count()) {
        return invalid("a title has 1 to 300 characters");
    }
    if draft.variants.is_empty() {
        return invalid("a product has at least one variant");
    }
    let mut skus = HashSet::new();
    // A unique index looks at other documents only, never inside one.
    if let Some(double) = draft.variants.iter().find(|variant| !skus.insert(&variant.sku)) {
        return Err(PutProductError::Invalid(format!("two variants have the SKU {}", double.sku)));
    }
    let currency = draft.variants[0].price.currency();
    if draft.variants.iter().any(|variant| variant.price.currency() != currency) {
        return invalid("the prices of one product are in one currency");
    }
    if draft.variants.iter().any(|v| v.compare_at.is_some_and(|before| before <= v.price)) {
        return invalid("a price before a reduction is above the price");
    }
    Ok(())
}
