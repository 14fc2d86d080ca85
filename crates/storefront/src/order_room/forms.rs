//! What staff type about an order.

use kernel::{Currency, Money};

use crate::{enquiry::FieldError, orders::Shipment};

/// Longest note, in characters.
pub const LONGEST_NOTE: usize = 2000;
/// Longest reason, in characters.
pub const LONGEST_REASON: usize = 500;

/// A form's own key, rendered into it, so that sending it twice acts once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormKey(String);

impl FormKey {
    /// Reads a key: 8 to 64 letters, digits and hyphens. None for a text that no form was given.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        (plain && (8..=64).contains(&text.len())).then(|| Self(text.to_owned()))
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The form for a note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteForm {
    /// Field `text`.
    pub text: String,
    /// The form's own key.
    pub key: String,
}

impl NoteForm {
    /// The note as it may be kept: its lines end in one character.
    ///
    /// # Errors
    /// A refusal of `text`.
    pub fn check(&self) -> Result<String, FieldError> {
        let text = self.text.replace("\r\n", "\n").trim().to_owned();
        let foreign = |c: char| c.is_control() && c != '\n' && c != '\t';
        let message = if text.is_empty() {
            "Write the note."
        } else if text.chars().count() > LONGEST_NOTE {
            "Shorten the note to 2,000 characters."
        } else if text.contains(foreign) {
            "Use ordinary characters only."
        } else {
            return Ok(text);
        };
        Err(FieldError { field: "text", message })
    }
}

/// The form for sending an order off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShipForm {
    /// Field `carrier`.
    pub carrier: String,
    /// Field `tracking`; may be empty.
    pub tracking: String,
    /// Field `tracking_url`; may be empty.
    pub tracking_url: String,
}

impl ShipForm {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is refused, in the order of the form.
    pub fn check(&self) -> Result<Shipment, Vec<FieldError>> {
        let (carrier, tracking) = (self.carrier.trim(), self.tracking.trim());
        let url = self.tracking_url.trim();
        let fits = |text: &str| text.chars().count() <= 80 && !text.contains(char::is_control);
        let mut errors = Vec::new();
        let mut refuse = |field, message| errors.push(FieldError { field, message });
        if carrier.is_empty() {
            refuse("carrier", "Enter who carries it.");
        } else if !fits(carrier) {
            refuse("carrier", "Shorten the carrier to 80 ordinary characters.");
        }
        if !fits(tracking) {
            refuse("tracking", "Shorten the number to 80 ordinary characters.");
        }
        let address = url.strip_prefix("https://").unwrap_or_default();
        let plain = !address.is_empty() && url.bytes().all(|byte| byte.is_ascii_graphic());
        if !url.is_empty() && (!plain || url.len() > 300) {
            let message = "Enter an address that begins with https://, of at most 300 characters.";
            refuse("tracking_url", message);
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Shipment {
            carrier: carrier.to_owned(),
            tracking: tracking.to_owned(),
            tracking_url: (!url.is_empty()).then(|| url.to_owned()),
        })
    }
}

/// The form that has some money go back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefundForm {
    /// Field `amount`, in major units as it was typed.
    pub amount: String,
    /// Field `reason`, for staff alone.
    pub reason: String,
    /// The form's own key.
    pub key: String,
}

impl RefundForm {
    /// How much goes back, in the currency of its order, and why.
    ///
    /// # Errors
    /// Every field that is refused, in the order of the form.
    pub fn check(&self, currency: Currency) -> Result<(Money, String), Vec<FieldError>> {
        let amount = amount("amount", &self.amount, currency).and_then(|amount| {
            let nothing =
                FieldError { field: "amount", message: "Enter how much goes back, above zero." };
            if amount.amount() > 0 { Ok(amount) } else { Err(nothing) }
        });
        match (amount, check_reason(&self.reason)) {
            (Ok(amount), Ok(reason)) => Ok((amount, reason)),
            (amount, reason) => Err([amount.err(), reason.err()].into_iter().flatten().collect()),
        }
    }
}

/// The form that agrees to a return.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgreeForm {
    /// Field `refund`, in major units as it was typed.
    pub refund: String,
    /// Field `restock`: the units can be sold again.
    pub restock: bool,
}

