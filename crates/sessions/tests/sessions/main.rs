//! Sessions on a running Redis and PostgreSQL.

mod browser;
mod ground;
mod redis_server;

mod ending;
mod guests;
mod killed;
mod outages;
mod races;
mod signed_in;
