//! What staff do with search, on a real PostgreSQL.

mod ground;
mod lists;
mod pins;
mod synonyms;
mod watching;
