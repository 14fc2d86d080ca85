//! Letters from shoppers, in PostgreSQL.
