//! What staff do with coupons, delivery and tax, on a real PostgreSQL.

mod coupons;
mod delivery;
mod ground;
mod lists;
mod taxes;
