//! The store on a running server: `QUAYSIDE_TEST_MONGO_URI`, a database for each test.

mod ground;
mod import_ground;

mod category_writing;
mod columns;
mod costs;
mod following;
mod goods;
mod importing;
mod offers;
mod picturing;
mod product_desk;
mod product_writing;
mod review_writing;
mod reviewing;
mod shelving;
mod variants_of_rows;
