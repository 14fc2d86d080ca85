//! Categories, collections and brands as staff look after them.

mod brands;
mod categories;
mod collections;
mod costs;
mod desk;
mod merging;
