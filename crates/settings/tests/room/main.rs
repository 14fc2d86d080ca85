//! What staff do with settings and texts, on a real PostgreSQL.

mod ground;
mod shop;
mod texts;
