//! A product as lists read it from MongoDB.

use kernel::{CategoryId, ProductId, Timestamp};
use mongodb::bson::{DateTime, Document, doc};
use serde::Deserialize;
use storefront::{
    draft::ProductStatus,
    goods_index::{GoodsEntry, GoodsListed},
    image::Image,
    product::Variant,
};

/// As much of a product as lists show and go by.
#[derive(Deserialize)]
pub(crate) struct GoodsDocument {
    #[serde(rename = "_id")]
    id: ProductId,
    version: i64,
    title: String,
    brand: String,
    status: ProductStatus,
    images: Vec<Image>,
    variants: Vec<Variant>,
    categories: Vec<CategoryId>,
    stock_tracked: bool,
    updated_at: DateTime,
    #[serde(default)]
    title_key: String,
    #[serde(default)]
    price_from: i64,
    #[serde(default)]
    words: Vec<String>,
}

/// The fields of a [`GoodsDocument`], without the words, which no list shows.
pub(crate) fn parts() -> Document {
    doc! {
        "version": 1, "title": 1, "brand": 1, "status": 1, "images": 1, "variants": 1,
        "categories": 1, "stock_tracked": 1, "updated_at": 1, "title_key": 1, "price_from": 1,
    }
}

impl From<GoodsDocument> for GoodsEntry {
    fn from(stored: GoodsDocument) -> Self {
        let prices = || stored.variants.iter().map(|variant| variant.price);
        let lowest = prices().min();
        let price_varies = prices().any(|price| Some(price) != lowest);
        let listed = GoodsListed {
            id: stored.id,
            title: stored.title,
            title_key: stored.title_key,
            brand: stored.brand,
            status: stored.status,
            image: stored.images.into_iter().next(),
            price: lowest,
            price_from: stored.price_from,
            price_varies,
            skus: stored.variants.into_iter().map(|variant| variant.sku).collect(),
            categories: stored.categories,
            stock_tracked: stored.stock_tracked,
            updated_at: Timestamp::from_millis(stored.updated_at.timestamp_millis()),
        };
        Self { listed, version: stored.version, words: stored.words }
    }
}

impl From<GoodsDocument> for GoodsListed {
    fn from(stored: GoodsDocument) -> Self {
        GoodsEntry::from(stored).listed
    }
}
