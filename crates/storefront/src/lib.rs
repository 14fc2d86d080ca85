//! The hinge of the shop: what a page is shown, and whom it may ask.
//!
//! Views are plain data. Ports are small async traits, one an area; the crates that own a store
//! implement them, pages and routes call them, and neither side knows the other. No I/O here.

pub mod account;
pub mod cart;
pub mod catalogue;
pub mod checkout;
pub mod content;
pub mod draft;
pub mod enquiry;
pub mod error;
pub mod feed;
pub mod image;
pub mod limits;
pub mod mail;
pub mod offer_room;
pub mod order_room;
pub mod orders;
pub mod payment;
pub mod pricing;
pub mod product;
pub mod profile;
pub mod reviews;
pub mod search;
pub mod search_request;
pub mod sessions;
pub mod settings_room;
pub mod shop;
pub mod staff;
pub mod stock;
pub mod stock_room;

pub use error::ShopError;
pub use shop::Shop;
