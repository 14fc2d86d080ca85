//! Cards to test with. A number is looked at here; only its last four digits are kept.

use kernel::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};

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

/// Cards that behave otherwise than others do, and what is said of them to whoever tests.
pub(crate) const CARDS: [(&str, Behaviour, &str); 5] = [
    ("4242424242424242", Behaviour::Pays, "pays"),
    ("4000000000000002", Behaviour::Declined, "is declined when you order"),
    ("4000000000003220", Behaviour::AsksOwner, "asks you to approve it first (3-D Secure)"),
    ("4000000000000341", Behaviour::LosesAnswer, "pays, but the shop is not told so at once"),
    ("4000000000000119", Behaviour::TellsLate, "pays, and its messages come late and twice"),
];

/// What is typed into the page for a card. Without `Debug`, for it is nobody's business.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct CardDetails {
    /// The number, with or without spaces and hyphens.
    #[serde(default, alias = "paymentDetails[number]", deserialize_with = "typed")]
    pub(crate) number: String,
    /// Month and year: `12/30`, `12/2030`, `1230` or `2030-12`.
    #[serde(default, alias = "paymentDetails[expiry]", deserialize_with = "typed")]
    pub(crate) expiry: String,
    /// The digits on the back.
    #[serde(default, alias = "paymentDetails[cvc]", deserialize_with = "typed")]
    pub(crate) cvc: String,
}

/// A text, or a number that somebody wrote without quotes.
fn typed<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Typed {
        Text(String),
        Number(u64),
    }
    Ok(match Typed::deserialize(from)? {
        Typed::Text(text) => text,
        Typed::Number(number) => number.to_string(),
    })
}

/// A field in which something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadCard {
    /// The number.
    #[error("Enter a card number, such as 4242 4242 4242 4242.")]
    Number,
    /// The expiry.
    #[error("Enter a month and year that are not over, such as 12/30.")]
    Expiry,
    /// The security code.
    #[error("Enter the 3 or 4 digits of the security code.")]
    Code,
}

/// A card that was found good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GoodCard {
    pub(crate) behaviour: Behaviour,
    pub(crate) last_four: String,
}

impl CardDetails {
    /// How this card behaves, and the last four digits of its number.
    ///
    /// # Errors
    /// Each field in which something is wrong, from the first to the last.
    pub(crate) fn check(&self, now: Timestamp) -> Result<GoodCard, Vec<BadCard>> {
        let number = self.digits();
        let (year, month, _) = now.date();
        let code = self.cvc.trim();
        let good_code =
            (3..=4).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
        let mut bad = Vec::new();
        if number.is_none() {
            bad.push(BadCard::Number);
        }
        if self.expires().is_none_or(|until| until < (year, month)) {
            bad.push(BadCard::Expiry);
        }
        if !good_code {
            bad.push(BadCard::Code);
        }
        match number {
            Some(number) if bad.is_empty() => {
                let known = CARDS.iter().find(|(known, ..)| *known == number);
                let behaviour = known.map_or(Behaviour::Pays, |(_, behaviour, _)| *behaviour);
                Ok(GoodCard { behaviour, last_four: number[number.len() - 4..].to_owned() })
            }
            _ => Err(bad),
        }
    }

    /// The number, if it is one: 12 to 19 digits of which the last checks the others.
    fn digits(&self) -> Option<String> {
        let digits: String =
            self.number.chars().filter(|c| !c.is_whitespace() && *c != '-').take(32).collect();
        let number = (12..=19).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && digits.bytes().any(|byte| byte != b'0');
        (number && luhn(&digits)).then_some(digits)
    }

    /// The last month that it is good for, as year and month.
    fn expires(&self) -> Option<(i64, u32)> {
        let text = self.expiry.trim();
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let (month, year) = match text.split_once(['/', '-']) {
            // As programs write a month: the year first.
            Some((year, month)) if year.trim().len() == 4 => (month.trim(), year.trim()),
            Some((month, year)) => (month.trim(), year.trim()),
            // Some keyboards for digits have nothing else.
            None if digits(text) && matches!(text.len(), 4 | 6) => text.split_at(2),
            None => return None,
        };
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

/// Whether the last of these digits checks the others.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .map(|byte| u32::from(byte - b'0'))
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit * 2) {
            (0, _) => digit,
            (_, double @ 10..) => double - 9,
            (_, double) => double,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// In November 2026.
    const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);

    fn check(number: &str, expiry: &str, cvc: &str) -> Result<GoodCard, Vec<BadCard>> {
        let details = CardDetails { number: number.into(), expiry: expiry.into(), cvc: cvc.into() };
        details.check(NOW)
    }

    fn good(behaviour: Behaviour, last_four: &str) -> Result<GoodCard, Vec<BadCard>> {
        Ok(GoodCard { behaviour, last_four: last_four.to_owned() })
    }

    #[test]
    fn cards_are_known_however_they_are_typed() {
        assert_eq!(check("4242 4242 4242 4242", "12/30", "123"), good(Behaviour::Pays, "4242"));
        assert_eq!(
            check("4000-0000-0000-0002", " 1 / 2031", "1234"),
            good(Behaviour::Declined, "0002")
        );
        for (number, behaviour, _) in CARDS {
            assert_eq!(check(number, "11/26", "000"), good(behaviour, &number[12..]));
        }
        for expiry in ["1230", "122030", "12-30", "12 / 30", "2030-12", "2030/12"] {
            assert!(check("4242424242424242", expiry, "123").is_ok(), "{expiry}");
        }
    }

    #[test]
    fn any_other_number_that_checks_out_pays() {
        assert_eq!(check("4111111111111111", "12/30", "123"), good(Behaviour::Pays, "1111"));
        assert_eq!(check("378282246310005", "12/30", "1234"), good(Behaviour::Pays, "0005"));
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_found(
            (card, place, other) in (0..CARDS.len(), 0..16_usize, 1..10_u8)
        ) {
            let mut digits = CARDS[card].0.as_bytes().to_vec();
            digits[place] = b'0' + (digits[place] - b'0' + other) % 10;
            let number = String::from_utf8(digits).expect("digits");
            prop_assert_eq!(check(&number, "12/30", "123"), Err(vec![BadCard::Number]));
        }

        #[test]
        fn nothing_is_too_strange_to_be_typed(number in ".*", expiry in ".*", cvc in ".*") {
            let details = CardDetails { number, expiry, cvc };
            if let Ok(good) = details.check(NOW) {
                prop_assert_eq!(good.last_four.len(), 4);
            }
        }
    }

    #[test]
    fn what_is_wrong_is_told_by_field() {
        for number in
            ["", "4242", "4111111111111112", "0000000000000000", "４２４２４２４２４２４２４２４２"]
        {
            assert_eq!(check(number, "12/30", "123"), Err(vec![BadCard::Number]), "{number}");
        }
        for expiry in [
            "",
            "12",
            "13/30",
            "0/30",
            "10/26",
            "12/1",
            "-1/30",
            "1/+30",
            "12/99999999999",
            "1326",
            "2030-13",
            "2025-12",
        ] {
            let found = check("4242424242424242", expiry, "123");
            assert_eq!(found, Err(vec![BadCard::Expiry]), "{expiry}");
        }
        for code in ["", "12", "12345", "12a", "١٢٣"] {
            let found = check("4242424242424242", "12/30", code);
            assert_eq!(found, Err(vec![BadCard::Code]), "{code}");
        }
        let all = Err(vec![BadCard::Number, BadCard::Expiry, BadCard::Code]);
        assert_eq!(check("", "", ""), all);
    }
}
