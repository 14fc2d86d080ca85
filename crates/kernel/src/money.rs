//! Money as whole minor units with a currency; there is no floating point in a price.

use serde::{Deserialize, Serialize};

/// An ISO 4217 currency with two decimal places, by its code.
///
/// Currencies with none or three decimals are refused until the shop formats and taxes them right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

/// Why a text is no currency of this shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a currency is one of EUR, GBP, USD, CHF, SEK, NOK, DKK, PLN, CZK, CAD, AUD, NZD")]
pub struct InvalidCurrency;

const CODES: [&str; 12] =
    ["EUR", "GBP", "USD", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "CAD", "AUD", "NZD"];

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(*b"EUR");

    /// Reads an ISO 4217 code.
    ///
    /// # Errors
    /// [`InvalidCurrency`] for a code that the shop does not handle.
    pub fn parse(code: &str) -> Result<Self, InvalidCurrency> {
        match code.as_bytes() {
            &[a, b, c] if CODES.contains(&code) => Ok(Self([a, b, c])),
            _ => Err(InvalidCurrency),
        }
    }

    /// The three-letter code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        CODES.into_iter().find(|code| code.as_bytes() == self.0).unwrap_or("EUR")
    }

    /// The sign shown before an amount: `€`, or the code and a space where it has none of its own.
    #[must_use]
    pub fn sign(&self) -> &'static str {
        match &self.0 {
            b"EUR" => "€",
            b"GBP" => "£",
            b"USD" => "$",
            b"CAD" => "CA$",
            b"AUD" => "A$",
            b"NZD" => "NZ$",
            b"CHF" => "CHF\u{a0}",
            b"SEK" => "SEK\u{a0}",
            b"NOK" => "NOK\u{a0}",
            b"DKK" => "DKK\u{a0}",
            b"PLN" => "PLN\u{a0}",
            _ => "CZK\u{a0}",
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = InvalidCurrency;
    fn try_from(code: String) -> Result<Self, InvalidCurrency> {
        Self::parse(&code)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

/// An amount of money in minor units (cents) of a currency. Never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "RawMoney")]
pub struct Money {
    amount: i64,
    currency: Currency,
}

#[derive(Deserialize)]
struct RawMoney {
    amount: i64,
    currency: Currency,
}

/// Why an amount could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The amount is below zero.
    #[error("an amount of money is not below zero")]
    Negative,
    /// The amount does not fit.
    #[error("the amount is too large")]
    TooLarge,
    /// Two amounts in different currencies were combined.
    #[error("amounts in different currencies do not add up")]
    MixedCurrencies,
}

/// Why a text is no amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an amount is digits, and after a point or a comma one or two more")]
pub struct InvalidAmount;

/// The largest amount that the shop handles: a hundred thousand million in major units, well
/// inside what a JSON number holds exactly.
const LARGEST: i64 = 10_000_000_000_000;

impl Money {
    /// An amount in minor units.
    ///
    /// # Errors
    /// [`MoneyError::Negative`] below zero, [`MoneyError::TooLarge`] above 10^13.
    pub fn new(amount: i64, currency: Currency) -> Result<Self, MoneyError> {
        match amount {
            ..0 => Err(MoneyError::Negative),
            0..=LARGEST => Ok(Self { amount, currency }),
            _ => Err(MoneyError::TooLarge),
        }
    }

    /// Reads an amount in major units as people type it: `12`, `12.5`, `12.50` or `12,50`, with the
    /// sign of its currency before it or without. Nothing is rounded, and digits are not grouped.
    ///
    /// # Errors
    /// [`InvalidAmount`].
    pub fn read(text: &str, currency: Currency) -> Result<Self, InvalidAmount> {
        let text = text.trim();
        let text = text.strip_prefix(currency.sign().trim_end()).unwrap_or(text).trim_start();
        let (major, minor) = text.split_once(['.', ',']).unwrap_or((text, "00"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|c| c.is_ascii_digit());
        let unit = match minor.len() {
            1 => 10,
            2 => 1,
            _ => return Err(InvalidAmount),
        };
        if !digits(major) || !digits(minor) || major.len() > 12 {
            return Err(InvalidAmount);
        }
        let number = |part: &str| part.parse::<i64>().map_err(|_| InvalidAmount);
        Self::new(number(major)? * 100 + number(minor)? * unit, currency).map_err(|_| InvalidAmount)
    }

    /// Nothing, in a currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self { amount: 0, currency }
    }

    /// Minor units.
    #[must_use]
    pub const fn amount(self) -> i64 {
        self.amount
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// The sum of two amounts.
    ///
    /// # Errors
    /// [`MoneyError::MixedCurrencies`] or [`MoneyError::TooLarge`].
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::MixedCurrencies);
        }
        let sum = self.amount.checked_add(other.amount).ok_or(MoneyError::TooLarge)?;
        Self::new(sum, self.currency)
    }

    /// The amount `times` over.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`].
    pub fn checked_mul(self, times: u32) -> Result<Self, MoneyError> {
        let product = self.amount.checked_mul(i64::from(times)).ok_or(MoneyError::TooLarge)?;
        Self::new(product, self.currency)
    }

    /// The amount in major units with a point and two digits, no grouping, no sign: `1299.00`.
    /// The form that structured data and number inputs take.
    #[must_use]
    pub fn decimal(self) -> String {
        format!("{}.{:02}", self.amount / 100, self.amount % 100)
    }
}

