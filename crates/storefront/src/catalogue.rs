//! Asking for products and categories.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::{ProductId, Slug};

use crate::{
    ShopError,
    product::{Category, Product, Reviews},
};

/// What is found under a slug.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found<T> {
    /// It is here.
    Here(T),
    /// It moved to this slug: answer with a permanent redirect.
    MovedTo(Slug),
}

/// Products, categories and reviews as shoppers may see them: active ones only.
#[async_trait]
pub trait Catalogue: Send + Sync {
    /// The product under a slug.
    ///
    /// # Errors
    /// [`ShopError::NotFound`] for a slug that never was, [`ShopError::Gone`] for an archived
    /// product, [`ShopError::Unavailable`].
    async fn product_by_slug(&self, slug: &Slug) -> Result<Found<Arc<Product>>, ShopError>;

    /// The product with an id.
    ///
    /// # Errors
    /// As for [`Catalogue::product_by_slug`].
    async fn product(&self, id: &ProductId) -> Result<Arc<Product>, ShopError>;

    /// The published reviews of a product, with the `newest` ones.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`].
    async fn reviews(&self, id: &ProductId, newest: u32) -> Result<Reviews, ShopError>;

    /// The category under a slug.
    ///
    /// # Errors
    /// [`ShopError::NotFound`], [`ShopError::Unavailable`].
    async fn category_by_slug(&self, slug: &Slug) -> Result<Found<Arc<Category>>, ShopError>;

    /// The categories at the top of the tree, in the order to show.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`].
    async fn top_categories(&self) -> Result<Arc<Vec<Arc<Category>>>, ShopError>;
}
