//! What an order costs.
//!
//! [`price`] is the whole reckoning, pure and in whole minor units: goods, discount, delivery, tax,
//! and the sum that is charged. [`PriceBook`] reads from PostgreSQL what it needs for that: the
//! [`Tariff`] of a country, and a coupon. [`use_coupon`] and [`give_back_coupon`] belong to the
//! transaction that places or cancels an order.
//! [`OfferBook`] is what staff look after all of it with.

mod book;
mod coupon;
mod delivery;
mod demo;
mod port;
mod price;
mod room;
mod rounding;
mod store;
mod tariff;
mod tax;
mod uses;
mod working_days;

pub use book::PriceBook;
pub use demo::make_demo_coupons;
pub use room::OfferBook;
pub use store::{coupons::CouponMismatch, coupons::mismatches as coupon_mismatches, ping};
pub use tariff::{Area, Rate, Service, Tariff, TaxRate};
pub use tax::TaxMode;
pub use uses::{Person, UseError, give_back_coupon, use_coupon};
