//! Which orders staff ask for.

use kernel::{Email, OrderId, Sku};

use crate::{
    enquiry::FieldError,
    orders::{OrderCursor, OrderStatus},
};

/// Which orders staff ask for; all that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomQuery {
    /// Only what comes after this.
    pub after: Option<OrderCursor>,
    /// Only those that stand here.
    pub status: Option<OrderStatus>,
    /// Only those that this finds.
    pub find: Option<LookUp>,
}

/// What a text looks for: an order is found by whatever is given here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookUp {
    /// The order of this number.
    pub number: Option<OrderId>,
    /// Orders whose letters go there.
    pub mail: Option<Email>,
    /// Orders that this was bought with, in capital letters or small ones.
    pub sku: Option<Sku>,
    /// Orders of people of whose names each of these words begins one.
    pub name: Option<String>,
    /// Orders that go to a place whose telephone ends in these seven digits.
    pub phone: Option<String>,
    /// Orders that go to this postcode, in capital letters and without what is set between.
    pub postcode: Option<String>,
}

/// Digits that a telephone is known by: whether the country stands before them or not.
const PHONE_DIGITS: usize = 7;
/// Letters of the longest postcode.
const LONGEST_POSTCODE: usize = 12;
/// What people write before the number of an order.
const BEFORE_NUMBERS: [&str; 5] = ["", "ORDER", "ORDERNO", "ORDERNUMBER", "NO"];

/// The order's number that was typed or read out: with or without its dashes and what stands before
/// it, and with letters that look like its digits.
fn number(text: &str) -> Option<OrderId> {
    let mut typed: Vec<char> =
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let number = typed.split_off(typed.len().checked_sub(12)?);
    let before: String = typed.into_iter().collect();
    if !BEFORE_NUMBERS.contains(&before.as_str()) || number.contains(&'U') {
        return None;
    }
    let legible = number.into_iter().map(|c| match c {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    });
    let legible: Vec<char> = legible.collect();
    let groups: Vec<String> = legible.chunks(4).map(|group| group.iter().collect()).collect();
    OrderId::parse(groups.join("-")).ok()
}

/// The last digits of a telephone, if the text can be one.
fn phone(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let plain = text.chars().all(|c| c.is_ascii_digit() || " +-/().".contains(c));
    let first = digits.len().checked_sub(PHONE_DIGITS).filter(|_| plain)?;
    Some(digits[first..].to_owned())
}

/// The postcode as it is compared, if the text can be one: each country's has a digit.
fn postcode(text: &str) -> Option<String> {
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || " -".contains(c));
    let code: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let fits = (3..=LONGEST_POSTCODE).contains(&code.len());
    (plain && fits && code.contains(|c: char| c.is_ascii_digit())).then(|| code.to_uppercase())
}

impl LookUp {
    /// Shortest text, in characters: fewer would find half of all people.
    pub const SHORTEST: usize = 2;
    /// Longest text, in characters.
    pub const LONGEST: usize = 254;

    /// Reads what was typed into the one field; nothing if that is empty.
    ///
    /// # Errors
    /// A refusal of the field `find`.
    pub fn read(text: &str) -> Result<Option<Self>, FieldError> {
        let refused = |message| Err(FieldError { field: "find", message });
        let text = text.trim();
        let length = text.chars().count();
        if length == 0 {
            return Ok(None);
        }
        if text.contains(char::is_control) || !(Self::SHORTEST..=Self::LONGEST).contains(&length) {
            return refused("Enter 2 to 254 ordinary characters.");
        }
        if text.contains('@') {
            return match Email::parse(text) {
                Ok(mail) => Ok(Some(Self { mail: Some(mail), ..Self::default() })),
                Err(_) => refused("Enter the whole email address, like name@example.com."),
            };
        }
        Ok(Some(Self {
            number: number(text),
            mail: None,
            sku: Sku::parse(text).ok(),
            name: Some(text.to_owned()),
            phone: phone(text),
            postcode: postcode(text),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_is_looked_for_as_all_that_it_can_be() {
        assert_eq!(LookUp::read("  "), Ok(None));
        let mail = LookUp::read(" Ada@Example.com ").expect("fine").expect("a look-up");
        assert_eq!(mail.mail.as_ref().map(Email::as_str), Some("ada@example.com"));
        assert_eq!((mail.number, mail.sku, mail.name), (None, None, None));
        let number = LookUp::read("4f7k-2mxd-9qra").expect("fine").expect("a look-up");
        assert_eq!(number.number.as_ref().map(OrderId::as_str), Some("4F7K-2MXD-9QRA"));
        assert_eq!(number.sku.as_ref().map(Sku::as_str), Some("4f7k-2mxd-9qra"));
        let name = LookUp::read("Ada Byron").expect("fine").expect("a look-up");
        assert_eq!((name.number, name.sku, name.phone, name.postcode), (None, None, None, None));
        assert_eq!(name.name.as_deref(), Some("Ada Byron"));
        for bad in ["a", "a@", "a\u{0}b", &"x".repeat(255)] {
            assert_eq!(LookUp::read(bad).map_err(|error| error.field), Err("find"), "{bad}");
        }
    }

    #[test]
    fn a_number_is_known_however_it_was_written_down() {
        for typed in [
            "4F7K-2MXD-9QR0",
            "4f7k2mxd9qro",
            "#4F7K 2MXD 9QRO",
            "Order 4f7k-2mxd-9qr0",
            "order no. 4F7K–2MXD–9QR0",
        ] {
            let found = number(typed);
            assert_eq!(found.as_ref().map(OrderId::as_str), Some("4F7K-2MXD-9QR0"), "{typed}");
        }
        for none in ["", "4F7K-2MXD", "4F7K-2MXD-9QRA-1", "RETURN 4F7K-2MXD-9QRA", "4F7U-2MXD-9QRA"]
        {
            assert_eq!(number(none), None, "{none}");
        }
    }

    #[test]
    fn telephones_and_postcodes_are_compared_without_what_stands_between() {
        for typed in ["+49 40 123 45 67", "040/1234567", "(040) 1234-567", "1234567"] {
            assert_eq!(phone(typed).as_deref(), Some("1234567"), "{typed}");
        }
        for none in ["", "123456", "1234567 x", "MUG-1234567"] {
            assert_eq!(phone(none), None, "{none}");
        }
        for (typed, code) in [("20457", "20457"), ("sw1a 1aa", "SW1A1AA"), ("00-950", "00950")] {
            assert_eq!(postcode(typed).as_deref(), Some(code));
        }
        for none in ["12", "Kiel", "1234567890123", "20457 Hamburg!"] {
            assert_eq!(postcode(none), None, "{none}");
        }
    }
}
