//! Buying, against a real PostgreSQL and a provider that fails when it is told to.

mod adopting;
mod bank;
mod beginning;
mod books;
mod cancelling;
mod carts;
mod changing;
mod crowd;
mod declined;
mod ending;
mod free;
mod fulfilling;
mod ground;
mod looking;
mod paying;
mod prices;
mod promotions;
mod releasing;
mod room;
mod shelves;
mod silence;
mod taking;
mod upkeep;
mod verifying;
