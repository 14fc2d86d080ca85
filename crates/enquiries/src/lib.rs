//! Letters from the contact page, kept in PostgreSQL until staff answer them.

mod port;
mod store;

pub use port::EnquiryStore;
pub use store::{StoredEnquiry, list};
