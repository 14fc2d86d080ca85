//! Links that lead whoever has them to an order.

use kernel::OrderId;
use sqlx::PgTransaction;
use storefront::account::Secret;

use crate::{digest::digest, refusal::OrderError, store::links};

/// Has a secret lead to an order from now on. Only its digest is stored.
///
/// # Errors
/// [`OrderError::NotFound`], [`OrderError::Store`].
pub async fn add_link(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
    secret: &Secret,
) -> Result<(), OrderError> {
    let done = links::insert(txn, &digest(secret), order).await?;
    if done { Ok(()) } else { Err(OrderError::NotFound) }
}
