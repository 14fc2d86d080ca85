//! Coupons as staff list and write them.

use kernel::{Currency, Money, Timestamp};

use super::{OfferRefusal, reading, version};
use crate::pricing::{Benefit, CouponCode, CouponDraft, CouponField, CouponRow};

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

/// The form of a coupon, as it is typed. Fields are named as these are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CouponForm {
    /// The code.
    pub code: String,
    /// `percent`, `amount` or `free_delivery`.
    pub kind: String,
    /// How many percent, or how much money.
    pub off: String,
    /// What the goods have to be worth.
    pub minimum: String,
    /// From when it is taken, in UTC.
    pub starts: String,
    /// From when it is taken no longer, in UTC.
    pub ends: String,
    /// How often by all.
    pub total_limit: String,
    /// How often by one person.
    pub person_limit: String,
    /// The version that was read; nothing for a new coupon.
    pub version: String,
}

impl CouponForm {
    /// The form that a coupon would be typed with.
    #[must_use]
    pub fn of(coupon: &CouponDraft) -> Self {
        let (kind, off) = match coupon.benefit {
            Benefit::Percent { basis_points } => ("percent", reading::percent(basis_points)),
            Benefit::Amount { off } => ("amount", off.decimal()),
            Benefit::FreeDelivery => ("free_delivery", String::new()),
        };
        let number = |limit: Option<u32>| limit.map(|limit| limit.to_string()).unwrap_or_default();
        Self {
            code: coupon.code.to_string(),
            kind: kind.to_owned(),
            off,
            minimum: coupon.minimum.map(Money::decimal).unwrap_or_default(),
            starts: coupon.starts_at.map(reading::typed_moment).unwrap_or_default(),
            ends: coupon.ends_at.map(reading::typed_moment).unwrap_or_default(),
            total_limit: number(coupon.total_limit),
            person_limit: number(coupon.person_limit),
            version: String::new(),
        }
    }

    /// The version that was read.
    #[must_use]
    pub fn version(&self) -> u32 {
        version(&self.version)
    }

    /// The coupon that was typed, its amounts in this currency.
    ///
    /// # Errors
    /// Every field that is refused, in the order of the form.
    pub fn draft(
        &self,
        currency: Currency,
        active: bool,
    ) -> Result<CouponDraft, Vec<OfferRefusal>> {
        let mut refused = Vec::new();
        let mut refuse = |field, message| refused.push(OfferRefusal::new(field, message));
        let code = CouponCode::parse(&self.code);
        if code.is_err() {
            refuse("code", "Enter 3 to 32 letters, digits or hyphens.");
        }
        let benefit = self.benefit(currency);
        if let Err((field, message)) = benefit {
            refuse(field, message);
        }
        let minimum = optional(&self.minimum, |text| Money::read(text, currency).ok());
        if minimum.is_err() {
            refuse("minimum", "Enter an amount such as 50 or 49.90, or leave it empty.");
        }
        let mut moment = |field, text: &str| {
            let read = optional(text, reading::moment);
            if read.is_err() {
                refuse(field, "Enter a day and a time, or leave it empty.");
            }
            read.ok().flatten()
        };
        let (starts_at, ends_at) = (moment("starts", &self.starts), moment("ends", &self.ends));
        let mut limit = |field, text: &str| {
            let read = optional(text, reading::number);
            if read.is_err() {
                refuse(field, "Enter a number from 1 to 1,000,000,000, or leave it empty.");
            }
            read.ok().flatten()
        };
        let total_limit = limit("total_limit", &self.total_limit);
        let person_limit = limit("person_limit", &self.person_limit);
        let (Ok(code), Ok(benefit), Ok(minimum)) = (code, benefit, minimum) else {
            return Err(refused);
        };
        if !refused.is_empty() {
            return Err(refused);
        }
        let draft = CouponDraft {
            code,
            benefit,
            minimum,
            starts_at,
            ends_at,
            total_limit,
            person_limit,
            active,
        };
        draft.check().map(|()| draft).map_err(|errors| {
            let named = errors.into_iter();
            named.map(|error| OfferRefusal::new(field(error.field), error.message)).collect()
        })
    }

    fn benefit(&self, currency: Currency) -> Result<Benefit, (&'static str, &'static str)> {
        match self.kind.as_str() {
            "percent" => reading::basis_points(&self.off)
                .map(|basis_points| Benefit::Percent { basis_points })
                .ok_or(("off", "Enter a percentage such as 10 or 7.5.")),
            "amount" => Money::read(&self.off, currency)
                .map(|off| Benefit::Amount { off })
                .map_err(|_| ("off", "Enter an amount such as 5 or 4.90.")),
            "free_delivery" if self.off.trim().is_empty() => Ok(Benefit::FreeDelivery),
            "free_delivery" => Err(("off", "Leave this empty: delivery is what it takes off.")),
            _ => Err(("kind", "Choose what the coupon takes off.")),
        }
    }
}

