//! Reading reviews, in pages that go on where the last one ended.

use std::collections::HashMap;

use futures::TryStreamExt;
use kernel::{AccountId, ProductId, Slug, Timestamp};
use mongodb::bson::{DateTime, Document, doc};
use serde::Deserialize;
use storefront::reviews::{
    ExportedReview, REVIEW_DESK_PAGE, REVIEWS_PAGE, ReportReason, ReviewCursor, ReviewDeskEntry,
    ReviewDeskPage, ReviewDeskQuery, ReviewExport, ReviewPage, ReviewQuery, ReviewReport,
    ReviewSort, ReviewedProduct,
};

use crate::{
    review_documents::{ReviewDocument, VoiceDocument, VoiceKind, review_id, voice_id},
    store::{CatalogStore, StoreError, one_more},
};

/// Reports that are read for one page: what is reported more often than this is so for good reason.
const MOST_REPORTS: i64 = 1_000;

/// What a list of reviews names of a product.
#[derive(Deserialize)]
struct NamedDocument {
    #[serde(rename = "_id")]
    id: ProductId,
    slug: Slug,
    title: String,
}

/// What somebody has said of some reviews: which they find helpful, and which they reported.
#[derive(Default)]
pub(crate) struct Said {
    pub(crate) helpful: Vec<String>,
    pub(crate) reported: Vec<String>,
}

impl Said {
    fn of(voices: Vec<VoiceDocument>) -> Self {
        let mut said = Self::default();
        for voice in voices {
            match voice.kind {
                VoiceKind::Helpful => said.helpful.push(voice.review),
                VoiceKind::Report => said.reported.push(voice.review),
            }
        }
        said
    }
}

fn moment(stored: DateTime) -> Timestamp {
    Timestamp::from_millis(stored.timestamp_millis())
}

/// Cuts off what was read beyond a page, and gives the place after its last one then.
fn cut(
    found: &mut Vec<ReviewDocument>,
    page: usize,
    place: impl Fn(&ReviewDocument) -> &str,
) -> Option<ReviewCursor> {
    let more = found.len() > page;
    found.truncate(page);
    found.last().filter(|_| more).and_then(|last| ReviewCursor::parse(place(last)).ok())
}

impl CatalogStore {
    pub(crate) async fn published_page(
        &self,
        product: &ProductId,
        query: &ReviewQuery,
    ) -> Result<ReviewPage, StoreError> {
        let key = match query.sort {
            ReviewSort::Newest => "place",
            ReviewSort::Helpful => "top",
        };
        let mut filter = doc! { "product": product.as_str(), "state": "published" };
        if let Some(after) = &query.after {
            filter.insert(key, doc! { "$lt": after.as_str() });
        }
        let mut found = self.placed_reviews(filter, key, one_more(REVIEWS_PAGE)).await?;
        let next = cut(&mut found, REVIEWS_PAGE, |review| match query.sort {
            ReviewSort::Newest => review.place.as_str(),
            ReviewSort::Helpful => review.top.as_str(),
        });
        Ok(ReviewPage { reviews: found.into_iter().map(Into::into).collect(), next })
    }

    async fn placed_reviews(
        &self,
        filter: Document,
        key: &str,
        limit: i64,
    ) -> Result<Vec<ReviewDocument>, StoreError> {
        let found = self.reviews().find(filter).sort(doc! { key: -1 }).limit(limit).await?;
        Ok(found.try_collect().await?)
    }

    /// What a person wrote about a product.
    pub(crate) async fn own_review(
        &self,
        account: &AccountId,
        product: &ProductId,
    ) -> Result<Option<ReviewDocument>, StoreError> {
        self.review(&review_id(product, account)).await
    }

    pub(crate) async fn review(&self, id: &str) -> Result<Option<ReviewDocument>, StoreError> {
        Ok(self.reviews().find_one(doc! { "_id": id }).await?)
    }

    /// What a person says of these reviews.
    pub(crate) async fn said(
        &self,
        account: &AccountId,
        reviews: &[&str],
    ) -> Result<Said, StoreError> {
        if reviews.is_empty() {
            return Ok(Said::default());
        }
        let ids: Vec<String> = reviews
            .iter()
            .flat_map(|review| {
                [VoiceKind::Helpful, VoiceKind::Report].map(|kind| voice_id(review, kind, account))
            })
            .collect();
        let found = self.voices().find(doc! { "_id": { "$in": ids } }).await?;
        Ok(Said::of(found.try_collect().await?))
    }

