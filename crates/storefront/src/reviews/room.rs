//! What staff decide about reviews.

use async_trait::async_trait;
use kernel::{ProductId, Slug, Timestamp};

use super::{ReportReason, ReviewCursor, ReviewError, ReviewState, ReviewText, Reviewed};
use crate::{account::Caller, staff::StaffMember};

/// Reviews on one page for staff.
pub const REVIEW_DESK_PAGE: usize = 50;

/// Which reviews staff look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewDeskQuery {
    /// Only those that stand so.
    pub state: Option<ReviewState>,
    /// Only those with so many stars.
    pub stars: Option<u8>,
    /// Only those after this place in the list.
    pub after: Option<ReviewCursor>,
}

/// The product that a review is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewedProduct {
    /// Its id.
    pub id: ProductId,
    /// Where it is and what it is called; none if it is not in the catalogue.
    pub named: Option<(Slug, String)>,
}

/// How often a review was reported for a reason, and nobody has decided yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewReport {
    /// Why.
    pub reason: ReportReason,
    /// By how many people.
    pub people: u32,
}

/// A review as staff see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewDeskEntry {
    /// Its id.
    pub id: String,
    /// Grows with each change of what it says.
    pub version: i64,
    /// What it is about.
    pub product: ReviewedProduct,
    /// What it says.
    pub text: ReviewText,
    /// Whether its writer bought it here.
    pub verified: bool,
    /// Where it stands.
    pub state: ReviewState,
    /// Why it was refused.
    pub reason: Option<String>,
    /// When it was published, or written if it was not.
    pub at: Timestamp,
    /// What people report it for.
    pub reports: Vec<ReviewReport>,
}

/// A page of reviews for staff.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewDeskPage {
    /// At most [`REVIEW_DESK_PAGE`]. First what waits and then what was reported, the oldest of
    /// each first; then the rest, the newest first.
    pub entries: Vec<ReviewDeskEntry>,
    /// The place after the last, where there are others.
    pub next: Option<ReviewCursor>,
}

/// What can be decided about a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Everyone shall read it. Whatever it was reported for is settled.
    Publish,
    /// It shall not be published.
    Refuse,
    /// It shall be published no longer.
    Hide,
}

impl Decision {
    /// How a review stands after it.
    #[must_use]
    pub const fn leads_to(self) -> ReviewState {
        match self {
            Self::Publish => ReviewState::Published,
            Self::Refuse => ReviewState::Refused,
            Self::Hide => ReviewState::Hidden,
        }
    }

    /// Whether it can be decided about a review that stands so.
    #[must_use]
    pub const fn fits(self, state: ReviewState) -> bool {
        match self {
            Self::Publish => true,
            Self::Refuse => matches!(state, ReviewState::Waiting | ReviewState::Refused),
            Self::Hide => matches!(state, ReviewState::Published | ReviewState::Hidden),
        }
    }
}

/// The form with which something is decided, as it was posted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecisionForm {
    /// Field `version`: what was read.
    pub version: String,
    /// Field `reason`, for a refusal.
    pub reason: String,
}

/// Reviews, for staff with [`Permission::ModerateReviews`](crate::staff::Permission).
#[async_trait]
pub trait ReviewRoom: Send + Sync {
    /// A page of reviews.
    ///
    /// # Errors
    /// [`ReviewError::Forbidden`], [`ReviewError::Unavailable`].
    async fn list(
        &self,
        by: &StaffMember,
        query: &ReviewDeskQuery,
    ) -> Result<ReviewDeskPage, ReviewError>;

    /// Decides about a review as it was read. Decided so before, it changes nothing.
    ///
    /// Reviews and the audit log are in two stores. The line is written first, in a transaction of
    /// its own: nothing is done that is not in the log. Whoever stops in between leaves a line of a
    /// deed that was not done; done again, it writes another.
    ///
    /// # Errors
    /// [`ReviewError::Refused`] (`reason`), [`ReviewError::Changed`], [`ReviewError::NotFound`],
    /// [`ReviewError::Forbidden`], [`ReviewError::Unavailable`].
    async fn decide(
        &self,
        by: &StaffMember,
        review: &str,
        decision: Decision,
        form: &DecisionForm,
        caller: &Caller,
    ) -> Result<Reviewed, ReviewError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_has_read_is_refused_and_what_was_read_is_hidden() {
        use ReviewState as S;
        for state in S::ALL {
            assert!(Decision::Publish.fits(state));
            assert_ne!(Decision::Refuse.fits(state), Decision::Hide.fits(state), "{state:?}");
        }
        for decision in [Decision::Publish, Decision::Refuse, Decision::Hide] {
            assert!(decision.fits(decision.leads_to()), "{decision:?}");
        }
    }
}
