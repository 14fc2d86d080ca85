//! What happened, written in the transaction in which it happened, and read by others in order.
//!
//! [`publish`] writes an event into the caller's transaction: it is there if, and only if, what it
//! tells of is. [`next`] reads by the writing transactions' numbers and stops before the oldest one
//! that is still open, so no event is passed over because its transaction ended late. A [`Reader`]
//! keeps its place in the database and takes events in one after the other, each at least once.
//!
//! Events about one thing come in the order in which they happened, if whoever writes them locks that
//! thing before it writes anything else.

mod event;
mod reader;
mod store;

pub use event::{Cursor, Event, WrittenEvent};
pub use reader::{Begin, Reader, Refusal, Turn};

use sqlx::{PgPool, PgTransaction};

/// Writes an event as a part of the transaction. Returns its number.
///
/// # Errors
/// When PostgreSQL does not do it, or topic or key are none; the transaction is lost then.
pub async fn publish(txn: &mut PgTransaction<'_>, event: &Event) -> Result<i64, sqlx::Error> {
    store::insert(txn, event).await
}

/// At most `limit` events after a place, in order. What an open transaction wrote, and whatever was
/// written by one that began later, waits for it.
///
/// # Errors
/// When PostgreSQL does not answer.
pub async fn next(
    pool: &PgPool,
    cursor: Cursor,
    limit: u32,
) -> Result<Vec<WrittenEvent>, sqlx::Error> {
    store::after(pool, cursor, limit).await
}

/// Puts the places of events and readers right after a dump was restored on another server; to be
/// called after each restore and at no other time, though it does nothing then. Some events may come
/// to readers again. Returns whether it was needed.
///
/// # Errors
/// When PostgreSQL does not do it.
pub async fn after_restore(pool: &PgPool) -> Result<bool, sqlx::Error> {
    store::renumber(pool).await
}
