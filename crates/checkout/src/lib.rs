//! Buying.
//!
//! [`CheckoutDesk`] carries a wish from the hold to the paid order. BEGIN holds units and freezes
//! prices in one round trip; SUBMIT writes order, payment and the request's row in one commit and asks
//! the provider afterwards; settling writes what came of it in another. Between the two only a known
//! outcome of the payment moves units. PostgreSQL alone decides; no transaction is open while anybody
//! else is asked.
//!
//! Rows are locked in one order: the checkout, its order, stock by SKU, lines of holds, payments, the
//! coupon.

mod answer;
mod beginning;
mod buyer;
mod cancelling;
mod changing;
mod copying;
mod desk;
mod emptying;
mod ending;
mod forgetting;
mod form_key;
mod fulfilling;
mod held;
mod looking;
mod noting;
mod placing;
mod planted;
mod port;
mod progress;
mod quoting;
mod refunding;
mod releasing;
mod repeating;
mod room;
mod row;
mod settling;
mod sold_out;
mod store;
mod submitting;
mod taking;
mod trouble;
mod upkeep;
mod view;

pub use desk::{CheckoutDesk, CheckoutParts, EXTENSIONS, MORE_TRIES, Settings};
pub use emptying::CartEmptier;
