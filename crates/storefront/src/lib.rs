//! The hinge of the shop: what a page is shown, and whom it may ask.
//!
//! Views are plain data. Ports are small async traits, one an area; the crates that own a store
//! implement them, pages and routes call them, and neither side knows the other. No I/O here.

pub mod account;
pub mod cart;
pub mod catalogue;
pub mod checkout;
pub mod collections;
pub mod content;
pub mod csv;
pub mod customer_room;
pub mod draft;
pub mod enquiry;
pub mod error;
pub mod feed;
pub mod figures_room;
pub mod goods_index;
pub mod goods_room;
pub mod image;
pub mod import_room;
pub mod limits;
pub mod logo;
pub mod mail;
pub mod offer_room;
pub mod order_room;
pub mod order_taking;
pub mod orders;
pub mod payment;
pub mod payment_room;
pub mod picture_room;
pub mod pricing;
pub mod product;
mod product_card;
pub mod product_desk;
pub mod profile;
pub mod reviews;
pub mod search;
pub mod search_request;
pub mod search_room;
pub mod sessions;
pub mod settings_room;
pub mod shelf_room;
pub mod shop;
pub mod staff;
pub mod stock;
pub mod stock_room;

pub use error::ShopError;
pub use shop::Shop;
