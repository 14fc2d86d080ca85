//! What staff do with settings and texts, on a real PostgreSQL.

mod ground;
mod logo;
mod shop;
mod texts;
