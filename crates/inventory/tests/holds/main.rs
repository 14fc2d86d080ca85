//! Units in checkouts, on a real PostgreSQL.

mod crowd;
mod model;
mod moving;
mod reserving;
mod shop;
mod watching;
