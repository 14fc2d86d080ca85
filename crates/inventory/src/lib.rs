//! Stock and its ledger in PostgreSQL.
