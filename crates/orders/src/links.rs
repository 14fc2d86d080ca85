//! Links that lead to one order, for whoever holds them.

use kernel::OrderId;
use sqlx::PgTransaction;
use storefront::account::Secret;

use crate::{
    digest::{digest, new_link},
    refusal::OrderError,
    store,
};

/// Makes a link to an order, which leads there once the transaction is committed. Only its digest
/// is stored, so nobody can be shown the same link again: they are given another.
///
/// # Errors
/// [`OrderError::NotFound`], [`OrderError::Store`].
pub async fn make_link(txn: &mut PgTransaction<'_>, order: &OrderId) -> Result<Secret, OrderError> {
    let secret = new_link();
    if store::links::insert(txn, &digest(&secret), order).await? {
        Ok(secret)
    } else {
        Err(OrderError::NotFound)
    }
}
