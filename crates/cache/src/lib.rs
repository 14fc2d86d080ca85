//! Answers of search, kept in Redis.
