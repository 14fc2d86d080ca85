//! Changes of reviews: each one transaction, together with the rating that follows from it.

use std::collections::BTreeSet;

use kernel::{AccountId, Clock, ProductId, SystemClock};
use mongodb::{
    ClientSession,
    bson::{DateTime, doc},
};
use storefront::reviews::{Decision, ReportReason, ReviewError, ReviewState, ReviewText, Reviewed};

use crate::{
    put_product::ATTEMPTS,
    put_reviews::PutReviewsError,
    review_documents::{NOBODY, ReviewDocument, VoiceDocument, VoiceKind, review_id, voice_id},
    store::{CatalogStore, StoreError},
    write_errors::Refusal,
};

/// What is done to a review.
#[derive(Clone, Copy)]
pub(crate) enum Change<'a> {
    /// Somebody writes about a product, or writes something else.
    Write { account: &'a AccountId, product: &'a ProductId, text: &'a ReviewText },
    /// Somebody finds it helpful, or no longer does.
    Vote { account: &'a AccountId, product: &'a ProductId, review: &'a str, helpful: bool },
    /// Somebody reports it.
    Report { account: &'a AccountId, product: &'a ProductId, review: &'a str, reason: ReportReason },
    /// Staff decide about version `read` of it.
    Decide { review: &'a str, read: i64, decision: Decision, reason: Option<&'a str> },
}

/// Why a change was not made.
enum Stop {
    /// It may not be.
    Denied(ReviewError),
    /// Somebody else just wrote the same document for the first time.
    Again,
    /// MongoDB failed.
    Store(StoreError),
}

impl From<mongodb::error::Error> for Stop {
    fn from(error: mongodb::error::Error) -> Self {
        match Refusal::of(&error) {
            Some(Refusal::Taken(_)) => Self::Again,
            _ => Self::Store(error.into()),
        }
    }
}

impl From<PutReviewsError> for Stop {
    fn from(error: PutReviewsError) -> Self {
        match error {
            PutReviewsError::Store(error) => Self::Store(error),
            wrong => {
                tracing::error!(%wrong, "a product could not be rated");
                Self::Denied(ReviewError::NotFound)
            }
        }
    }
}

fn now() -> DateTime {
    DateTime::from_millis(SystemClock.now().millis())
}

fn voice_of(
    id: String,
    review: &str,
    account: &AccountId,
    reason: Option<ReportReason>,
) -> VoiceDocument {
    VoiceDocument {
        id,
        review: review.to_owned(),
        account: Some(account.clone()),
        kind: if reason.is_some() { VoiceKind::Report } else { VoiceKind::Helpful },
        reason,
        settled: false,
        at: now(),
    }
}

impl CatalogStore {
    /// Makes a change, whole or not at all.
    pub(crate) async fn change_review(
        &self,
        change: &Change<'_>,
    ) -> Result<Result<Reviewed, ReviewError>, StoreError> {
        let mut attempt = 1;
        loop {
            let mut session = self.begin().await?;
            let outcome = match self.change_review_in(&mut session, change).await {
                Ok(Reviewed::Now) => {
                    session.commit_transaction().await.map(|()| Reviewed::Now).map_err(Stop::from)
                }
                outcome => {
                    self.abandon(session).await;
                    outcome
                }
            };
            match outcome {
                Ok(reviewed) => return Ok(Ok(reviewed)),
                Err(Stop::Denied(error)) => return Ok(Err(error)),
                Err(Stop::Again) if attempt < ATTEMPTS => {}
                Err(Stop::Again) => return Ok(Err(ReviewError::Unavailable)),
                Err(Stop::Store(error)) if error.is_transient() && attempt < ATTEMPTS => {}
                Err(Stop::Store(error)) => return Err(error),
            }
            attempt += 1;
        }
    }

    async fn change_review_in(
        &self,
        session: &mut ClientSession,
        change: &Change<'_>,
    ) -> Result<Reviewed, Stop> {
        match *change {
            Change::Write { account, product, text } => {
                self.write_review(session, account, product, text).await
            }
            Change::Vote { account, product, review, helpful } => {
                self.vote_in(session, account, product, review, helpful).await
            }
            Change::Report { account, product, review, reason } => {
                self.report_in(session, account, product, review, reason).await
            }
            Change::Decide { review, read, decision, reason } => {
                self.decide_in(session, review, read, decision, reason).await
            }
        }
    }

    async fn write_review(
        &self,
        session: &mut ClientSession,
        account: &AccountId,
        product: &ProductId,
        text: &ReviewText,
    ) -> Result<Reviewed, Stop> {
        let Some(stored) = self.review_in(session, &review_id(product, account)).await? else {
            let first = ReviewDocument::written(account, product, text, now());
            self.reviews().insert_one(&first).session(&mut *session).await?;
            return Ok(Reviewed::Now);
        };
        let Some(next) = stored.rewritten(text, now()) else { return Ok(Reviewed::Before) };
        self.put_review(session, &stored, &next).await?;
        Ok(Reviewed::Now)
    }

    async fn vote_in(
        &self,
        session: &mut ClientSession,
        account: &AccountId,
        product: &ProductId,
        review: &str,
        helpful: bool,
    ) -> Result<Reviewed, Stop> {
        let stored = self.published_in(session, account, product, review).await?;
        let id = voice_id(review, VoiceKind::Helpful, account);
        let voice = doc! { "_id": id.as_str() };
        let found = self.voices().find_one(voice.clone()).session(&mut *session).await?;
        if found.is_some() == helpful {
            return Ok(Reviewed::Before);
        }
        let mut next = stored.clone();
        if helpful {
            let voice = voice_of(id, review, account, None);
            self.voices().insert_one(&voice).session(&mut *session).await?;
            next.helpful += 1;
        } else {
            self.voices().delete_one(voice).session(&mut *session).await?;
            next.helpful = (next.helpful - 1).max(0);
        }
        self.put_review(session, &stored, &next.placed()).await?;
        Ok(Reviewed::Now)
    }

    async fn report_in(
        &self,
        session: &mut ClientSession,
        account: &AccountId,
        product: &ProductId,
        review: &str,
        reason: ReportReason,
    ) -> Result<Reviewed, Stop> {
        let stored = self.published_in(session, account, product, review).await?;
        let id = voice_id(review, VoiceKind::Report, account);
        let voice = doc! { "_id": id.as_str() };
        if self.voices().find_one(voice).session(&mut *session).await?.is_some() {
            return Ok(Reviewed::Before);
        }
        let voice = voice_of(id, review, account, Some(reason));
        self.voices().insert_one(&voice).session(&mut *session).await?;
        let mut next = stored.clone();
        next.reports += 1;
        self.put_review(session, &stored, &next.placed()).await?;
        Ok(Reviewed::Now)
    }

    async fn decide_in(
        &self,
        session: &mut ClientSession,
        review: &str,
        read: i64,
        decision: Decision,
        reason: Option<&str>,
    ) -> Result<Reviewed, Stop> {
        let stored = self.review_in(session, review).await?;
        let stored = stored.ok_or(Stop::Denied(ReviewError::NotFound))?;
        if stored.verdict(read, decision, reason).map_err(Stop::Denied)? == Reviewed::Before {
            return Ok(Reviewed::Before);
        }
        if stored.reports > 0 {
            let open = doc! { "review": review, "kind": "report", "settled": false };
            let settle = doc! { "$set": { "settled": true } };
            self.voices().update_many(open, settle).session(&mut *session).await?;
        }
        let next = stored.decided(decision, reason, now());
        self.put_review(session, &stored, &next).await?;
        Ok(Reviewed::Now)
    }

    /// Writes a review in place of what is stored. Where it counts from now on, or no longer does,
    /// its product is rated anew from its reviews.
    async fn put_review(
        &self,
        session: &mut ClientSession,
        stored: &ReviewDocument,
        next: &ReviewDocument,
    ) -> Result<(), Stop> {
        let same = doc! { "_id": stored.id.as_str() };
        self.reviews().replace_one(same, next).session(&mut *session).await?;
        let counts = |review: &ReviewDocument| review.state == ReviewState::Published;
        if counts(stored) != counts(next) {
            self.rate(session, &BTreeSet::from([next.product.as_str()])).await?;
        }
        Ok(())
    }

    async fn review_in(
        &self,
        session: &mut ClientSession,
        id: &str,
    ) -> Result<Option<ReviewDocument>, Stop> {
        Ok(self.reviews().find_one(doc! { "_id": id }).session(session).await?)
    }

    /// A published review of a product, which somebody else wrote.
    async fn published_in(
        &self,
        session: &mut ClientSession,
        account: &AccountId,
        product: &ProductId,
        id: &str,
    ) -> Result<ReviewDocument, Stop> {
        let shown = |review: &ReviewDocument| {
            review.product == *product && review.state == ReviewState::Published
        };
        let found = self.review_in(session, id).await?.filter(shown);
        let review = found.ok_or(Stop::Denied(ReviewError::NotFound))?;
        if review.account.as_ref() == Some(account) {
            return Err(Stop::Denied(ReviewError::Own));
        }
        Ok(review)
    }

    /// Takes a person's name and id off what is published, and removes the rest. It ends: whoever is
    /// forgotten writes nothing more, and what somebody decides meanwhile is found in the next turn.
    pub(crate) async fn forget_reviewer(&self, account: &AccountId) -> Result<(), StoreError> {
        let own = doc! { "account": account.as_str() };
        let nobodys = doc! { "$set": { "account": null } };
        self.voices().update_many(own.clone(), nobodys).await?;
        loop {
            let published = doc! { "account": account.as_str(), "state": "published" };
            let nameless = doc! { "$set": { "account": null, "author": NOBODY } };
            self.reviews().update_many(published, nameless).await?;
            let unpublished = doc! { "account": account.as_str(), "state": { "$ne": "published" } };
            self.reviews().delete_many(unpublished).await?;
            if self.reviews().find_one(own.clone()).await?.is_none() {
                return Ok(());
            }
        }
    }
}
