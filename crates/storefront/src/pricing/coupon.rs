//! Coupons: codes that take something off.

use kernel::{Currency, Money, Timestamp};
use serde::{Deserialize, Serialize};

/// The code of a coupon: 3 to 32 capital letters, digits or hyphens. People type it as they like.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CouponCode(String);

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a coupon is 3 to 32 letters, digits or hyphens")]
pub struct InvalidCouponCode;

impl CouponCode {
    /// Reads what was typed: in any case, and with spaces anywhere, as codes are often printed.
    ///
    /// # Errors
    /// [`InvalidCouponCode`].
    pub fn parse(text: &str) -> Result<Self, InvalidCouponCode> {
        // Looked at no further than a code can be long, with as much again of spaces.
        let code: String = text
            .chars()
            .take(80)
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let fits = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
        if (3..=32).contains(&code.len()) && code.bytes().all(fits) {
            Ok(Self(code))
        } else {
            Err(InvalidCouponCode)
        }
    }

    /// The code in capitals.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for CouponCode {
    type Error = InvalidCouponCode;
    fn try_from(text: String) -> Result<Self, InvalidCouponCode> {
        Self::parse(&text)
    }
}

impl From<CouponCode> for String {
    fn from(code: CouponCode) -> Self {
        code.0
    }
}

impl std::fmt::Display for CouponCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a coupon does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Benefit {
    /// Takes a part off the goods.
    Percent {
        /// The part in hundredths of a percent, 1 to 10,000.
        basis_points: u32,
    },
    /// Takes an amount off the goods, at most all of it.
    Amount {
        /// How much.
        off: Money,
    },
    /// Takes the price of the cheapest method off every method of delivery.
    FreeDelivery,
}

/// Why a coupon is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum CouponRefusal {
    /// There is no such coupon, or it was switched off.
    #[error("there is no such coupon")]
    Unknown,
    /// It begins later.
    #[error("the coupon is not valid yet")]
    NotYet {
        /// When.
        from: Timestamp,
    },
    /// It has ended.
    #[error("the coupon has ended")]
    Ended,
    /// The goods are worth too little.
    #[error("the goods are worth too little")]
    BelowMinimum {
        /// What they have to be worth, before any discount.
        minimum: Money,
    },
    /// It is for orders in another currency.
    #[error("the coupon is for another currency")]
    OtherCurrency,
    /// As many as there were have been used.
    #[error("the coupon has been used up")]
    UsedUp,
    /// This person has used it as often as one may.
    #[error("this person has used the coupon as often as one may")]
    UsedByYou,
}

impl CouponRefusal {
    /// What to tell the shopper, as a sentence.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Unknown => "We know no such coupon. Check the spelling.".to_owned(),
            Self::NotYet { from } => {
                let (year, month, day) = from.date();
                format!("This coupon begins on {year}-{month:02}-{day:02} (UTC).")
            }
            Self::Ended => "This coupon has ended.".to_owned(),
            Self::BelowMinimum { minimum } => {
                format!("This coupon is for orders of {minimum} or more, without delivery.")
            }
            Self::OtherCurrency => "This coupon is for orders in another currency.".to_owned(),
            Self::UsedUp => "This coupon has been used up.".to_owned(),
            Self::UsedByYou => {
                "You have already used this coupon as often as one person may.".to_owned()
            }
        }
    }
}

/// A coupon as staff write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouponDraft {
    /// Its code.
    pub code: CouponCode,
    /// What it does.
    pub benefit: Benefit,
    /// What the goods have to be worth at least, before any discount.
    pub minimum: Option<Money>,
    /// From when it is taken.
    pub starts_at: Option<Timestamp>,
    /// From when it is taken no longer.
    pub ends_at: Option<Timestamp>,
    /// How often it may be used by all together.
    pub total_limit: Option<u32>,
    /// How often by one person.
    pub person_limit: Option<u32>,
    /// Whether every order that fits it gets it without typing its code: a promotion.
    #[serde(default)]
    pub automatic: bool,
    /// False while it is switched off.
    pub active: bool,
}

/// A field of a coupon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CouponField {
    /// What it does.
    Benefit,
    /// What the goods have to be worth.
    Minimum,
    /// When it ends.
    EndsAt,
    /// How often it may be used by all.
    TotalLimit,
    /// How often by one person.
    PersonLimit,
}

