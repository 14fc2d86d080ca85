//! Coupons as staff list and write them.

use kernel::Timestamp;

use crate::pricing::{CouponCode, CouponDraft, CouponRow};

mod form;

pub use form::CouponForm;

/// Where a coupon stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CouponPhase {
    /// It is taken now, unless it is used up.
    Running,
    /// It begins later.
    Coming,
    /// It has ended.
    Over,
    /// It was switched off.
    Off,
}

impl CouponPhase {
    /// All, in the order of the filter.
    pub const ALL: [Self; 4] = [Self::Running, Self::Coming, Self::Over, Self::Off];

    /// The word that addresses have.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Coming => "coming",
            Self::Over => "over",
            Self::Off => "off",
        }
    }

    /// The phase of a word.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.name() == name)
    }

    /// Where a coupon stands at a moment.
    #[must_use]
    pub fn of(coupon: &CouponDraft, now: Timestamp) -> Self {
        if !coupon.active {
            Self::Off
        } else if coupon.ends_at.is_some_and(|end| end <= now) {
            Self::Over
        } else if coupon.starts_at.is_some_and(|start| start > now) {
            Self::Coming
        } else {
            Self::Running
        }
    }
}

/// Why a text is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cursor is not one that this shop gave out")]
pub struct InvalidCouponCursor;

/// Where a page of coupons ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CouponCursor {
    /// The moment by which its list is ordered, in microseconds since 1970; zero where that is by
    /// code alone.
    pub micros: i64,
    /// The last code.
    pub code: CouponCode,
}

impl CouponCursor {
    /// The cursor as an address carries it.
    #[must_use]
    pub fn write(&self) -> String {
        format!("{:x}.{}", self.micros, self.code)
    }

    /// Reads a cursor.
    ///
    /// # Errors
    /// [`InvalidCouponCursor`].
    pub fn parse(text: &str) -> Result<Self, InvalidCouponCursor> {
        let (micros, code) = text.split_once('.').ok_or(InvalidCouponCursor)?;
        let plain = (1..=15).contains(&micros.len())
            && micros.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let micros = if plain { i64::from_str_radix(micros, 16).ok() } else { None };
        Ok(Self {
            micros: micros.ok_or(InvalidCouponCursor)?,
            code: CouponCode::parse(code).map_err(|_| InvalidCouponCursor)?,
        })
    }
}

/// Which coupons are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CouponQuery {
    /// Only those that stand so. Running ones come by their end, coming ones by their beginning, ended
    /// ones the last first, others by code.
    pub phase: Option<CouponPhase>,
    /// Only what comes after this: the next page.
    pub after: Option<CouponCursor>,
}

/// Some coupons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CouponPage {
    /// At most [`super::OFFER_PAGE`].
    pub rows: Vec<CouponRow>,
    /// What PostgreSQL's clock said.
    pub now: Timestamp,
    /// Where the next page begins, if there is one.
    pub next: Option<CouponCursor>,
}

/// A coupon to look after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CouponSheet {
    /// The coupon.
    pub row: CouponRow,
    /// Whether an order ever used it, be it given back since.
    pub ever_used: bool,
    /// What PostgreSQL's clock said.
    pub now: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written_and_nothing_else_is() {
        let code = CouponCode::parse("SPRING-26").expect("a code");
        for micros in [0, 1_795_269_959_123_456, 253_402_214_400_000_000] {
            let cursor = CouponCursor { micros, code: code.clone() };
            assert_eq!(CouponCursor::parse(&cursor.write()), Ok(cursor));
        }
        for text in ["", "1", ".ABC", "1.", "-1.ABC", "g.ABC", "1.a_b", "1.AB"] {
            assert_eq!(CouponCursor::parse(text), Err(InvalidCouponCursor), "{text}");
        }
    }
}
