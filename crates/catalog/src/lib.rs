//! Products, categories, collections and reviews in MongoDB.
//!
//! [`CatalogStore`] is the one way to them: it writes what drafts say, answers the shop's
//! [`Catalogue`](storefront::catalogue::Catalogue) port, and feeds search with every change.
//! [`ReviewDesk`] answers the ports about reviews with it, [`ShelfDesk`] that about shelves.

mod brand_desk;
mod category_changes;
mod category_desk;
mod category_plan;
mod category_tree;
mod collection_asking;
mod collection_changes;
mod collection_desk;
mod collection_documents;
mod collection_reading;
mod collection_schema;
mod documents;
mod feed;
pub mod import;
mod port;
mod product_rewriting;
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
mod shelf_counts;
mod shelf_desk;
mod shelf_stop;
mod store;
mod upsert;
mod write_errors;

pub use put_category::PutCategoryError;
pub use put_product::{PutOutcome, PutProductError};
pub use put_reviews::PutReviewsError;
pub use recent_offers::RecentOffers;
pub use review_desk::{Purchases, ReviewDesk};
pub use schema::PrepareError;
pub use shelf_desk::ShelfDesk;
pub use store::{CatalogStore, ConnectError, StoreError};
