//! Staff look after stock, on a real PostgreSQL.

mod changing;
mod ground;
mod listing;
mod plans;
