//! A page of a list of products, answered by PostgreSQL.
//!
//! The catalogue decides what a product is. [`GoodsCopy`] follows its changes with a place that is
//! stored in the same transaction as what it read, so nothing is left out by a crash and nothing is
//! harmed by hearing it twice.

mod copy;
mod following;
mod store;

pub use copy::GoodsCopy;
