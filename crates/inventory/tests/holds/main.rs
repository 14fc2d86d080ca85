//! Units in checkouts, on a real PostgreSQL.

mod crowd;
mod depletion;
mod meeting;
mod model;
mod moving;
mod reserving;
mod serving;
mod shop;
mod watching;
