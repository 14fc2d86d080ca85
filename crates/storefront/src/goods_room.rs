//! The list of products behind the counter, and what is done to many of them at once.

use async_trait::async_trait;
use kernel::{CategoryId, Currency, Money, ProductId, Sku, Timestamp};

use crate::{
    account::Caller, draft::ProductStatus, enquiry::FieldError, image::Image, staff::StaffMember,
};

mod bulk;
mod form;
mod query;

pub use bulk::{BulkAction, BulkBack, BulkChange, BulkDeed, BulkPreview, BulkStanding};
pub use form::{BulkChosen, BulkForm, BulkOrder, LONGEST_TAG, bulk_key};
pub use query::{
    GoodsCursor, GoodsFilter, GoodsKey, GoodsQuery, GoodsSort, InvalidGoodsCursor, LONGEST_WORD,
    TypedWord, status_label, status_name, status_named, words_of,
};

/// Products of one page, at most.
pub const GOODS_PAGE: usize = 50;
/// How many matching products the list counts. A page costs the same beyond that.
pub const MOST_MATCHES: usize = 1_000;
/// How many deeds of a day are listed.
pub const MOST_DEEDS: usize = 50;
/// How many products may be changed at once.
pub const MOST_CHOSEN: usize = 10_000;

/// A product in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoodsRow {
    /// Its id.
    pub id: ProductId,
    /// What it is called.
    pub title: String,
    /// Who makes it. Empty when nobody is named.
    pub brand: String,
    /// Whether shoppers see it.
    pub status: ProductStatus,
    /// Its first picture.
    pub image: Option<Image>,
    /// The SKUs of its variants, at least one.
    pub skus: Vec<Sku>,
    /// The lowest price of its variants.
    pub price: Option<Money>,
    /// Whether dearer variants exist.
    pub price_varies: bool,
    /// What the categories are called that it is in. Those that are not stored are left out.
    pub categories: Vec<String>,
    /// False for what never runs out.
    pub stock_tracked: bool,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A category to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoodsCategory {
    /// Its id.
    pub id: CategoryId,
    /// What it and those above it are called, the root first: `Home / Kitchen`.
    pub path: String,
}

/// A page of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoodsPage {
    /// At most [`GOODS_PAGE`].
    pub rows: Vec<GoodsRow>,
    /// The place after the last, where there are others.
    pub next: Option<GoodsCursor>,
    /// How many products match on all pages, counted up to one more than [`MOST_MATCHES`].
    pub matches: usize,
    /// All categories, each behind the one above it.
    pub categories: Vec<GoodsCategory>,
}

/// Why something was not done to products.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GoodsError {
    /// Fields to put right, in the order of the form.
    #[error("fields were refused")]
    Refused(Vec<FieldError>),
    /// Other products are meant than were confirmed.
    #[error("the list has changed")]
    Changed,
    /// There is no such deed, or it is more than a day old.
    #[error("not found")]
    NotFound,
    /// None of their roles allows it.
    #[error("forbidden")]
    Forbidden,
    /// A store did not answer. Whether it was done is unknown; it may be asked for again.
    #[error("unavailable")]
    Unavailable,
}

/// All products, for staff. The list is for
/// [`Permission::ReadCatalogue`](crate::staff::Permission), the rest for `EditCatalogue`.
///
/// What is done to many products is a deed with a key, which the form carries. It is done in parts of
/// a hundred, each whole or not at all. What takes longer than a page may take goes on when the same
/// form is sent again; what is done is not done again.
#[async_trait]
pub trait GoodsRoom: Send + Sync {
    /// The currency in which amounts are typed.
    fn currency(&self) -> Currency;

    /// A page of the list.
    ///
    /// # Errors
    /// [`GoodsError::Forbidden`], [`GoodsError::Unavailable`].
    async fn list(&self, by: &StaffMember, query: &GoodsQuery) -> Result<GoodsPage, GoodsError>;

    /// What a form would change. Nothing is written.
    ///
    /// # Errors
    /// [`GoodsError::Refused`], [`GoodsError::Forbidden`], [`GoodsError::Unavailable`].
    async fn preview(&self, by: &StaffMember, form: &BulkForm) -> Result<BulkPreview, GoodsError>;

    /// Does what a form says, or goes on with it. One line of the audit log is written before it
    /// begins.
    ///
    /// # Errors
    /// [`GoodsError::Changed`] when it has not begun and other products are meant than the form says,
    /// and as for [`GoodsRoom::preview`].
    async fn apply(
        &self,
        by: &StaffMember,
        form: &BulkForm,
        caller: &Caller,
    ) -> Result<BulkStanding, GoodsError>;

    /// Sets products back that nobody has changed since a deed, or goes on with that. What was not
    /// done yet of the deed is not done any more. It is a line of the audit log too.
    ///
    /// # Errors
    /// [`GoodsError::NotFound`], [`GoodsError::Forbidden`], [`GoodsError::Unavailable`].
    async fn undo(
        &self,
        by: &StaffMember,
        key: &str,
        caller: &Caller,
    ) -> Result<BulkStanding, GoodsError>;

    /// What became of a deed.
    ///
    /// # Errors
    /// As for [`GoodsRoom::undo`].
    async fn deed(&self, by: &StaffMember, key: &str) -> Result<BulkStanding, GoodsError>;

    /// What was done within a day, the newest first, at most [`MOST_DEEDS`].
    ///
    /// # Errors
    /// [`GoodsError::Forbidden`], [`GoodsError::Unavailable`].
    async fn deeds(&self, by: &StaffMember) -> Result<Vec<BulkDeed>, GoodsError>;
}
