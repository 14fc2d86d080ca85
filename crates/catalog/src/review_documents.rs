//! Reviews and what people say of them, as they are stored.

use kernel::{AccountId, ProductId, Timestamp};
use mongodb::bson::DateTime;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use storefront::{
    draft::ReviewDraft,
    product::Review,
    reviews::{
        Decision, OwnReview, ReportReason, ReviewError, ReviewState, ReviewText, Reviewed,
        ShownReview,
    },
};

/// The moment from which places count back, in the year 2286.
const LAST_MOMENT: i64 = 9_999_999_999_999;
/// Who wrote what stays published of somebody who is forgotten.
pub(crate) const NOBODY: &str = "Somebody";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ReviewDocument {
    #[serde(rename = "_id")]
    pub(crate) id: String,
    pub(crate) product: ProductId,
    pub(crate) stars: u8,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) author: String,
    pub(crate) verified: bool,
    /// When it was published, or written if it was not.
    pub(crate) published_at: DateTime,
    #[serde(default = "published")]
    pub(crate) state: ReviewState,
    /// Grows with each change of what it says.
    #[serde(default = "first")]
    pub(crate) version: i64,
    /// Who wrote it; nobody once they are forgotten, and for what was brought along.
    #[serde(default)]
    pub(crate) account: Option<AccountId>,
    /// Why it was refused.
    #[serde(default)]
    pub(crate) reason: Option<String>,
    /// How many people find it helpful.
    #[serde(default)]
    pub(crate) helpful: i64,
    /// How many people report it, and nobody has decided yet.
    #[serde(default)]
    pub(crate) reports: i64,
    /// Its place among those of its product, greater for newer ones. Places hold the id too, so
    /// that none is another's.
    #[serde(default)]
    pub(crate) place: String,
    /// The same, greater for what more people find helpful.
    #[serde(default)]
    pub(crate) top: String,
    /// Its place in the list for staff, greater for what comes first.
    #[serde(default)]
    pub(crate) desk: String,
}

const fn published() -> ReviewState {
    ReviewState::Published
}

const fn first() -> i64 {
    1
}

impl ReviewDocument {
    /// The first review of a person about a product.
    pub(crate) fn written(
        account: &AccountId,
        product: &ProductId,
        text: &ReviewText,
        now: DateTime,
    ) -> Self {
        Self {
            id: review_id(product, account),
            product: product.clone(),
            stars: text.stars,
            title: text.title.clone(),
            body: text.body.clone(),
            author: text.author.clone(),
            verified: true,
            published_at: now,
            state: ReviewState::Waiting,
            version: first(),
            account: Some(account.clone()),
            reason: None,
            helpful: 0,
            reports: 0,
            place: String::new(),
            top: String::new(),
            desk: String::new(),
        }
        .placed()
    }

    /// The same review with another text, which nobody has read yet; `None` if it says that already.
    pub(crate) fn rewritten(&self, text: &ReviewText, now: DateTime) -> Option<Self> {
        if self.text() == *text {
            return None;
        }
        let text = text.clone();
        let next = Self {
            stars: text.stars,
            title: text.title,
            body: text.body,
            author: text.author,
            verified: true,
            published_at: now,
            state: ReviewState::Waiting,
            version: self.version + 1,
            reason: None,
            ..self.clone()
        };
        Some(next.placed())
    }

    /// What becomes of a decision about version `read` of it.
    pub(crate) fn verdict(
        &self,
        read: i64,
        decision: Decision,
        reason: Option<&str>,
    ) -> Result<Reviewed, ReviewError> {
        if self.version != read || !decision.fits(self.state) {
            return Err(ReviewError::Changed);
        }
        let so_already = self.state == decision.leads_to()
            && self.reports == 0
            && self.reason.as_deref() == reason;
        Ok(if so_already { Reviewed::Before } else { Reviewed::Now })
    }

