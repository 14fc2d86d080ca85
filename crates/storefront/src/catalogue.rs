//! Asking for products and categories.

use std::{collections::HashMap, sync::Arc};

use async_trait::async_trait;
use kernel::{ProductId, Sku, Slug};

use crate::{
    ShopError,
    image::Image,
    pricing::TaxClass,
    product::{Category, Product, Reviews, Variant},
};

/// What is found under a slug.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found<T> {
    /// It is here.
    Here(T),
    /// It moved to this slug: answer with a permanent redirect.
    MovedTo(Slug),
}

/// A variant that can be bought, with what a cart shows of its product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The product's id.
    pub product: ProductId,
    /// Where the product is: `/p/<slug>`.
    pub slug: Slug,
    /// What the product is called.
    pub title: String,
    /// The product's first picture.
    pub image: Option<Image>,
    /// False for what never runs out.
    pub stock_tracked: bool,
    /// How it is taxed.
    pub tax_class: TaxClass,
    /// False for what no parcel carries, such as a subscription.
    pub delivered: bool,
    /// The variant.
    pub variant: Variant,
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

    /// What is offered under some SKUs, in one question. One that no active product has is missing
    /// from the answer.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`].
    async fn offers(&self, skus: &[Sku]) -> Result<HashMap<Sku, Offer>, ShopError>;

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
