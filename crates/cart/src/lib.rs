//! Carts.
//!
//! A guest's cart lives in Redis under a random token, an account's there and in PostgreSQL, and a
//! guest's while Redis is away in a signed cookie. The rules are one pure function, [`apply`],
//! which `operation.lua` says again to Redis so that each operation is one atomic call there.
//! A cart holds no stock: it checks what is free, and PostgreSQL decides when it is sold.

mod accounts;
mod contents;
mod cookie;
mod fields;
mod operation;
mod plan;
mod port;
mod redis_store;
mod rules;
mod shown;
mod store;
#[cfg(test)]
mod tests;

pub use contents::{Cart, Line, Removed, Shown};
pub use cookie::{CookieCart, GuestCookie, LONGEST};
pub use operation::{Operation, Refused, Stock, StockFigures};
pub use port::{CartParts, CartService, DEADLINE, KEY_PREFIX, fresh_token};
pub use redis_store::BadAddress;
pub use rules::apply;
