//! Which of their orders a person asks for.

use kernel::{OrderId, Timestamp};
use serde::{Deserialize, Serialize};

use super::{OrderStatus, OrderSummary};

/// Why a text is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cursor is not one that this shop gave out")]
pub struct InvalidOrderCursor;

/// Where a page of orders ended. It belongs to no filter: it is a moment and an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderCursor {
    /// When the last order of the page was placed.
    pub ordered_at: Timestamp,
    /// That order.
    pub id: OrderId,
}

impl OrderCursor {
    /// The cursor as an address carries it.
    #[must_use]
    pub fn write(&self) -> String {
        format!("{:x}.{}", self.ordered_at.millis(), self.id)
    }

    /// Reads a cursor.
    ///
    /// # Errors
    /// [`InvalidOrderCursor`].
    pub fn parse(text: &str) -> Result<Self, InvalidOrderCursor> {
        let (millis, id) = text.split_once('.').ok_or(InvalidOrderCursor)?;
        let plain = (1..=12).contains(&millis.len())
            && millis.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let millis = if plain { i64::from_str_radix(millis, 16).ok() } else { None };
        let id = OrderId::parse(id).map_err(|_| InvalidOrderCursor)?;
        let ordered_at = Timestamp::from_millis(millis.ok_or(InvalidOrderCursor)?);
        Ok(Self { ordered_at, id })
    }
}

/// Which orders, and how many of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderQuery {
    /// Only what comes after this.
    pub after: Option<OrderCursor>,
    /// Only what was placed then or later.
    pub since: Option<Timestamp>,
    /// Only those that stand here; all if there is none.
    pub statuses: Vec<OrderStatus>,
    /// At most so many, 1 to [`OrderQuery::MOST`].
    pub limit: u32,
}

impl OrderQuery {
    /// Most orders of one page.
    pub const MOST: u32 = 100;
    /// Orders of a page, unless another number is asked for.
    pub const USUAL: u32 = 24;
}

impl Default for OrderQuery {
    fn default() -> Self {
        Self { after: None, since: None, statuses: Vec::new(), limit: Self::USUAL }
    }
}

/// A page of orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderPage {
    /// The newest first.
    pub orders: Vec<OrderSummary>,
    /// For the page that follows, if one does.
    pub next_cursor: Option<String>,
    /// How many there are on a page.
    pub limit: u32,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cursor_is_read_as_it_was_written(millis in 0..1_i64 << 47, id in "[A-Z0-9-]{1,64}") {
            let id = OrderId::parse(id).expect("an id");
            let cursor = OrderCursor { ordered_at: Timestamp::from_millis(millis), id };
            prop_assert_eq!(OrderCursor::parse(&cursor.write()), Ok(cursor));
        }

        #[test]
        fn no_text_breaks_it(text in "[-+0-9a-fx.]{0,30}|\\PC{0,40}") {
            if let Ok(cursor) = OrderCursor::parse(&text) {
                prop_assert!(cursor.ordered_at.millis() >= 0, "no number too large or below zero");
            }
        }
    }
}
