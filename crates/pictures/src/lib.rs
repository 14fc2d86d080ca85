//! Pictures: the ones that we draw ourselves, and the widths that pages ask for.
//!
//! [`draw`] makes drawings as SVG, from nothing but numbers. [`PictureStore`] keeps originals in a
//! folder or in a bucket of an S3-compatible store, under the hash of their bytes, and makes WebP
//! renditions of them on first demand. What somebody uploads is written anew before it is kept.

mod bucket;
pub mod draw;
mod key;
mod polyglot;
mod raster;
mod s3_shelf;
mod shelf;
mod store;
mod upload;

pub use bucket::{BadBucket, BucketAddresses, BucketSettings, PictureBucket};
pub use key::{InvalidKey, PictureKey};
pub use store::{KeptUpload, PictureError, PictureStore, StoredPicture};
pub use upload::UploadError;
