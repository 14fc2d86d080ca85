//! Whether the shop's figures agree with each other, and setting right those that are only sums of
//! others.
//!
//! It reads the tables of all areas as they are, past the code that writes them: what that code gets
//! wrong would otherwise be wrong here too. Each file holds the checks of one area; a check is a
//! sentence that must be true, and a query for what contradicts it.

mod check;
mod checkouts;
mod coupons;
mod events;
mod fix;
mod orders;
mod payments;
mod stock;
mod underway;

pub use check::{Finding, check};
pub use fix::{Fixed, fix};
pub use underway::{Underway, underway};
