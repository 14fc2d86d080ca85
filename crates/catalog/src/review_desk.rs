//! The ports about reviews, answered.

use std::sync::Arc;

use async_trait::async_trait;
use audit::{Deed, DeedLog};
use kernel::{AccountId, ProductId, Sku};
use serde_json::json;
use storefront::{
    ShopError,
    account::Caller,
    product::Product,
    reviews::{
        Decision, DecisionForm, OwnReview, ReportReason, ReviewBoard, ReviewDeskPage,
        ReviewDeskQuery, ReviewError, ReviewExport, ReviewForm, ReviewPage, ReviewQuery,
        ReviewRoom, ReviewStanding, Reviewed, ShownReview, checked_reason,
    },
    staff::{Permission, StaffMember},
};

use crate::{port::answer, review_changes::Change, store::CatalogStore};

/// Who knows what people bought.
#[async_trait]
pub trait Purchases: Send + Sync {
    /// Whether one of these SKUs was sent to a person.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`].
    async fn has_bought(&self, account: &AccountId, skus: &[Sku]) -> Result<bool, ShopError>;
}

/// Reviews, with all who have a say in them.
pub struct ReviewDesk {
    store: Arc<CatalogStore>,
    purchases: Arc<dyn Purchases>,
    deeds: Arc<dyn DeedLog>,
}

fn away(_: ShopError) -> ReviewError {
    ReviewError::Unavailable
}

impl ReviewDesk {
    /// Reviews in a catalogue.
    #[must_use]
    pub fn new(
        store: Arc<CatalogStore>,
        purchases: Arc<dyn Purchases>,
        deeds: Arc<dyn DeedLog>,
    ) -> Self {
        Self { store, purchases, deeds }
    }

    async fn change(&self, change: Change<'_>) -> Result<Reviewed, ReviewError> {
        answer("a change of a review", self.store.change_review(&change)).await.map_err(away)?
    }

    async fn bought(&self, account: &AccountId, product: &Product) -> Result<bool, ShopError> {
        let skus: Vec<Sku> = product.variants.iter().map(|variant| variant.sku.clone()).collect();
        self.purchases.has_bought(account, &skus).await
    }
}

#[async_trait]
impl ReviewBoard for ReviewDesk {
    async fn published(
        &self,
        product: &ProductId,
        query: &ReviewQuery,
    ) -> Result<ReviewPage, ShopError> {
        answer("reviews", self.store.published_page(product, query)).await
    }

    async fn standing(
        &self,
        account: &AccountId,
        product: &Product,
        shown: &[ShownReview],
    ) -> Result<ReviewStanding, ShopError> {
        let ids: Vec<&str> = shown.iter().map(|shown| shown.id.as_str()).collect();
        let stored = async {
            futures::try_join!(
                self.store.own_review(account, &product.id),
                self.store.said(account, &ids)
            )
        };
        let (bought, (own, said)) =
            futures::try_join!(self.bought(account, product), answer("one's reviews", stored))?;
        let own = own.map(OwnReview::from);
        let may_write = bought || own.is_some();
        Ok(ReviewStanding { may_write, own, helpful: said.helpful, reported: said.reported })
    }

    async fn write(
        &self,
        account: &AccountId,
        product: &Product,
        form: &ReviewForm,
    ) -> Result<Reviewed, ReviewError> {
        let text = form.check().map_err(ReviewError::Refused)?;
        if !self.bought(account, product).await.map_err(away)? {
            // What came back is not bought any more, and who wrote about it may still put it right.
            let own = answer("one's review", self.store.own_review(account, &product.id)).await;
            own.map_err(away)?.ok_or(ReviewError::NotBought)?;
        }
        self.change(Change::Write { account, product: &product.id, text: &text }).await
    }

    async fn vote(
        &self,
        account: &AccountId,
        product: &ProductId,
        review: &str,
        helpful: bool,
    ) -> Result<Reviewed, ReviewError> {
        self.change(Change::Vote { account, product, review, helpful }).await
    }

    async fn report(
        &self,
        account: &AccountId,
        product: &ProductId,
        review: &str,
        reason: ReportReason,
    ) -> Result<Reviewed, ReviewError> {
        self.change(Change::Report { account, product, review, reason }).await
    }

    async fn export(&self, account: &AccountId) -> Result<ReviewExport, ShopError> {
        answer("one's reviews", self.store.review_export(account)).await
    }

    async fn forget(&self, account: &AccountId) -> Result<(), ShopError> {
        answer("forgetting a reviewer", self.store.forget_reviewer(account)).await
    }
}

#[async_trait]
impl ReviewRoom for ReviewDesk {
    async fn list(
        &self,
        by: &StaffMember,
        query: &ReviewDeskQuery,
    ) -> Result<ReviewDeskPage, ReviewError> {
        by.require(Permission::ModerateReviews).map_err(|_| ReviewError::Forbidden)?;
        answer("reviews for staff", self.store.review_desk_page(query)).await.map_err(away)
    }

    /// The review is looked at before the line is written, so that nothing stands in the log that
    /// could not be done, or was done before; and once more in the transaction that does it.
    async fn decide(
        &self,
        by: &StaffMember,
        review: &str,
        decision: Decision,
        form: &DecisionForm,
        caller: &Caller,
    ) -> Result<Reviewed, ReviewError> {
        by.require(Permission::ModerateReviews).map_err(|_| ReviewError::Forbidden)?;
        let reason = match decision {
            Decision::Refuse => Some(
                checked_reason(&form.reason).map_err(|error| ReviewError::Refused(vec![error]))?,
            ),
            Decision::Publish | Decision::Hide => None,
        };
        let reason = reason.as_deref();
        let read = form.version.parse().map_err(|_| ReviewError::Changed)?;
        let stored = answer("a review", self.store.review(review)).await.map_err(away)?;
        let stored = stored.ok_or(ReviewError::NotFound)?;
        if stored.verdict(read, decision, reason)? == Reviewed::Before {
            return Ok(Reviewed::Before);
        }
        let subject = format!("review {}", stored.id);
        let deed = Deed {
            by,
            caller,
            action: match decision {
                Decision::Publish => "review_published",
                Decision::Refuse => "review_refused",
                Decision::Hide => "review_hidden",
            },
            subject: &subject,
            before: Some(json!({ "state": stored.state.name(), "reports": stored.reports })),
            after: Some(json!({ "state": decision.leads_to().name(), "reports": 0 })),
        };
        self.deeds.write(&deed).await.map_err(away)?;
        self.change(Change::Decide { review: &stored.id, read, decision, reason }).await
    }
}
