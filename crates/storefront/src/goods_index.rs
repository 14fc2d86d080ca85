//! What lists of products behind the counter go by, copied to where a page of them costs the same
//! however many products there are.
//!
//! The catalogue decides what a product is; the copy only tells which ones are on a page. It may lag:
//! whoever asks it looks at the catalogue for what has changed since.

use async_trait::async_trait;
use futures::stream::BoxStream;
use kernel::{CategoryId, ProductId, Timestamp};

use crate::{
    ShopError,
    draft::ProductStatus,
    feed::{FeedError, FeedPosition},
    goods_room::GoodsQuery,
};

/// What lists go by of one product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoodsEntry {
    /// Whose it is.
    pub id: ProductId,
    /// The product's version.
    pub version: i64,
    /// How it stands.
    pub status: ProductStatus,
    /// Who makes it. Empty when nobody is named.
    pub brand: String,
    /// The categories that it is in, without those above them.
    pub categories: Vec<CategoryId>,
    /// Its title in lower case.
    pub title_key: String,
    /// The lowest price of its variants, in minor units.
    pub price_from: i64,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The words by whose beginnings it is found.
    pub words: Vec<String>,
}

/// One change of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoodsChange {
    /// A product was written, or is gone.
    Product {
        /// Which one.
        id: ProductId,
        /// When that was, by the catalogue's store: all that came before it has been told. `None`
        /// where the store does not say.
        at: Option<Timestamp>,
    },
    /// All of it, or nobody knows what: make the copy anew.
    Everything,
    /// Nothing happened for a while: all that was written before the change was asked for has been
    /// told.
    Quiet,
}

/// What lists go by, as it is and as it changes, for whoever keeps a copy.
#[async_trait]
pub trait GoodsFeed: Send + Sync {
    /// A place such that [`GoodsFeed::follow`] from it tells every change that is not yet in a
    /// [`GoodsFeed::all`] begun after this call.
    ///
    /// # Errors
    /// [`FeedError::Unavailable`].
    async fn position(&self) -> Result<FeedPosition, FeedError>;

    /// The entries of all products, in batches.
    fn all(&self) -> BoxStream<'_, Result<Vec<GoodsEntry>, FeedError>>;

    /// The entries of these products as they are now. What is left out is not stored any more.
    ///
    /// # Errors
    /// [`FeedError::Unavailable`].
    async fn entries(&self, ids: &[ProductId]) -> Result<Vec<GoodsEntry>, FeedError>;

    /// Every change after a place, each with the place behind it. Ends only with an error.
    fn follow(
        &self,
        from: FeedPosition,
    ) -> BoxStream<'_, Result<(GoodsChange, FeedPosition), FeedError>>;
}

/// What a copy is asked.
#[derive(Clone, Copy, Debug)]
pub struct GoodsAsked<'a> {
    /// Which products, and in which order.
    pub query: &'a GoodsQuery,
    /// The category of the query and all below it; empty where it names none.
    pub shelves: &'a [CategoryId],
    /// Products to leave out: the copy may be behind about them.
    pub without: &'a [ProductId],
}

/// What a copy knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoodsFound {
    /// The first products, in the order that was asked for: as many as a page has, and one more
    /// where there are others.
    pub ids: Vec<ProductId>,
    /// How many match on all pages, counted up to one more than
    /// [`MOST_MATCHES`](crate::goods_room::MOST_MATCHES).
    pub matches: usize,
}

/// A copy of what lists go by.
#[async_trait]
pub trait GoodsIndex: Send + Sync {
    /// All that was written before this moment is in it. `None` while this process makes it, has not
    /// compared it with the catalogue since the start, or has just waited for it in vain.
    fn whole_until(&self) -> Option<Timestamp>;

    /// A page of products.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`].
    async fn find(&self, asked: GoodsAsked<'_>) -> Result<GoodsFound, ShopError>;
}
