//! The same change of many products, in small transactions, as far as an answer may wait for it.

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use kernel::{AccountId, CategoryId, Clock, SystemClock};
use mongodb::{
    ClientSession,
    bson::{DateTime, Document, doc},
};

use crate::{
    documents::ProductDocument,
    put_product::ATTEMPTS,
    store::{CatalogStore, StoreError},
};

/// Products in one transaction: a hundred questions or so, since of each the version before is kept.
const BATCH: i64 = 25;
/// How long batches are begun for one answer. A request may take 15 seconds in all.
const BUDGET: Duration = Duration::from_secs(6);
/// How long one batch may take.
const BATCH_DEADLINE: Duration = Duration::from_secs(4);

/// What is to become of every product that it concerns. It no longer concerns a product then, so what
/// was broken off goes on with what is left.
#[derive(Clone, Copy)]
pub(crate) enum Rewrite<'a> {
    /// In another category instead of one.
    Category { from: &'a CategoryId, to: &'a CategoryId },
    /// Of another brand.
    Brand { from: &'a str, to: &'a str },
}

impl Rewrite<'_> {
    /// The products that it concerns.
    pub(crate) fn concerned(&self) -> Document {
        match self {
            Self::Category { from, .. } => doc! { "categories": from.as_str() },
            Self::Brand { from, .. } => doc! { "brand": *from },
        }
    }

    /// The next version of a product.
    fn apply(&self, stored: &ProductDocument, by: &AccountId, now: DateTime) -> ProductDocument {
        let mut next = stored.clone();
        match *self {
            Self::Category { from, to } => {
                let mut seen = HashSet::new();
                let moved = stored.categories.iter().map(|id| if id == from { to } else { id });
                next.categories = moved.filter(|id| seen.insert(*id)).cloned().collect();
            }
            Self::Brand { to, .. } => next.brand = to.to_owned(),
        }
        next.version += 1;
        next.updated_at = now;
        next.changed_by = Some(by.clone());
        next.listed()
    }
}

/// How far rewriting came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rewritten {
    /// It concerns no product any more.
    All,
    /// There are others.
    Partly,
}

impl CatalogStore {
    /// Rewrites products, each with its next version and the one before kept. Search hears of them as
    /// of any other change.
    pub(crate) async fn rewrite_products(
        &self,
        rewrite: Rewrite<'_>,
        by: &AccountId,
    ) -> Result<Rewritten, StoreError> {
        let begun = Instant::now();
        while begun.elapsed() < BUDGET {
            let batch = Box::pin(self.rewrite_batch(rewrite, by));
            match tokio::time::timeout(BATCH_DEADLINE, batch).await {
                Ok(Ok(0)) => return Ok(Rewritten::All),
                Ok(Ok(_)) => {}
                Ok(Err(error)) => return Err(error),
                Err(_) => {
                    tracing::warn!(deadline = ?BATCH_DEADLINE, "a batch of products took too long");
                    return Ok(Rewritten::Partly);
                }
            }
        }
        let left = self.products().find_one(rewrite.concerned()).await?;
        Ok(if left.is_some() { Rewritten::Partly } else { Rewritten::All })
    }

    /// Rewrites some products in one transaction, and says how many.
    async fn rewrite_batch(
        &self,
        rewrite: Rewrite<'_>,
        by: &AccountId,
    ) -> Result<usize, StoreError> {
        let mut attempt = 1;
        loop {
            let mut session = self.begin().await?;
            let outcome = match self.rewrite_in(&mut session, rewrite, by).await {
                Ok(0) => {
                    self.abandon(session).await;
                    return Ok(0);
                }
                Ok(count) => {
                    session.commit_transaction().await.map(|()| count).map_err(StoreError::from)
                }
                Err(error) => {
                    self.abandon(session).await;
                    Err(error)
                }
            };
            match outcome {
                Err(error) if error.is_transient() && attempt < ATTEMPTS => attempt += 1,
                outcome => return outcome,
            }
        }
    }

    async fn rewrite_in(
        &self,
        session: &mut ClientSession,
        rewrite: Rewrite<'_>,
        by: &AccountId,
    ) -> Result<usize, StoreError> {
        let mut found =
            self.products().find(rewrite.concerned()).limit(BATCH).session(&mut *session).await?;
        let mut batch = Vec::new();
        while let Some(stored) = found.next(&mut *session).await.transpose()? {
            batch.push(stored);
        }
        let now = DateTime::from_millis(SystemClock.now().millis());
        for stored in &batch {
            let next = rewrite.apply(stored, by, now);
            self.keep_version(&mut *session, stored).await?;
            let same = doc! { "_id": stored.id.as_str(), "version": stored.version };
            self.products().replace_one(same, &next).session(&mut *session).await?;
        }
        Ok(batch.len())
    }
}
