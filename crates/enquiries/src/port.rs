//! The port that the contact page calls.

use std::time::Duration;

use async_trait::async_trait;
use sqlx::PgPool;
use storefront::{
    ShopError,
    enquiry::{Enquiries, Enquiry},
};

use crate::store;

const DEADLINE: Duration = Duration::from_secs(2);

/// Letters in PostgreSQL.
pub struct EnquiryStore {
    pool: PgPool,
}

impl EnquiryStore {
    /// Letters kept through this pool.
    #[must_use]
    pub fn new(pool: PgPool) -> Self {
        Self { pool }
    }
}

#[async_trait]
impl Enquiries for EnquiryStore {
    async fn submit(&self, enquiry: Enquiry) -> Result<(), ShopError> {
        // A form whose key was lost is still worth keeping; it then has one of its own.
        let key =
            if enquiry.key.is_empty() { kernel::random_token::<16>() } else { enquiry.key.clone() };
        match tokio::time::timeout(DEADLINE, store::insert(&self.pool, &key, &enquiry)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => {
                tracing::error!(%error, "a letter could not be stored");
                Err(ShopError::Unavailable)
            }
            Err(_) => {
                tracing::error!("PostgreSQL took too long to store a letter");
                Err(ShopError::Unavailable)
            }
        }
    }
}
