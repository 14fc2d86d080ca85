//! The demo catalogue: a shop's worth of products that we made up, the same for the same seed.
//!
//! Each kind of product has a file in [`kinds`] with hand-written rows, and turns a row into a
//! [`sheet::Sheet`]. The [`writer`] makes products of sheets: ids, prices, barcodes, pictures,
//! stock and reviews.

mod barcode;
mod categories;
mod dice;
mod fitting;
mod forms;
mod kinds;
mod phrases;
mod reviews;
mod sheet;
mod writer;

use kernel::Sku;
use storefront::{
    draft::{CategoryDraft, ProductDraft, ReviewDraft},
    image::Image,
};

/// All that a fresh shop is filled with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoCatalogue {
    /// Parents before their children.
    pub categories: Vec<CategoryDraft>,
    /// Some four hundred and fifty products.
    pub products: Vec<ProductDraft>,
    /// Their reviews.
    pub reviews: Vec<ReviewDraft>,
    /// How many of each SKU that is counted come into the warehouse.
    pub stock: Vec<(Sku, u32)>,
}

/// Writes the demo catalogue.
///
/// `pictures` is given each drawing as SVG, keeps it, and says what it is called; the description
/// for those who do not see it is added here.
pub fn catalogue(seed: u64, pictures: &mut dyn FnMut(&str) -> Image) -> DemoCatalogue {
    let mut writer = writer::Writer::new(seed, pictures);
    for sheet in kinds::all() {
        writer.add(sheet);
    }
    writer.finish()
}
