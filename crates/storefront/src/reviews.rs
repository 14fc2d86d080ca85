//! Reviews: written by who bought, published by staff, read by everyone.

use async_trait::async_trait;
use kernel::{AccountId, ProductId};

use crate::{
    ShopError,
    enquiry::FieldError,
    product::{Product, Review},
};

mod export;
mod form;
mod listing;
mod room;

pub use export::{ExportedReview, ReviewExport};
pub use form::{
    LONGEST_AUTHOR, LONGEST_REASON, LONGEST_TEXT, LONGEST_TITLE, ReviewForm, ReviewText,
    SHORTEST_TEXT, checked_reason,
};
pub use listing::{InvalidReviewCursor, ReportReason, ReviewCursor, ReviewSort, ReviewState};
pub use room::{
    Decision, DecisionForm, REVIEW_DESK_PAGE, ReviewDeskEntry, ReviewDeskPage, ReviewDeskQuery,
    ReviewReport, ReviewRoom, ReviewedProduct,
};

/// Reviews on one page of a product.
pub const REVIEWS_PAGE: usize = 8;

/// Which published reviews of a product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewQuery {
    /// In which order.
    pub sort: ReviewSort,
    /// Only those after this place in that order.
    pub after: Option<ReviewCursor>,
}

/// A published review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownReview {
    /// Its id.
    pub id: String,
    /// What it says.
    pub review: Review,
    /// How many people found it helpful.
    pub helpful: u32,
}

/// Some published reviews of a product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewPage {
    /// At most [`REVIEWS_PAGE`].
    pub reviews: Vec<ShownReview>,
    /// The place after the last, where there are others.
    pub next: Option<ReviewCursor>,
}

/// A review as its writer sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnReview {
    /// Its id.
    pub id: String,
    /// What it says.
    pub text: ReviewText,
    /// Where it stands.
    pub state: ReviewState,
    /// Why it was refused.
    pub reason: Option<String>,
}

/// What somebody may do about the reviews of a product, and has done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewStanding {
    /// Whether they may write: they bought it, or have written already.
    pub may_write: bool,
    /// What they wrote.
    pub own: Option<OwnReview>,
    /// The ids of those that they found helpful.
    pub helpful: Vec<String>,
    /// The ids of those that they reported.
    pub reported: Vec<String>,
}

/// What became of what somebody asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reviewed {
    /// It was done.
    Now,
    /// It was so before; nothing changed.
    Before,
}

/// Why something was not done about a review.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReviewError {
    /// Fields to put right, in the order of the form.
    #[error("fields were refused")]
    Refused(Vec<FieldError>),
    /// Only who bought a product writes about it.
    #[error("not bought")]
    NotBought,
    /// Nobody finds their own review helpful, or reports it.
    #[error("one's own")]
    Own,
    /// It was changed since whoever decides has read it.
    #[error("changed meanwhile")]
    Changed,
    /// There is no such review, for them.
    #[error("not found")]
    NotFound,
    /// None of their roles allows it.
    #[error("forbidden")]
    Forbidden,
    /// A store did not answer. Whether it was done is unknown; it may be asked for again.
    #[error("unavailable")]
    Unavailable,
}

/// Reviews, for shoppers. Whatever is asked for twice is done once.
#[async_trait]
pub trait ReviewBoard: Send + Sync {
    /// Published reviews of a product.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`].
    async fn published(
        &self,
        product: &ProductId,
        query: &ReviewQuery,
    ) -> Result<ReviewPage, ShopError>;

    /// What somebody may do about a product's reviews, of which `shown` are on the page.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`].
    async fn standing(
        &self,
        account: &AccountId,
        product: &Product,
        shown: &[ShownReview],
    ) -> Result<ReviewStanding, ShopError>;

    /// Keeps what somebody writes about a product that they bought, in place of what they wrote
    /// before. It waits until staff have read it.
    ///
    /// # Errors
    /// [`ReviewError::Refused`] (`stars`, `title`, `text`, `name`), [`ReviewError::NotBought`],
    /// [`ReviewError::Unavailable`].
    async fn write(
        &self,
        account: &AccountId,
        product: &Product,
        form: &ReviewForm,
    ) -> Result<Reviewed, ReviewError>;

    /// Counts that somebody finds a published review of a product helpful, or no longer does.
    ///
    /// # Errors
    /// [`ReviewError::NotFound`], [`ReviewError::Own`], [`ReviewError::Unavailable`].
    async fn vote(
        &self,
        account: &AccountId,
        product: &ProductId,
        review: &str,
        helpful: bool,
    ) -> Result<Reviewed, ReviewError>;

    /// Shows a published review of a product to staff, for a reason.
    ///
    /// # Errors
    /// [`ReviewError::NotFound`], [`ReviewError::Own`], [`ReviewError::Unavailable`].
    async fn report(
        &self,
        account: &AccountId,
        product: &ProductId,
        review: &str,
        reason: ReportReason,
    ) -> Result<Reviewed, ReviewError>;

    /// All that is stored of what somebody wrote and said.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`].
    async fn export(&self, account: &AccountId) -> Result<ReviewExport, ShopError>;

    /// Forgets who somebody is: what is published stays without a name, the rest goes.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`].
    async fn forget(&self, account: &AccountId) -> Result<(), ShopError>;
}
