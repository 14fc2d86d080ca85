//! What lists of products behind the counter show and go by, copied to where a page of them costs the
//! same however many products there are.
//!
//! The catalogue decides what a product is. The copy may lag: whoever asks it looks at the catalogue
//! for what has changed since.

use async_trait::async_trait;
use futures::stream::BoxStream;
use kernel::{CategoryId, Money, ProductId, Sku, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    ShopError,
    draft::ProductStatus,
    feed::{FeedError, FeedPosition},
    goods_room::{GoodsCursor, GoodsKey, GoodsQuery, GoodsSort},
    image::Image,
};

/// A product as lists have it: what they show, and what they are sorted by. It is stored in this shape:
/// whoever changes the fields gives the copy's table another name, so that servers of before and after do
/// not read each other's, and has it made anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodsListed {
    /// Its id.
    pub id: ProductId,
    /// What it is called.
    pub title: String,
    /// The title in lower case.
    pub title_key: String,
    /// Who makes it. Empty when nobody is named.
    pub brand: String,
    /// Whether shoppers see it.
    pub status: ProductStatus,
    /// Its first picture.
    pub image: Option<Image>,
    /// The SKUs of its variants.
    pub skus: Vec<Sku>,
    /// The lowest price of its variants.
    pub price: Option<Money>,
    /// The same as a number to sort by, in minor units.
    pub price_from: i64,
    /// Whether dearer variants exist.
    pub price_varies: bool,
    /// The categories that it is in, without those above them.
    pub categories: Vec<CategoryId>,
    /// False for what never runs out.
    pub stock_tracked: bool,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl GoodsListed {
    /// The place right behind it in a list of this order.
    #[must_use]
    pub fn place(&self, sort: GoodsSort) -> GoodsCursor {
        let key = match sort {
            GoodsSort::Newest => GoodsKey::Number(self.updated_at.millis()),
            GoodsSort::Title => GoodsKey::Text(self.title_key.clone()),
            GoodsSort::PriceUp | GoodsSort::PriceDown => GoodsKey::Number(self.price_from),
        };
        GoodsCursor { key, id: self.id.clone() }
    }
}

/// What is copied of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoodsEntry {
    /// The product.
    pub listed: GoodsListed,
    /// Its version.
    pub version: i64,
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

/// What lists show and go by, as it is and as it changes, for whoever keeps a copy.
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
    pub products: Vec<GoodsListed>,
    /// How many match on all pages, counted up to one more than
    /// [`MOST_MATCHES`](crate::goods_room::MOST_MATCHES).
    pub matches: usize,
}

/// A copy of what lists show and go by.
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
