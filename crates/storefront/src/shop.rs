//! Everything that a page can ask, in one value.

use std::sync::Arc;

use crate::{
    catalogue::Catalogue, content::ContentPages, enquiry::Enquiries, search::Search,
    stock::StockBoard,
};

/// The shop as pages and routes see it: one port an area. Cheap to clone.
#[derive(Clone)]
pub struct Shop {
    /// Products, categories and reviews.
    pub catalogue: Arc<dyn Catalogue>,
    /// Finding products.
    pub search: Arc<dyn Search>,
    /// What is in stock.
    pub stock: Arc<dyn StockBoard>,
    /// Delivery, terms and the like, from editable Markdown.
    pub content: Arc<dyn ContentPages>,
    /// Letters from shoppers.
    pub enquiries: Arc<dyn Enquiries>,
    /// How the shop presents itself.
    pub identity: Arc<ShopIdentity>,
}

/// How the shop presents itself, from the settings.
#[derive(Clone, Debug)]
pub struct ShopIdentity {
    /// The name in the header and in page titles.
    pub name: String,
    /// One sentence under the name on the home page.
    pub tagline: String,
    /// What delivery costs and how long it takes, in one sentence by the buy button.
    pub delivery_note: String,
    /// Scheme, host and port that canonical links start with, without a trailing slash.
    pub origin: String,
}
