//! One way of storing products, and what is asked of each.

use anyhow::Result;
use async_trait::async_trait;

use crate::public_feed::{AttributeValue, FeedProduct};

/// Ids on one page of a list.
pub(super) const PAGE: usize = 24;

/// A filter: one attribute and the brand.
#[derive(Clone, Debug)]
pub(super) struct Filter {
    /// The brand.
    pub(super) brand: String,
    /// The attribute.
    pub(super) name: String,
    /// Its value.
    pub(super) value: AttributeValue,
}

/// What a filter leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filtered {
    /// The lowest ids, at most [`PAGE`].
    pub(super) ids: Vec<i64>,
    /// How many there are in all.
    pub(super) total: i64,
}

/// What a task costs that a clock does not show.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cost {
    /// Joins of tables, as the store's own plan shows them.
    pub(super) joins: usize,
    /// Questions sent to the store, one answer awaited for each.
    pub(super) round_trips: usize,
    /// Rows or documents written.
    pub(super) rows: usize,
}

/// What the shop asks of its products.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// Nothing: the bare way there and back.
    RoundTrip,
    /// A whole product by its slug.
    Page,
    /// Ids and the count of what a filter leaves.
    Filter,
    /// A product of a kind, with attributes, that did not exist before.
    NewKind,
    /// Another value for one attribute, refused when the version has moved on.
    Change,
}

impl Task {
    /// All of them, in the order to measure.
    pub(super) const ALL: [Self; 5] =
        [Self::RoundTrip, Self::Page, Self::Filter, Self::Change, Self::NewKind];

    /// What it is called in the report.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::RoundTrip => "bare round trip",
            Self::Page => "product page, all attributes",
            Self::Filter => "filter: attribute and brand, 24 ids and count",
            Self::NewKind => "product of a new kind, 4 new attributes",
            Self::Change => "change one attribute, version checked",
        }
    }
}

/// A way of storing products.
#[async_trait]
pub(super) trait Layout: Send + Sync {
    /// What it is called in the report.
    fn name(&self) -> &'static str;

    /// Makes the indexes and writes every product into an empty store, by its quickest way.
    async fn load(&self, products: &[FeedProduct]) -> Result<()>;

    /// Bytes of data and indexes on disk.
    async fn bytes_on_disk(&self) -> Result<u64>;

    /// The least question that the store answers.
    async fn round_trip(&self) -> Result<()>;

    /// A whole product.
    async fn page(&self, slug: &str) -> Result<FeedProduct>;

    /// What a filter leaves.
    async fn filter(&self, filter: &Filter) -> Result<Filtered>;

    /// Writes a product, some of whose attributes the store has never seen.
    async fn add(&self, product: &FeedProduct) -> Result<()>;

    /// Gives an attribute another value unless the product's version is another; tells whether it did.
    async fn change(&self, id: i64, version: i64, name: &str, value: &str) -> Result<bool>;

    /// What a task costs; the samples are such as it is measured with.
    async fn cost(&self, task: Task, slug: &str, filter: &Filter) -> Result<Cost>;
}
