//! Products, categories, collections and reviews in MongoDB.
//!
//! [`CatalogStore`] is the one way to them: it writes what drafts say, answers the shop's
//! [`Catalogue`](storefront::catalogue::Catalogue) port, and feeds search with every change.
//! [`ReviewDesk`] answers the ports about reviews with it, [`ProductEditor`] the one by which staff
//! write products, [`GoodsDesk`] the one about lists of products, [`ShelfDesk`] that about shelves,
//! [`PictureDesk`] that about the pictures of products, [`ColumnImporter`] and [`ProductExport`] those
//! about files of products.

mod brand_desk;
mod category_changes;
mod category_desk;
mod category_plan;
mod category_tree;
mod change_stream;
mod collection_asking;
mod collection_changes;
mod collection_desk;
mod collection_documents;
mod collection_reading;
mod collection_schema;
mod documents;
mod export;
mod feed;
mod goods_asking;
mod goods_bulk;
mod goods_bulk_documents;
mod goods_deed_log;
mod goods_deeds;
mod goods_desk;
mod goods_document;
mod goods_feed;
mod goods_indexed;
mod goods_list;
mod goods_words;
pub mod import;
mod importer;
mod picture_changes;
mod picture_desk;
mod port;
mod product_desk;
mod product_history;
mod product_rewriting;
mod product_sheet;
mod put_category;
mod put_product;
mod put_reviews;
mod raw_products;
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
mod taken_names;
mod upsert;
mod write_errors;

pub use export::ProductExport;
pub use goods_desk::GoodsDesk;
pub use goods_feed::GoodsChanges;
pub use importer::ColumnImporter;
pub use picture_desk::PictureDesk;
pub use product_desk::ProductEditor;
pub use put_category::PutCategoryError;
pub use put_product::{PutOutcome, PutProductError};
pub use put_reviews::PutReviewsError;
pub use recent_offers::RecentOffers;
pub use review_desk::{Purchases, ReviewDesk};
pub use schema::PrepareError;
pub use shelf_desk::ShelfDesk;
pub use store::{CatalogStore, ConnectError, StoreError};
