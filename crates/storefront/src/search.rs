//! Finding products: the port and what it answers.

use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::{
    product::{CategoryLink, Product, ProductCard},
    search_request::SearchRequest,
};

/// A page of products that were found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchPage {
    /// The products, in order. Whether each is in stock is asked of the stock board when it is
    /// shown, so a cached page never says an old thing.
    pub items: Vec<ProductCard>,
    /// How many there are on all pages.
    pub total: u64,
    /// What the result can be narrowed by, each group with its counts.
    pub facets: Vec<Facet>,
    /// Where the next page begins; none on the last.
    pub next_cursor: Option<String>,
    /// How the words were matched.
    pub matched: Matched,
    /// A better spelling, with results of its own, when this one found little.
    pub did_you_mean: Option<String>,
}

/// How the words of a query were matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Matched {
    /// Nothing was asked; everything matches.
    Everything,
    /// Every word is in every product found.
    AllTerms,
    /// Few products hold all words, so those that hold some of them follow.
    SomeTerms,
    /// Nothing holds the words as they are written; those that are spelt nearly so are shown.
    Corrected,
}

/// One group of choices that narrow the result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// The filter's name: `category`, `brand`, `price`, `rating`, `inStock` or `spec.<name>`.
    pub name: String,
    /// What the group is called on a page.
    pub label: String,
    /// The choices, in the order to show. Counts ignore the group's own choice.
    pub values: Vec<FacetValue>,
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    /// The filter's value.
    pub value: String,
    /// What it is called on a page.
    pub label: String,
    /// How many products it leaves, the group's other choices set aside.
    pub count: u64,
    /// Whether the request has chosen it.
    pub selected: bool,
}

/// What to offer while someone types.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Suggestions {
    /// Queries that others found something with.
    pub queries: Vec<String>,
    /// Categories.
    pub categories: Vec<CategoryLink>,
    /// Products.
    pub products: Vec<ProductCard>,
}

/// Why a search gave no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SearchError {
    /// The cursor was not given out by this shop, or for another order.
    #[error("the cursor is not one that this shop gave out for this list")]
    BadCursor,
    /// The result that the cursor pointed into is no longer kept: begin again.
    #[error("the list has changed since; begin again at the first page")]
    CursorGone,
    /// The index is not ready.
    #[error("search is not ready")]
    Unavailable,
}

/// Finding products.
#[async_trait]
pub trait Search: Send + Sync {
    /// A page of what matches.
    ///
    /// # Errors
    /// [`SearchError`].
    async fn search(&self, request: &SearchRequest) -> Result<Arc<SearchPage>, SearchError>;

    /// What to offer for the beginning of a query, at most `limit` of each kind.
    ///
    /// # Errors
    /// [`SearchError::Unavailable`].
    async fn suggest(&self, beginning: &str, limit: usize) -> Result<Suggestions, SearchError>;

    /// A product as the index last saw it: what a page shows while the catalogue's store is away.
    ///
    /// # Errors
    /// [`SearchError::Unavailable`].
    async fn remembered(&self, slug: &str) -> Result<Option<Arc<Product>>, SearchError>;

    /// A stamp of everything that answers depend on; equal stamps mean equal answers, on any server.
    fn stamp(&self) -> u64;
}
