//! Returns as staff list them.

use kernel::{Money, OrderId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::orders::ReturnState;

/// A list of returns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReturnList {
    /// Those that nobody has decided on, the oldest first.
    #[default]
    Open,
    /// Those that are decided, the last decided first.
    Decided,
    /// All of them, the newest first.
    All,
}

impl ReturnList {
    /// Every one.
    pub const EACH: [Self; 3] = [Self::Open, Self::Decided, Self::All];

    /// Its name in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Decided => "decided",
            Self::All => "all",
        }
    }

    /// The list with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::EACH.into_iter().find(|list| list.name() == name)
    }
}

/// Why a text is no place in a list of returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the place in the list of returns is none")]
pub struct InvalidReturnCursor;

/// Where a page of returns ended: the id of its last one, 32 digits. One that is none's begins the list
/// again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnCursor(String);

impl ReturnCursor {
    /// Reads a place.
    ///
    /// # Errors
    /// [`InvalidReturnCursor`].
    pub fn parse(text: &str) -> Result<Self, InvalidReturnCursor> {
        let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let fine = text.len() == 32 && text.bytes().all(digit);
        if fine { Ok(Self(text.to_owned())) } else { Err(InvalidReturnCursor) }
    }

    /// The place as an address carries it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which returns staff ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnsQuery {
    /// Those of this list.
    pub list: ReturnList,
    /// Only what comes after this.
    pub after: Option<ReturnCursor>,
}

/// A return in a list of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomReturn {
    /// By what it is decided on.
    pub id: String,
    /// Of which order.
    pub order: OrderId,
    /// Where it stands.
    pub state: ReturnState,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// Why; empty if nobody said.
    pub reason: String,
    /// What is paid back for it, once it is agreed to.
    pub refund: Option<Money>,
}

/// A page of returns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnPage {
    /// In the order of their list, at most [`A_PAGE`](super::A_PAGE).
    pub returns: Vec<RoomReturn>,
    /// Where the page that follows begins, if one does.
    pub next: Option<ReturnCursor>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_places_are_read_as_they_are_written() {
        for list in ReturnList::EACH {
            assert_eq!(ReturnList::named(list.name()), Some(list));
        }
        assert_eq!(ReturnList::named(""), None);
        let place = "0123456789abcdef0123456789abcdef";
        assert_eq!(ReturnCursor::parse(place).map(|read| read.0), Ok(place.to_owned()));
        for wrong in
            ["", "0123", &place.to_uppercase(), &format!("{place}0"), &place.replace('0', "x")]
        {
            assert_eq!(ReturnCursor::parse(wrong), Err(InvalidReturnCursor), "{wrong}");
        }
    }
}
