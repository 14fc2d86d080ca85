//! What staff did, written down in the transaction in which they did it.

use audit::Doer;
use kernel::OrderId;
use serde_json::Value;
use sqlx::PgTransaction;

/// Writes down what was done to an order, with how it was and how it became. Whoever does it by a
/// command on the machine itself, or as its buyer, is no member who could be named.
pub(crate) async fn note(
    txn: &mut PgTransaction<'_>,
    by: Option<Doer<'_>>,
    action: &'static str,
    order: &OrderId,
    (before, after): (Value, Value),
) -> Result<(), sqlx::Error> {
    let Some(doer) = by else { return Ok(()) };
    doer.tell(txn, action, &format!("order {order}"), Some(before), Some(after)).await
}