    /// As it is after a decision.
    pub(crate) fn decided(&self, decision: Decision, reason: Option<&str>, now: DateTime) -> Self {
        let unread = matches!(self.state, ReviewState::Waiting | ReviewState::Refused);
        let fresh = unread && decision == Decision::Publish;
        let next = Self {
            state: decision.leads_to(),
            reason: reason.map(ToOwned::to_owned),
            reports: 0,
            published_at: if fresh { now } else { self.published_at },
            ..self.clone()
        };
        next.placed()
    }

    /// With its places in lists as they follow from the rest of it.
    pub(crate) fn placed(mut self) -> Self {
        let millis = self.published_at.timestamp_millis().clamp(0, LAST_MOMENT);
        let place = format!("{millis:013}-{}", self.id);
        self.top = format!("{:09}-{place}", self.helpful);
        let back = LAST_MOMENT - millis;
        self.desk = match self.state {
            ReviewState::Waiting => format!("3-{back:013}-{}", self.id),
            _ if self.reports > 0 => format!("2-{back:013}-{}", self.id),
            _ => format!("1-{place}"),
        };
        self.place = place;
        self
    }

    /// What it says.
    pub(crate) fn text(&self) -> ReviewText {
        ReviewText {
            stars: self.stars,
            title: self.title.clone(),
            body: self.body.clone(),
            author: self.author.clone(),
        }
    }
}

impl From<&ReviewDraft> for ReviewDocument {
    fn from(draft: &ReviewDraft) -> Self {
        let draft = draft.clone();
        Self {
            id: draft.id,
            product: draft.product,
            stars: draft.stars,
            title: draft.title,
            body: draft.body,
            author: draft.author,
            verified: draft.verified,
            published_at: DateTime::from_millis(draft.published_at.millis()),
            state: ReviewState::Published,
            version: first(),
            account: None,
            reason: None,
            helpful: 0,
            reports: 0,
            place: String::new(),
            top: String::new(),
            desk: String::new(),
        }
        .placed()
    }
}

impl From<ReviewDocument> for Review {
    fn from(stored: ReviewDocument) -> Self {
        Self {
            stars: stored.stars,
            title: stored.title,
            body: stored.body,
            author: stored.author,
            verified: stored.verified,
            published_at: Timestamp::from_millis(stored.published_at.timestamp_millis()),
        }
    }
}

impl From<ReviewDocument> for ShownReview {
    fn from(stored: ReviewDocument) -> Self {
        Self {
            id: stored.id.clone(),
            helpful: u32::try_from(stored.helpful).unwrap_or_default(),
            review: stored.into(),
        }
    }
}

impl From<ReviewDocument> for OwnReview {
    fn from(stored: ReviewDocument) -> Self {
        let text = stored.text();
        Self { id: stored.id, text, state: stored.state, reason: stored.reason }
    }
}

/// What somebody says of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum VoiceKind {
    /// It is helpful.
    Helpful,
    /// Staff should look at it.
    Report,
}

impl VoiceKind {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Helpful => "helpful",
            Self::Report => "report",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct VoiceDocument {
    #[serde(rename = "_id")]
    pub(crate) id: String,
    pub(crate) review: String,
    /// Whose it is; nobody's once they are forgotten.
    pub(crate) account: Option<AccountId>,
    pub(crate) kind: VoiceKind,
    pub(crate) reason: Option<ReportReason>,
    /// Whether staff have decided since.
    pub(crate) settled: bool,
    pub(crate) at: DateTime,
}

/// The id of what a person writes about a product: one a person and product, and it tells nobody who
/// wrote it. By the id of a document it is the only one, without a further unique index.
pub(crate) fn review_id(product: &ProductId, account: &AccountId) -> String {
    digest(&["review", product.as_str(), account.as_str()])
}

/// The id of what a person says of a review.
pub(crate) fn voice_id(review: &str, kind: VoiceKind, account: &AccountId) -> String {
    digest(&[kind.name(), review, account.as_str()])
}

/// None of the parts can hold the zero that stands behind each.
fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    kernel::hex(&hash.finalize()[..16])
}

#[cfg(test)]
mod tests;
