//! Cards to test with. A number is looked at here and kept nowhere.

use kernel::Timestamp;
use serde::{Deserialize, Serialize};

/// How a card behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Behaviour {
    /// Pays.
    Pays,
    /// Is declined when money is to be set aside.
    Declined,
    /// Asks its owner first.
    AsksOwner,
    /// Pays, and the answer to taking the money is lost on the way.
    LosesAnswer,
    /// Pays, and what is told of it comes late, twice and out of order.
    TellsLate,
}

const CARDS: [(&str, Behaviour); 5] = [
    ("4242424242424242", Behaviour::Pays),
    ("4000000000000002", Behaviour::Declined),
    ("4000000000003220", Behaviour::AsksOwner),
    ("4000000000000341", Behaviour::LosesAnswer),
    ("4000000000000119", Behaviour::TellsLate),
];

/// What is typed into the page for a card.
#[derive(Clone, Deserialize)]
pub(crate) struct CardDetails {
    /// The number, with or without spaces and hyphens.
    #[serde(default)]
    pub(crate) number: String,
    /// Month and year: `12/30` or `12/2030`.
    #[serde(default)]
    pub(crate) expiry: String,
    /// The digits on the back.
    #[serde(default)]
    pub(crate) cvc: String,
}

/// What is wrong with a card, by field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadCard {
    /// The number.
    #[error("The card number is not one of the test cards.")]
    Number,
    /// The expiry.
    #[error("The expiry date is a month and year that is not over, such as 12/30.")]
    Expiry,
    /// The security code.
    #[error("The security code is 3 or 4 digits.")]
    Code,
}

impl CardDetails {
    /// How this card behaves, and the last four digits of its number.
    ///
    /// # Errors
    /// [`BadCard`]. Real cards are refused like mistyped ones: this is no place for them.
    pub(crate) fn check(&self, now: Timestamp) -> Result<(Behaviour, &'static str), BadCard> {
        let digits: String =
            self.number.chars().filter(|c| !c.is_whitespace() && *c != '-').take(32).collect();
        let (number, behaviour) =
            CARDS.into_iter().find(|(number, _)| *number == digits).ok_or(BadCard::Number)?;
        let until = self.expires().ok_or(BadCard::Expiry)?;
        let (year, month, _) = now.date();
        if until < (year, month) {
            return Err(BadCard::Expiry);
        }
        let code = self.cvc.trim();
        if !(3..=4).contains(&code.len()) || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(BadCard::Code);
        }
        Ok((behaviour, &number[number.len() - 4..]))
    }

    /// The last month that it is good for, as year and month.
    fn expires(&self) -> Option<(i64, u32)> {
        let (month, year) = self.expiry.split_once('/')?;
        let (month, year) = (month.trim(), year.trim());
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(month) || !digits(year) || month.len() > 2 {
            return None;
        }
        let month: u32 = month.parse().ok().filter(|month| (1..=12).contains(month))?;
        let number: i64 = year.parse().ok()?;
        match year.len() {
            2 => Some((2000 + number, month)),
            4 => Some((number, month)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In November 2026.
    const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);

    fn check(number: &str, expiry: &str, cvc: &str) -> Result<(Behaviour, &'static str), BadCard> {
        let details = CardDetails { number: number.into(), expiry: expiry.into(), cvc: cvc.into() };
        details.check(NOW)
    }

    #[test]
    fn test_cards_are_known_however_they_are_typed() {
        assert_eq!(check("4242 4242 4242 4242", "12/30", "123"), Ok((Behaviour::Pays, "4242")));
        assert_eq!(
            check("4000-0000-0000-0002", " 1 / 2031", "1234"),
            Ok((Behaviour::Declined, "0002"))
        );
        for (number, behaviour) in CARDS {
            assert_eq!(check(number, "11/26", "000").map(|(found, _)| found), Ok(behaviour));
        }
    }

    #[test]
    fn what_is_wrong_is_told_by_field() {
        for number in ["", "4242", "4111111111111111", "４２４２４２４２４２４２４２４２"]
        {
            assert_eq!(check(number, "12/30", "123"), Err(BadCard::Number), "{number}");
        }
        for expiry in
            ["", "12", "13/30", "0/30", "10/26", "12/1", "-1/30", "1/+30", "12/99999999999"]
        {
            assert_eq!(check("4242424242424242", expiry, "123"), Err(BadCard::Expiry), "{expiry}");
        }
        for code in ["", "12", "12345", "12a", "١٢٣"] {
            assert_eq!(check("4242424242424242", "12/30", code), Err(BadCard::Code), "{code}");
        }
    }
}
