//! Reviews. Pages only read, so whatever changes something is away.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};

use async_trait::async_trait;
use kernel::{AccountId, ProductId, Slug, Timestamp};
use storefront::{
    ShopError,
    account::Caller,
    product::{Product, Review},
    reviews::{
        Decision, DecisionForm, REVIEW_DESK_PAGE, REVIEWS_PAGE, ReportReason, ReviewBoard,
        ReviewCursor, ReviewDeskEntry, ReviewDeskPage, ReviewDeskQuery, ReviewError, ReviewExport,
        ReviewForm, ReviewPage, ReviewQuery, ReviewReport, ReviewRoom, ReviewStanding, ReviewState,
        ReviewText, Reviewed, ReviewedProduct, ShownReview,
    },
    staff::StaffMember,
};

const MORNING: Timestamp = Timestamp::from_millis(1_795_269_900_000);

/// What is said of products.
pub(crate) struct Stored {
    /// Published reviews, in whichever order is asked for.
    pub(crate) published: HashMap<ProductId, Vec<ShownReview>>,
    /// What whoever is signed in may do.
    pub(crate) standing: Result<ReviewStanding, ShopError>,
    /// What staff see.
    pub(crate) desk: Result<Vec<ReviewDeskEntry>, ReviewError>,
}

/// The ports that are about reviews.
pub(crate) struct FakeReviews(Mutex<Stored>);

/// What a review says.
pub(crate) fn text(stars: u8, title: &str) -> ReviewText {
    ReviewText {
        stars,
        title: title.to_owned(),
        body: "It does what it should.\nAnd more.".to_owned(),
        author: "Ines Q.".to_owned(),
    }
}

/// A review as staff see it.
pub(crate) fn entry(id: &str, state: ReviewState, title: &str) -> ReviewDeskEntry {
    let slug = Slug::parse("mug").expect("a slug");
    ReviewDeskEntry {
        id: id.to_owned(),
        version: 3,
        product: ReviewedProduct {
            id: ProductId::parse("mug").expect("an id"),
            named: Some((slug, "Harbour mug".to_owned())),
        },
        text: text(4, title),
        verified: true,
        state,
        reason: (state == ReviewState::Refused).then(|| "It names somebody.".to_owned()),
        at: MORNING,
        reports: Vec::new(),
    }
}

impl FakeReviews {
    /// With what a fresh shop is filled with, and one review of each state for staff.
    pub(crate) fn of(demo: &demo::DemoCatalogue) -> Arc<Self> {
        let mut published: HashMap<ProductId, Vec<ShownReview>> = HashMap::new();
        for draft in &demo.reviews {
            let review = Review {
                stars: draft.stars,
                title: draft.title.clone(),
                body: draft.body.clone(),
                author: draft.author.clone(),
                verified: draft.verified,
                published_at: draft.published_at,
            };
            let shown = ShownReview { id: draft.id.clone(), review, helpful: 0 };
            published.entry(draft.product.clone()).or_default().push(shown);
        }
        let reports = vec![ReviewReport { reason: ReportReason::Private, people: 2 }];
        let desk = vec![
            entry("w1", ReviewState::Waiting, "Waits"),
            ReviewDeskEntry { reports, ..entry("p1", ReviewState::Published, "Was reported") },
            entry("p2", ReviewState::Published, "Is read"),
            entry("r1", ReviewState::Refused, "Was refused"),
            entry("h1", ReviewState::Hidden, "Was hidden"),
        ];
        let standing = Ok(ReviewStanding::default());
        Arc::new(Self(Mutex::new(Stored { published, standing, desk: Ok(desk) })))
    }

    /// What is stored from now on.
    pub(crate) fn stored(&self) -> MutexGuard<'_, Stored> {
        self.0.lock().expect("no test breaks off while it holds this")
    }
}

/// Some of a list, from behind the one that a place names.
fn page<T: Clone>(
    all: &[T],
    after: Option<&ReviewCursor>,
    most: usize,
    id: impl Fn(&T) -> &str,
) -> (Vec<T>, Option<ReviewCursor>) {
    let begin = after.and_then(|after| all.iter().position(|one| id(one) == after.as_str()));
    let rest = &all[begin.map_or(0, |begin| begin + 1)..];
    let some: Vec<T> = rest.iter().take(most).cloned().collect();
    let last = some.last().filter(|_| rest.len() > most);
    let next = last.map(|last| ReviewCursor::parse(id(last)).expect("a place"));
    (some, next)
}

#[async_trait]
impl ReviewBoard for FakeReviews {
    async fn published(
        &self,
        product: &ProductId,
        query: &ReviewQuery,
    ) -> Result<ReviewPage, ShopError> {
        let all = self.stored().published.get(product).cloned().unwrap_or_default();
        let (reviews, next) =
            page(&all, query.after.as_ref(), REVIEWS_PAGE, |shown| shown.id.as_str());
        Ok(ReviewPage { reviews, next })
    }

    async fn standing(
        &self,
        _: &AccountId,
        _: &Product,
        _: &[ShownReview],
    ) -> Result<ReviewStanding, ShopError> {
        self.stored().standing.clone()
    }

    async fn write(
        &self,
        _: &AccountId,
        _: &Product,
        _: &ReviewForm,
    ) -> Result<Reviewed, ReviewError> {
        Err(ReviewError::Unavailable)
    }

    async fn vote(
        &self,
        _: &AccountId,
        _: &ProductId,
        _: &str,
        _: bool,
    ) -> Result<Reviewed, ReviewError> {
        Err(ReviewError::Unavailable)
    }

    async fn report(
        &self,
        _: &AccountId,
        _: &ProductId,
        _: &str,
        _: ReportReason,
    ) -> Result<Reviewed, ReviewError> {
        Err(ReviewError::Unavailable)
    }

    async fn export(&self, _: &AccountId) -> Result<ReviewExport, ShopError> {
        Err(ShopError::Unavailable)
    }

    async fn forget(&self, _: &AccountId) -> Result<(), ShopError> {
        Err(ShopError::Unavailable)
    }
}

#[async_trait]
impl ReviewRoom for FakeReviews {
    async fn list(
        &self,
        _: &StaffMember,
        query: &ReviewDeskQuery,
    ) -> Result<ReviewDeskPage, ReviewError> {
        let mut all = self.stored().desk.clone()?;
        all.retain(|one| {
            query.state.is_none_or(|state| one.state == state)
                && query.stars.is_none_or(|stars| one.text.stars == stars)
        });
        let (entries, next) =
            page(&all, query.after.as_ref(), REVIEW_DESK_PAGE, |one| one.id.as_str());
        Ok(ReviewDeskPage { entries, next })
    }

    async fn decide(
        &self,
        _: &StaffMember,
        _: &str,
        _: Decision,
        _: &DecisionForm,
        _: &Caller,
    ) -> Result<Reviewed, ReviewError> {
        Err(ReviewError::Unavailable)
    }
}
