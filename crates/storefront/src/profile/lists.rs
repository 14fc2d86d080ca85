//! What a person has put aside or looked at.

use async_trait::async_trait;
use kernel::{AccountId, Money, ProductId, Slug, Timestamp};
use serde::{Deserialize, Serialize};

use super::ProfileError;
use crate::{image::Image, product::Product};

/// Most products on a wishlist.
pub const MOST_WISHES: usize = 500;
/// Most products kept as recently viewed.
pub const MOST_VIEWED: usize = 24;
/// Most wishes in one answer.
pub const MOST_WISHES_SHOWN: usize = 48;

/// A product as a list of one's own shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glimpse {
    /// Its id.
    pub id: ProductId,
    /// Where it is: `/p/<slug>`.
    pub slug: Slug,
    /// What it is called.
    pub title: String,
    /// Its first picture.
    pub image: Option<Image>,
    /// The lowest price of its variants.
    pub price: Option<Money>,
}

impl From<&Product> for Glimpse {
    fn from(product: &Product) -> Self {
        Self {
            id: product.id.clone(),
            slug: product.slug.clone(),
            title: product.title.clone(),
            image: product.images.first().cloned(),
            price: product.lowest_price(),
        }
    }
}

/// What has become of a product on a wishlist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wished {
    /// It is sold.
    Here(Glimpse),
    /// It is not sold any more.
    NoLongerSold,
    /// The catalogue does not answer now.
    Unknown,
}

/// One line of a wishlist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// By what it is taken off.
    pub product: ProductId,
    /// What the product was called when it was wished for.
    pub title: String,
    /// When it was wished for.
    pub wished_at: Timestamp,
    /// What has become of it.
    pub now: Wished,
}

/// A part of a wishlist, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wishlist {
    /// How many wishes there are in all.
    pub total: usize,
    /// Those asked for.
    pub wishes: Vec<Wish>,
}

/// The wishlist of each account, and what its owner looked at. Guests have neither.
#[async_trait]
pub trait PersonalLists: Send + Sync {
    /// Puts a product on the wishlist. One that is there already stays where it is.
    ///
    /// # Errors
    /// [`ProfileError::NotFound`] for a product that is not sold, or an erased account;
    /// [`ProfileError::Full`] at [`MOST_WISHES`]; [`ProfileError::Unavailable`].
    async fn wish(&self, account: &AccountId, product: &ProductId) -> Result<(), ProfileError>;

    /// Takes a product off the wishlist, if it is on it.
    ///
    /// # Errors
    /// [`ProfileError::Unavailable`].
    async fn unwish(&self, account: &AccountId, product: &ProductId) -> Result<(), ProfileError>;

    /// The wishes from the one at `skip` on, newest first: at most `limit`, and at most
    /// [`MOST_WISHES_SHOWN`].
    ///
    /// # Errors
    /// [`ProfileError::Unavailable`]. A catalogue that is away is none: its part is unknown then.
    async fn wishlist(
        &self,
        account: &AccountId,
        skip: usize,
        limit: usize,
    ) -> Result<Wishlist, ProfileError>;

    /// Which of some products are on the wishlist.
    ///
    /// # Errors
    /// [`ProfileError::Unavailable`].
    async fn wished(
        &self,
        account: &AccountId,
        products: &[ProductId],
    ) -> Result<Vec<ProductId>, ProfileError>;

    /// Remembers that a product was looked at, if its viewer allowed that; else does nothing.
    ///
    /// # Errors
    /// [`ProfileError::Unavailable`].
    async fn note_view(&self, account: &AccountId, product: &ProductId)
    -> Result<(), ProfileError>;

    /// What was looked at and is still sold, newest first.
    ///
    /// # Errors
    /// [`ProfileError::Unavailable`], also when it is the catalogue that is away.
    async fn viewed(&self, account: &AccountId) -> Result<Vec<Glimpse>, ProfileError>;
}
