//! A coupon as it is typed.

use kernel::{Currency, Money};

use super::super::{OfferRefusal, reading, version};
use crate::pricing::{Benefit, CouponCode, CouponDraft, CouponField};

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
    /// `all` where every order that fits it gets it without the code.
    pub given: String,
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
            given: if coupon.automatic { "all" } else { "code" }.to_owned(),
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
        let automatic = match self.given.as_str() {
            "" | "code" => false,
            "all" => true,
            _ => {
                refuse("given", "Choose who gets it.");
                false
            }
        };
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
            automatic,
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
mod tests;