    /// All that is stored of a person.
    pub(crate) async fn review_export(
        &self,
        account: &AccountId,
    ) -> Result<ReviewExport, StoreError> {
        let own = doc! { "account": account.as_str() };
        let written: Vec<ReviewDocument> =
            self.reviews().find(own.clone()).await?.try_collect().await?;
        let said = Said::of(self.voices().find(own).await?.try_collect().await?);
        let written = written
            .into_iter()
            .map(|review| ExportedReview {
                product: review.product,
                stars: review.stars,
                title: review.title,
                text: review.body,
                name: review.author,
                state: review.state,
                reason: review.reason,
                at: moment(review.published_at),
            })
            .collect();
        Ok(ReviewExport { written, helpful: said.helpful, reported: said.reported })
    }

    pub(crate) async fn review_desk_page(
        &self,
        query: &ReviewDeskQuery,
    ) -> Result<ReviewDeskPage, StoreError> {
        let mut filter = Document::new();
        if let Some(state) = query.state {
            filter.insert("state", state.name());
        }
        if let Some(stars) = query.stars {
            filter.insert("stars", i32::from(stars));
        }
        if let Some(after) = &query.after {
            filter.insert("desk", doc! { "$lt": after.as_str() });
        }
        let mut found = self.placed_reviews(filter, "desk", one_more(REVIEW_DESK_PAGE)).await?;
        let next = cut(&mut found, REVIEW_DESK_PAGE, |review| review.desk.as_str());
        let (products, mut reports) =
            futures::try_join!(self.products_of(&found), self.reports_of(&found))?;
        let entries = found
            .into_iter()
            .map(|review| ReviewDeskEntry {
                product: ReviewedProduct {
                    named: products.get(&review.product).cloned(),
                    id: review.product.clone(),
                },
                reports: reports.remove(&review.id).unwrap_or_default(),
                text: review.text(),
                id: review.id,
                version: review.version,
                verified: review.verified,
                state: review.state,
                reason: review.reason,
                at: moment(review.published_at),
            })
            .collect();
        Ok(ReviewDeskPage { entries, next })
    }

    async fn products_of(
        &self,
        reviews: &[ReviewDocument],
    ) -> Result<HashMap<ProductId, (Slug, String)>, StoreError> {
        if reviews.is_empty() {
            return Ok(HashMap::new());
        }
        let mut ids: Vec<&str> = reviews.iter().map(|review| review.product.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        let named: Vec<NamedDocument> = self
            .products()
            .clone_with_type::<NamedDocument>()
            .find(doc! { "_id": { "$in": ids } })
            .projection(doc! { "slug": 1, "title": 1 })
            .await?
            .try_collect()
            .await?;
        Ok(named.into_iter().map(|named| (named.id, (named.slug, named.title))).collect())
    }

    /// What some reviews are reported for, and nobody has decided yet.
    async fn reports_of(
        &self,
        reviews: &[ReviewDocument],
    ) -> Result<HashMap<String, Vec<ReviewReport>>, StoreError> {
        let reported = reviews.iter().filter(|review| review.reports > 0);
        let ids: Vec<&str> = reported.map(|review| review.id.as_str()).collect();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let open = doc! { "review": { "$in": ids }, "kind": "report", "settled": false };
        let found: Vec<VoiceDocument> =
            self.voices().find(open).limit(MOST_REPORTS).await?.try_collect().await?;
        let mut reports: HashMap<String, Vec<ReviewReport>> = HashMap::new();
        for voice in found {
            let Some(reason) = voice.reason else { continue };
            count(reports.entry(voice.review).or_default(), reason);
        }
        Ok(reports)
    }
}

fn count(reports: &mut Vec<ReviewReport>, reason: ReportReason) {
    match reports.iter_mut().find(|report| report.reason == reason) {
        Some(report) => report.people += 1,
        None => reports.push(ReviewReport { reason, people: 1 }),
    }
}
