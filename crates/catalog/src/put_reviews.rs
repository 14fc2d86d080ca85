//! Writing reviews, and the ratings that follow from them.

use std::collections::{BTreeSet, HashSet};

use futures::TryStreamExt;
use kernel::{Clock, ProductId, SystemClock};
use mongodb::{
    ClientSession,
    bson::{Bson, DateTime, Document, doc},
};
use serde::Deserialize;
use storefront::draft::ReviewDraft;

use crate::{
    put_product::ATTEMPTS,
    review_documents::ReviewDocument,
    store::{CatalogStore, PRODUCTS, StoreError},
    write_errors::Refusal,
};

/// Reviews in one transaction: some hundred products, far below any limit of time or size.
const BATCH: usize = 500;

/// Why reviews were not written.
#[derive(Debug, thiserror::Error)]
pub enum PutReviewsError {
    /// A review is about a product that is not stored.
    #[error("a review is about a product that is not stored, one of: {0}")]
    NoProduct(String),
    /// Stars other than 1 to 5.
    #[error("review {0} does not have 1 to 5 stars")]
    Stars(String),
    /// A field holds what no review may have.
    #[error("a field holds what no review may have; see the validator of `reviews`")]
    Invalid,
    /// MongoDB failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<mongodb::error::Error> for PutReviewsError {
    fn from(error: mongodb::error::Error) -> Self {
        match Refusal::of(&error) {
            Some(Refusal::Invalid) => Self::Invalid,
            _ => Self::Store(error.into()),
        }
    }
}

/// What the reviews of one product sum up to.
#[derive(Deserialize)]
struct Sum {
    #[serde(rename = "_id")]
    product: ProductId,
    stars: i64,
    count: i64,
}

impl Sum {
    /// The mean in hundredths of a star, rounded to the nearest.
    fn hundredths(&self) -> i64 {
        (self.stars * 200 + self.count) / (self.count * 2)
    }
}

impl CatalogStore {
    /// Writes the reviews that are not stored yet and brings the ratings of their products up to
    /// date with them, both or neither. Answers how many were new. A review that is stored already
    /// stays as it is.
    ///
    /// # Errors
    /// [`PutReviewsError`]; batches of five hundred before the failing one stay written.
    pub async fn put_reviews(&self, drafts: &[ReviewDraft]) -> Result<u64, PutReviewsError> {
        if let Some(wrong) = drafts.iter().find(|draft| !(1..=5).contains(&draft.stars)) {
            return Err(PutReviewsError::Stars(wrong.id.clone()));
        }
        // Product by product, so that each is rated in one batch, not in all of them.
        let mut by_product: Vec<&ReviewDraft> = drafts.iter().collect();
        by_product.sort_by(|a, b| a.product.cmp(&b.product));
        let mut written = 0;
        for batch in by_product.chunks(BATCH) {
            written += self.put_review_batch(batch).await?;
        }
        Ok(written)
    }

    async fn put_review_batch(&self, drafts: &[&ReviewDraft]) -> Result<u64, PutReviewsError> {
        let mut attempt = 1;
        loop {
            let mut session = self.begin().await?;
            let outcome = match self.put_reviews_in(&mut session, drafts).await {
                Ok(0) => {
                    self.abandon(session).await;
                    return Ok(0);
                }
                Ok(written) => {
                    session.commit_transaction().await.map(|()| written).map_err(Into::into)
                }
                Err(error) => {
                    self.abandon(session).await;
                    Err(error)
                }
            };
            match outcome {
                Err(PutReviewsError::Store(error))
                    if error.is_transient() && attempt < ATTEMPTS =>
                {
                    attempt += 1;
                }
                outcome => return outcome,
            }
        }
    }

    async fn put_reviews_in(
        &self,
        session: &mut ClientSession,
        drafts: &[&ReviewDraft],
    ) -> Result<u64, PutReviewsError> {
        let ids: Vec<&str> = drafts.iter().map(|draft| draft.id.as_str()).collect();
        let mut found =
            self.reviews().find(doc! { "_id": { "$in": ids } }).session(&mut *session).await?;
        let mut seen = HashSet::new();
        while let Some(stored) = found.next(&mut *session).await.transpose()? {
            seen.insert(stored.id);
        }
        let new: Vec<ReviewDocument> = drafts
            .iter()
            .filter(|draft| seen.insert(draft.id.clone()))
            .map(|draft| ReviewDocument::from(*draft))
            .collect();
        if new.is_empty() {
            return Ok(0);
        }
        self.reviews().insert_many(&new).session(&mut *session).await?;
        let touched: BTreeSet<&str> = new.iter().map(|review| review.product.as_str()).collect();
        self.rate(session, &touched).await?;
        Ok(new.len() as u64)
    }

    /// Counts the published reviews of products, those of this transaction too, and writes their
    /// ratings. Whoever does the same at once is in the way of it, so none is counted twice or never.
    pub(crate) async fn rate(
        &self,
        session: &mut ClientSession,
        products: &BTreeSet<&str>,
    ) -> Result<(), PutReviewsError> {
        let ids: Vec<&str> = products.iter().copied().collect();
        let sums: Vec<Sum> = self
            .reviews()
            .aggregate([
                doc! { "$match": { "product": { "$in": ids }, "state": "published" } },
                doc! { "$group": {
                    "_id": "$product",
                    "stars": { "$sum": "$stars" },
                    "count": { "$sum": 1 },
                } },
            ])
            .session(&mut *session)
            .with_type()
            .await?
            .stream(session)
            .try_collect()
            .await?;
        let now = DateTime::from_millis(SystemClock.now().millis());
        let updates: Vec<Document> = products
            .iter()
            .map(|product| {
                // Of what nobody has reviewed, or no longer, there is no mean.
                let sum = sums.iter().find(|sum| sum.product.as_str() == *product);
                let rating = sum.map_or(Bson::Null, |sum| {
                    doc! { "hundredths": sum.hundredths(), "count": sum.count }.into()
                });
                doc! {
                    "q": { "_id": *product },
                    "u": { "$set": { "rating": rating, "updated_at": now }, "$inc": { "version": 1_i64 } },
                }
            })
            .collect();
        let reply = self
            .database
            .run_command(doc! { "update": PRODUCTS, "updates": updates })
            .session(session)
            .await?;
        let rated = reply.get("n").and_then(|n| n.as_i64().or(n.as_i32().map(i64::from)));
        if rated != i64::try_from(products.len()).ok() {
            let named: Vec<&str> = products.iter().copied().collect();
            return Err(PutReviewsError::NoProduct(named.join(", ")));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_are_rounded_to_the_nearest_hundredth() {
        let mean = |stars, count| {
            let product = ProductId::parse("p").expect("an id");
            Sum { product, stars, count }.hundredths()
        };
        assert_eq!(mean(5, 1), 500);
        assert_eq!(mean(14, 3), 467);
        assert_eq!(mean(13, 3), 433);
    }
}