impl AgreeForm {
    /// How much goes back, in the currency of its order.
    ///
    /// # Errors
    /// A refusal of `refund`.
    pub fn check(&self, currency: Currency) -> Result<Money, FieldError> {
        amount("refund", &self.refund, currency)
    }
}

fn amount(field: &'static str, text: &str, currency: Currency) -> Result<Money, FieldError> {
    let message = "Enter an amount like 12.50, without words and without spaces.";
    Money::read(text, currency).map_err(|_| FieldError { field, message })
}

/// A reason as it may be kept.
///
/// # Errors
/// A refusal of `reason`.
pub fn check_reason(text: &str) -> Result<String, FieldError> {
    let text = text.trim();
    let message = if text.is_empty() {
        "Say why."
    } else if text.chars().count() > LONGEST_REASON {
        "Shorten the reason to 500 characters."
    } else if text.contains(char::is_control) {
        "Write the reason on one line, in ordinary characters."
    } else {
        return Ok(text.to_owned());
    };
    Err(FieldError { field: "reason", message })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields<T>(checked: Result<T, Vec<FieldError>>) -> Vec<&'static str> {
        let errors = checked.err().unwrap_or_default();
        errors.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_parcel_has_a_carrier_and_a_page_of_the_web() {
        let form = |carrier: &str, tracking: &str, url: &str| ShipForm {
            carrier: carrier.to_owned(),
            tracking: tracking.to_owned(),
            tracking_url: url.to_owned(),
        };
        let sent = form(" Post ", " 00340 ", "").check().expect("a shipment");
        assert_eq!((sent.carrier.as_str(), sent.tracking.as_str()), ("Post", "00340"));
        assert_eq!(sent.tracking_url, None);
        assert!(form("Post", "", "https://post.example/1").check().is_ok());
        let long = "x".repeat(81);
        assert_eq!(
            fields(form("", &long, "javascript:alert(1)").check()),
            ["carrier", "tracking", "tracking_url"]
        );
        for url in ["http://post.example", "https://", "https://a b", &long.repeat(4)] {
            assert_eq!(fields(form("Post", "", url).check()), ["tracking_url"], "{url}");
        }
    }

    #[test]
    fn money_goes_back_exactly_as_it_was_typed() {
        let form = |amount: &str, reason: &str| RefundForm {
            amount: amount.to_owned(),
            reason: reason.to_owned(),
            key: String::new(),
        };
        let (amount, reason) = form("12,5", " late ").check(Currency::EUR).expect("fine");
        assert_eq!((amount.amount(), reason.as_str()), (1_250, "late"));
        for amount in ["0", "0.00", "-1", "1.999", "1,000.00", "all", ""] {
            assert_eq!(fields(form(amount, "late").check(Currency::EUR)), ["amount"], "{amount}");
        }
        assert_eq!(fields(form("x", "a\nb").check(Currency::EUR)), ["amount", "reason"]);
        let agreed = |refund: &str| {
            AgreeForm { refund: refund.to_owned(), restock: true }
                .check(Currency::EUR)
                .map(Money::amount)
                .map_err(|error| error.field)
        };
        assert_eq!((agreed("0"), agreed("3.10")), (Ok(0), Ok(310)));
        assert_eq!((agreed(" "), agreed("3.1.0")), (Err("refund"), Err("refund")));
    }

    #[test]
    fn a_note_keeps_its_lines_and_nothing_strange() {
        let check = |text: &str| NoteForm { text: text.to_owned(), key: String::new() }.check();
        assert_eq!(check(" rang\r\ntwice \n"), Ok("rang\ntwice".to_owned()));
        for bad in ["", " \r\n ", "a\u{0}b", &"x".repeat(2_001)] {
            assert_eq!(check(bad).map_err(|error| error.field), Err("text"), "{bad}");
        }
        assert!(check(&"x".repeat(2_000)).is_ok());
    }

    #[test]
    fn a_key_is_one_that_a_form_was_given() {
        assert!(FormKey::read("0123abcd4567ef89-refund").is_some());
        for bad in ["", "short", "with space in it", "return/../x", &"x".repeat(65)] {
            assert_eq!(FormKey::read(bad), None, "{bad}");
        }
    }
}
