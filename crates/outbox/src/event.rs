//! Events, and where they stand.

use kernel::Timestamp;
use serde::Serialize;
use serde_json::Value;

/// Something that happened, to be written down with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What: `order.paid`. Lower-case words with dots between them.
    pub topic: &'static str,
    /// What it is about: an order's id, a SKU. 1 to 200 characters.
    pub key: String,
    /// What readers need to know of it.
    pub payload: Value,
}

impl Event {
    /// An event with a payload that is written as JSON.
    ///
    /// # Errors
    /// When it cannot be written as JSON: a map whose keys are no texts, say.
    pub fn new(
        topic: &'static str,
        key: impl Into<String>,
        payload: &impl Serialize,
    ) -> Result<Self, serde_json::Error> {
        Ok(Self { topic, key: key.into(), payload: serde_json::to_value(payload)? })
    }
}

/// A place between two events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    /// The transaction that wrote the event before it.
    pub(crate) xid: u64,
    /// That event.
    pub(crate) event: i64,
}

impl Cursor {
    /// Before all events.
    pub const START: Self = Self { xid: 0, event: 0 };
}

/// An event that was written.
#[derive(Clone, Debug, PartialEq)]
pub struct WrittenEvent {
    /// Its number. A reader that has had it knows it again by this; numbers do not come in order.
    pub id: i64,
    /// The place after it.
    pub after: Cursor,
    /// What happened.
    pub topic: String,
    /// What it is about.
    pub key: String,
    /// What was told of it.
    pub payload: Value,
    /// When it was written.
    pub at: Timestamp,
}