impl TryFrom<RawMoney> for Money {
    type Error = MoneyError;
    fn try_from(raw: RawMoney) -> Result<Self, MoneyError> {
        Self::new(raw.amount, raw.currency)
    }
}

/// As shown to a shopper: `€1,299.00`.
impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = (self.amount / 100).to_string();
        let mut grouped = String::with_capacity(digits.len() + 4);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        write!(f, "{}{grouped}.{:02}", self.currency.sign(), self.amount % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn euros(amount: i64) -> Money {
        Money::new(amount, Currency::EUR).expect("in range")
    }

    #[test]
    fn shown_with_groups_and_cents() {
        assert_eq!(euros(5).to_string(), "€0.05");
        assert_eq!(euros(129_900).to_string(), "€1,299.00");
        assert_eq!(euros(12_345_678_901).to_string(), "€123,456,789.01");
    }

    #[test]
    fn json_cannot_smuggle_in_a_negative_amount() {
        let read = |text| serde_json::from_str::<Money>(text);
        assert!(read(r#"{"amount":1,"currency":"EUR"}"#).is_ok());
        assert!(read(r#"{"amount":-1,"currency":"EUR"}"#).is_err());
        assert!(read(r#"{"amount":1,"currency":"XXX"}"#).is_err());
        assert!(read(r#"{"amount":1.5,"currency":"EUR"}"#).is_err());
    }

    #[test]
    fn what_is_no_exact_amount_is_not_read() {
        let read = |text| Money::read(text, Currency::EUR);
        for (text, cents) in [
            ("12", 1_200),
            (" 12.5 ", 1_250),
            ("12,50", 1_250),
            ("€ 0.05", 5),
            ("€1299.00", 129_900),
        ] {
            assert_eq!(read(text), Ok(euros(cents)), "{text}");
        }
        for bad in
            ["", "€", "-1", "+1", "1e3", "1.234", "1,234", "1.", ".5", "1 000", "1.2.3", "$5", "١"]
        {
            assert_eq!(read(bad), Err(InvalidAmount), "{bad}");
        }
        assert_eq!(read("999999999999999999999"), Err(InvalidAmount));
        let francs = Currency::parse("CHF").expect("a currency");
        assert_eq!(
            Money::read("CHF\u{a0}7.20", francs),
            Money::new(720, francs).map_err(|_| InvalidAmount)
        );
    }

    proptest! {
        #[test]
        fn an_amount_is_read_as_it_was_written(amount in 0..=LARGEST) {
            prop_assert_eq!(Money::read(&euros(amount).decimal(), Currency::EUR), Ok(euros(amount)));
        }

        #[test]
        fn sums_are_exact_or_refused(a in 0..=LARGEST, b in 0..=LARGEST) {
            match euros(a).checked_add(euros(b)) {
                Ok(sum) => prop_assert_eq!(sum.amount(), a + b),
                Err(error) => prop_assert!(a + b > LARGEST && error == MoneyError::TooLarge),
            }
        }
    }
}