/// A field that was refused, with the sentence to show beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CouponFieldError {
    /// Which.
    pub field: CouponField,
    /// What to do about it.
    pub message: &'static str,
}

impl CouponDraft {
    /// The currency of its amounts, if it has any.
    #[must_use]
    pub fn currency(&self) -> Option<Currency> {
        let off = match self.benefit {
            Benefit::Amount { off } => Some(off),
            Benefit::Percent { .. } | Benefit::FreeDelivery => None,
        };
        off.or(self.minimum).map(Money::currency)
    }

    /// Checks what no type checks.
    ///
    /// # Errors
    /// Every field that is refused, in the order of the form.
    pub fn check(&self) -> Result<(), Vec<CouponFieldError>> {
        let mut errors = Vec::new();
        let mut refuse = |field, message| errors.push(CouponFieldError { field, message });
        let off = match self.benefit {
            Benefit::Percent { basis_points } if !(1..=10_000).contains(&basis_points) => {
                refuse(CouponField::Benefit, "Enter more than 0 and at most 100 percent.");
                None
            }
            Benefit::Amount { off } if off.amount() == 0 => {
                refuse(CouponField::Benefit, "Enter an amount above zero.");
                None
            }
            Benefit::Amount { off } => Some(off),
            Benefit::Percent { .. } | Benefit::FreeDelivery => None,
        };
        if let (Some(off), Some(minimum)) = (off, self.minimum)
            && off.currency() != minimum.currency()
        {
            refuse(CouponField::Minimum, "Use one currency for the amount and the minimum.");
        }
        if let (Some(starts_at), Some(ends_at)) = (self.starts_at, self.ends_at)
            && ends_at <= starts_at
        {
            refuse(CouponField::EndsAt, "Let the coupon end after it begins.");
        }
        for (field, limit) in [
            (CouponField::TotalLimit, self.total_limit),
            (CouponField::PersonLimit, self.person_limit),
        ] {
            if limit.is_some_and(|limit| !(1..=1_000_000_000).contains(&limit)) {
                refuse(field, "Enter a number from 1 to 1,000,000,000, or leave it empty.");
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

/// A coupon as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouponRow {
    /// What was written.
    pub coupon: CouponDraft,
    /// How often it is used now: by orders that stand.
    pub used: u32,
    /// Grows by one each time staff change it.
    pub version: u32,
    /// When it was made.
    pub made_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_people_type_them() {
        let code = CouponCode::parse(" welcome 10 ").expect("a code");
        assert_eq!(code.as_str(), "WELCOME10");
        for bad in ["", "ab", "with_underscore", "süß-10", &"x".repeat(33), &" ".repeat(1000)] {
            assert_eq!(CouponCode::parse(bad), Err(InvalidCouponCode), "{bad}");
        }
    }

    #[test]
    fn every_wrong_field_is_named() {
        let euros = |amount| Money::new(amount, Currency::EUR).expect("in range");
        let pounds = Currency::parse("GBP").expect("a currency");
        let good = CouponDraft {
            code: CouponCode::parse("TEN").expect("a code"),
            benefit: Benefit::Amount { off: euros(1000) },
            minimum: Some(euros(5000)),
            starts_at: Some(Timestamp::from_millis(1)),
            ends_at: Some(Timestamp::from_millis(2)),
            total_limit: Some(1),
            person_limit: None,
            automatic: false,
            active: true,
        };
        assert_eq!(good.check(), Ok(()));
        let bad = CouponDraft {
            minimum: Some(Money::zero(pounds)),
            ends_at: good.starts_at,
            total_limit: Some(0),
            person_limit: Some(u32::MAX),
            ..good.clone()
        };
        let fields: Vec<_> =
            bad.check().expect_err("all wrong").iter().map(|error| error.field).collect();
        assert_eq!(
            fields,
            [
                CouponField::Minimum,
                CouponField::EndsAt,
                CouponField::TotalLimit,
                CouponField::PersonLimit
            ]
        );
        for benefit in [
            Benefit::Percent { basis_points: 0 },
            Benefit::Percent { basis_points: 10_001 },
            Benefit::Amount { off: euros(0) },
        ] {
            assert!(CouponDraft { benefit, ..good.clone() }.check().is_err(), "{benefit:?}");
        }
    }
}
