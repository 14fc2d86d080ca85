//! Pictures, in a folder and in a bucket of an S3-compatible store.

mod bucket;
mod bucket_server;
mod places;
mod signature;
mod store;
mod uploads;
