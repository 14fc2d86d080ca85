//! The rules in Rust and in Lua held against each other, on a running Redis.

mod interleaving;
mod random_carts;
mod rules_hold;
mod sameness;
