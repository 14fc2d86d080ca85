//! Sessions.
//!
//! A guest's session lives in Redis. Who signs in gets a new one, which is a row in PostgreSQL too:
//! there it is the truth, and there it is ended first, so that losing Redis signs nobody out and
//! brings nobody back. Reading one asks Redis once and PostgreSQL only when Redis does not know it.
//! Both stores know a session by the hash of its id.

mod copies;
mod device;
mod following;
mod hash;
mod keeping;
mod kept;
mod lifetimes;
mod port;
mod redis_store;
mod revoked;
mod row_store;
mod service;
mod signed_in;
mod store;
mod tower_store;

pub use copies::SessionCopies;
pub use device::{device_name, short_address};
pub use keeping::{is_unread, keep};
pub use lifetimes::Lifetimes;
pub use patience::Away;
pub use redis_store::BadAddress;
pub use service::{DEADLINE, KEY_PREFIX, SessionParts, SessionService};
pub use signed_in::{Arrival, NotSaved, SignedIn};
