//! Answers of search, kept in Redis by the stamp of everything they depend on.
//!
//! What is kept may be lost at any time, and Redis may be away: then the index answers, and the
//! shopper notices nothing.

mod cached_search;
mod store;

pub use cached_search::{CachedSearch, Recorder};
pub use store::BadAddress;
