//! What staff did, written down in the transaction in which they did it.

use audit::Deed;
use kernel::OrderId;
use serde_json::Value;
use sqlx::PgTransaction;
use storefront::{account::Caller, staff::StaffMember};

/// A member of staff, and from where they ask.
#[derive(Clone, Copy)]
pub(crate) struct ByStaff<'a> {
    pub(crate) member: &'a StaffMember,
    pub(crate) caller: &'a Caller,
}

/// Writes down what was done to an order, with how it was and how it became. Whoever does it by a
/// command on the machine itself, or as its buyer, is no member who could be named.
pub(crate) async fn note(
    txn: &mut PgTransaction<'_>,
    by: Option<ByStaff<'_>>,
    action: &'static str,
    order: &OrderId,
    (before, after): (Value, Value),
) -> Result<(), sqlx::Error> {
    let Some(ByStaff { member, caller }) = by else { return Ok(()) };
    let deed = Deed {
        by: member,
        caller,
        action,
        subject: &format!("order {order}"),
        before: Some(before),
        after: Some(after),
    };
    audit::write(txn, &deed).await
}
