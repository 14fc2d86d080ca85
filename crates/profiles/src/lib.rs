//! Shoppers' profiles, wishlists and what they looked at, in MongoDB: one document an account.
//!
//! [`ProfileStore`] is the one way to them. It answers the ports
//! [`Profiles`](storefront::profile::Profiles) and
//! [`PersonalLists`](storefront::profile::PersonalLists). Each change is one command on one
//! document, so that nobody ever sees half of one.

mod account_copy;
mod address_book;
mod change;
mod documents;
mod erasing;
mod extra_fields;
mod port;
mod preferences;
mod recently_viewed;
mod schema;
mod store;
mod wishlist;

pub use schema::PrepareError;
pub use store::{ConnectError, ProfileStore, StoreError};
