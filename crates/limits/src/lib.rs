//! How often something may be done.
//!
//! Counts lie in Redis, shared by all servers; one call checks all rules and counts under all or
//! none. While Redis is away each server counts for itself, in memory. The rule is one and the
//! same, said in `window.rs` and again in `check.lua`.

mod fallback;
mod limiter;
mod redis_store;
mod window;

pub use limiter::{DEADLINE, KEY_PREFIX, LimiterParts, Limits, RedisLimiter};
pub use redis_store::BadAddress;
