//! Limits on a running Redis.

mod counting;
mod ground;
mod outages;
