//! Where a page of what checkouts have ended.

use kernel::{CheckoutId, Sku};

/// Why a text is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cursor is not one that this shop gave out")]
pub struct InvalidHoldCursor;

/// Where a page of what checkouts have ended: at a line, in the order of their ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldCursor {
    /// The line's end, in microseconds since 1970, as exact as PostgreSQL has it.
    pub micros: i64,
    /// Whose line.
    pub checkout: CheckoutId,
    /// Of which SKU.
    pub sku: Sku,
}

impl HoldCursor {
    /// The cursor as an address carries it.
    #[must_use]
    pub fn write(&self) -> String {
        format!("{:x}.{}.{}", self.micros, self.checkout, self.sku)
    }

    /// Reads a cursor.
    ///
    /// # Errors
    /// [`InvalidHoldCursor`].
    pub fn parse(text: &str) -> Result<Self, InvalidHoldCursor> {
        // A SKU may have dots in it; it comes last.
        let mut parts = text.splitn(3, '.');
        let mut part = || parts.next().ok_or(InvalidHoldCursor);
        let (micros, checkout, sku) = (part()?, part()?, part()?);
        let plain = (1..=14).contains(&micros.len())
            && micros.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let micros = if plain { i64::from_str_radix(micros, 16).ok() } else { None };
        Ok(Self {
            micros: micros.ok_or(InvalidHoldCursor)?,
            checkout: CheckoutId::parse(checkout).map_err(|_| InvalidHoldCursor)?,
            sku: Sku::parse(sku).map_err(|_| InvalidHoldCursor)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        for (micros, checkout, sku) in
            [(1_795_269_959_123_456, "c0ffee", "MUG-1"), (0, "a_b-c", "a.b/c..d")]
        {
            let cursor = HoldCursor {
                micros,
                checkout: CheckoutId::parse(checkout).expect("an id"),
                sku: Sku::parse(sku).expect("a SKU"),
            };
            assert_eq!(HoldCursor::parse(&cursor.write()), Ok(cursor));
        }
    }

    #[test]
    fn what_the_shop_did_not_give_out_is_no_cursor() {
        for text in ["", "1", "1.a", "1.a.", "-1.a.b", "+1.a.b", "g.a.b", "1.a b.c", "1..c"] {
            assert_eq!(HoldCursor::parse(text), Err(InvalidHoldCursor), "{text}");
        }
    }
}
