//! How long a store is waited for, and when it is left alone.
//!
//! A store that does not answer must not hold up who asks. Each answer has a deadline; after a few
//! failures in a row nobody asks any more, and one look after the other is taken behind the back of
//! all requests until the store is back.

mod breaker;
mod guard;

pub use breaker::Breaker;
pub use guard::{Away, Guard, Guarded, LOOK, ask};
