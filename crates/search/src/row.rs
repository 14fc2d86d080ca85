//! What is kept of a product for lists, filters and orders, without reading it whole.

use std::hash::{BuildHasher, Hasher};

use rustc_hash::FxBuildHasher;
use storefront::product::{Product, ProductCard};

/// Longest name or value of a spec that can be filtered by, in bytes.
const LONGEST_SPEC: usize = 100;

/// A product as lists, filters and orders see it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) version: i64,
    /// A fingerprint of id, version and everything stored.
    pub(crate) fingerprint: u64,
    /// The card, none when nothing of the product can be bought: then no list shows it.
    pub(crate) card: Option<ProductCard>,
    pub(crate) brand: String,
    /// Slug and name of each category.
    pub(crate) categories: Vec<(String, String)>,
    /// Name and value of each spec and option that can be filtered by.
    pub(crate) specs: Vec<(String, String)>,
    /// The lowest price in minor units.
    pub(crate) price: i64,
    /// When it came, in milliseconds.
    pub(crate) created: i64,
    /// Hundredths of a star, 0 without reviews.
    pub(crate) stars: u16,
    pub(crate) reviews: u32,
}

impl Row {
    /// The row of a product and `stored`, the product's bytes.
    pub(crate) fn of(product: &Product, stored: &[u8]) -> Self {
        let mut categories: Vec<_> = product
            .categories
            .iter()
            .chain(&product.breadcrumbs)
            .map(|link| (link.slug.as_str().to_owned(), link.name.clone()))
            .collect();
        categories.sort();
        categories.dedup();
        let options = product.variants.iter().flat_map(|variant| &variant.options);
        let mut specs: Vec<_> = product
            .specs
            .iter()
            .map(|spec| (&spec.name, &spec.value))
            .chain(options.map(|choice| (&choice.axis, &choice.value)))
            .filter(|(name, value)| name.len() <= LONGEST_SPEC && value.len() <= LONGEST_SPEC)
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        specs.sort();
        specs.dedup();
        Self {
            id: product.id.as_str().to_owned(),
            version: product.version,
            fingerprint: fingerprint(stored),
            card: ProductCard::of(product),
            brand: product.brand.clone(),
            categories,
            specs,
            price: product.lowest_price().map_or(0, kernel::Money::amount),
            created: product.created_at.millis(),
            stars: product.rating.map_or(0, |rating| rating.hundredths),
            reviews: product.rating.map_or(0, |rating| rating.count),
        }
    }
}

/// A fingerprint that is the same on every machine.
pub(crate) fn fingerprint(bytes: &[u8]) -> u64 {
    let mut hasher = FxBuildHasher.build_hasher();
    hasher.write(bytes);
    hasher.finish()
}