/// The field of the form that a refusal is about.
const fn field(field: CouponField) -> &'static str {
    match field {
        CouponField::Benefit => "off",
        CouponField::Minimum => "minimum",
        CouponField::EndsAt => "ends",
        CouponField::TotalLimit => "total_limit",
        CouponField::PersonLimit => "person_limit",
    }
}

/// What was typed into a field that may be left empty.
fn optional<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, ()> {
    if text.trim().is_empty() { Ok(None) } else { read(text).map(Some).ok_or(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> CouponForm {
        CouponForm {
            code: "spring 26".to_owned(),
            kind: "percent".to_owned(),
            off: "7.5".to_owned(),
            minimum: "49,90".to_owned(),
            starts: "2026-03-01T00:00".to_owned(),
            ends: "2026-04-01T00:00".to_owned(),
            total_limit: "100".to_owned(),
            person_limit: String::new(),
            version: "3".to_owned(),
        }
    }

    fn refusals(form: &CouponForm) -> Vec<&'static str> {
        let refused = form.draft(Currency::EUR, true).expect_err("refused");
        refused.into_iter().map(|refusal| refusal.field).collect()
    }

    #[test]
    fn a_form_is_the_coupon_that_it_was_drawn_from() {
        let draft = form().draft(Currency::EUR, true).expect("a coupon");
        assert_eq!(draft.benefit, Benefit::Percent { basis_points: 750 });
        assert_eq!(draft.minimum.map(Money::amount), Some(4_990));
        assert_eq!(CouponForm::of(&draft).draft(Currency::EUR, true), Ok(draft));
        let amount = CouponForm { kind: "amount".to_owned(), off: "5".to_owned(), ..form() };
        let draft = amount.draft(Currency::EUR, false).expect("a coupon");
        assert_eq!(CouponForm::of(&draft).draft(Currency::EUR, false), Ok(draft));
        let free = CouponForm { kind: "free_delivery".to_owned(), off: String::new(), ..form() };
        let draft = free.draft(Currency::EUR, true).expect("a coupon");
        assert_eq!(CouponForm::of(&draft).draft(Currency::EUR, true), Ok(draft));
    }

    #[test]
    fn every_wrong_field_is_named_in_the_order_of_the_form() {
        let wrong = "wrong!".to_owned();
        let all = CouponForm {
            code: wrong.clone(),
            kind: "amount".to_owned(),
            off: wrong.clone(),
            minimum: wrong.clone(),
            starts: wrong.clone(),
            ends: wrong.clone(),
            total_limit: "0".to_owned(),
            person_limit: wrong,
            version: String::new(),
        };
        let fields = ["code", "off", "minimum", "starts", "ends", "total_limit", "person_limit"];
        assert_eq!(refusals(&all), fields);
        assert_eq!(refusals(&CouponForm { kind: String::new(), ..form() }), ["kind"]);
        for (off, kind) in [
            ("0", "percent"),
            ("100.01", "percent"),
            ("5.555", "percent"),
            ("0", "amount"),
            ("1", "free_delivery"),
        ] {
            let form = CouponForm { kind: kind.to_owned(), off: off.to_owned(), ..form() };
            assert_eq!(refusals(&form), ["off"], "{off} {kind}");
        }
        let backwards = CouponForm { ends: "2026-02-01T00:00".to_owned(), ..form() };
        assert_eq!(refusals(&backwards), ["ends"]);
    }

    #[test]
    fn a_version_that_is_none_is_nobodys() {
        assert_eq!((form().version(), CouponForm::default().version()), (3, u32::MAX));
    }

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

    #[test]
    fn a_coupon_stands_where_its_dates_say() {
        let draft = form().draft(Currency::EUR, true).expect("a coupon");
        let (start, end) = (draft.starts_at.expect("a start"), draft.ends_at.expect("an end"));
        let before = |at: Timestamp| Timestamp::from_millis(at.millis() - 1);
        assert_eq!(CouponPhase::of(&draft, before(start)), CouponPhase::Coming);
        assert_eq!(CouponPhase::of(&draft, start), CouponPhase::Running);
        assert_eq!(CouponPhase::of(&draft, before(end)), CouponPhase::Running);
        assert_eq!(CouponPhase::of(&draft, end), CouponPhase::Over);
        let off = CouponDraft { active: false, ..draft };
        assert_eq!(CouponPhase::of(&off, start), CouponPhase::Off);
        for phase in CouponPhase::ALL {
            assert_eq!(CouponPhase::named(phase.name()), Some(phase));
        }
    }
}
