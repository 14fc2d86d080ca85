//! Products, categories and reviews in MongoDB.
//!
//! [`CatalogStore`] is the one way to them: it writes what drafts say, answers the shop's
//! [`Catalogue`](storefront::catalogue::Catalogue) port, and feeds search with every change.
//! [`ReviewDesk`] answers the ports about reviews with it, [`ColumnImporter`] and [`ProductExport`]
//! those about files of products.

mod category_tree;
mod documents;
mod export;
mod feed;
pub mod import;
mod importer;
mod port;
mod put_category;
mod put_product;
mod put_reviews;
mod recent_offers;
mod redirects;
mod review_changes;
mod review_desk;
mod review_documents;
mod review_reading;
mod schema;
mod store;
mod upsert;
mod write_errors;

pub use export::ProductExport;
pub use importer::ColumnImporter;
pub use put_category::PutCategoryError;
pub use put_product::{PutOutcome, PutProductError};
pub use put_reviews::PutReviewsError;
pub use recent_offers::RecentOffers;
pub use review_desk::{Purchases, ReviewDesk};
pub use schema::PrepareError;
pub use store::{CatalogStore, ConnectError, StoreError};
