//! The store on a running server: `QUAYSIDE_TEST_MONGO_URI`, a database for each test; and on one
//! that `QUAYSIDE_TEST_MONGO_COMMAND` starts and a test kills.

mod ground;
mod server;

mod address_book;
mod copies;
mod erasing;
mod extra_fields;
mod outages;
mod preferences;
mod races;
mod recently_viewed;
mod validator;
mod wishlist;
