//! The store on a running server: `QUAYSIDE_TEST_MONGO_URI`, a database for each test.

mod ground;

mod category_writing;
mod columns;
mod following;
mod importing;
mod offers;
mod product_writing;
mod review_writing;
mod reviewing;
