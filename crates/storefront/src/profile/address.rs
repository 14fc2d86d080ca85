//! Addresses: what a form sends, and what may be written on a parcel.

use kernel::AddressId;
use serde::{Deserialize, Serialize};

use super::{country::Country, postcode};
use crate::enquiry::FieldError;

/// Longest name and longest line of an address, in characters.
const LONGEST_LINE: usize = 120;
/// Longest name of a town or a region, in characters.
const LONGEST_PLACE: usize = 80;

/// The fields of an address as they were posted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddressForm {
    /// Who lives there.
    pub name: String,
    /// Street and number.
    pub line1: String,
    /// Floor, company and the like.
    pub line2: String,
    /// The town.
    pub city: String,
    /// State or province.
    pub region: String,
    /// The postcode.
    pub postcode: String,
    /// The country's code.
    pub country: String,
    /// For whoever brings the parcel.
    pub phone: String,
}

/// An address. New ones are made by [`AddressForm::check`] alone; empty is what was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Who lives there, 1 to 120 characters.
    pub name: String,
    /// Street and number, 1 to 120 characters.
    pub line1: String,
    /// Floor, company and the like, at most 120 characters.
    pub line2: String,
    /// The town, 1 to 80 characters.
    pub city: String,
    /// State or province, at most 80 characters; never empty where letters need it.
    pub region: String,
    /// The postcode as its country writes it, at most 12 characters.
    pub postcode: String,
    /// The country.
    pub country: Country,
    /// Digits with what is put between them, at most 30 characters.
    pub phone: String,
}

/// An address that a person keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedAddress {
    /// By what it is changed or removed.
    pub id: AddressId,
    /// The address.
    pub address: Address,
}

impl AddressForm {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is refused, in the order of the form.
    pub fn check(&self) -> Result<Address, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut kept = |refused: Result<String, FieldError>| match refused {
            Ok(text) => text,
            Err(error) => {
                errors.push(error);
                String::new()
            }
        };
        let name = kept(required("name", &self.name, LONGEST_LINE, "Enter a name."));
        let line1 =
            kept(required("line1", &self.line1, LONGEST_LINE, "Enter the street and number."));
        let line2 = kept(optional("line2", &self.line2, LONGEST_LINE));
        let city = kept(required("city", &self.city, LONGEST_PLACE, "Enter the town."));
        let country = Country::parse(&self.country);
        let needs_region = country.is_ok_and(Country::writes_region);
        let region = kept(if needs_region {
            let ask = "Enter the state or province.";
            required("region", &self.region, LONGEST_PLACE, ask)
        } else {
            optional("region", &self.region, LONGEST_PLACE)
        });
        let postcode = kept(plain("postcode", &self.postcode).and_then(|typed| {
            match country {
                Ok(country) => postcode::written(country, &typed)
                    .map_err(|message| FieldError { field: "postcode", message }),
                // One thing after the other: which shape it needs is not known yet.
                Err(_) => Ok(typed),
            }
        }));
        kept(
            country
                .map(|_| String::new())
                .map_err(|_| FieldError { field: "country", message: "Choose the country." }),
        );
        let phone = kept(phone(&self.phone));
        match country {
            Ok(country) if errors.is_empty() => {
                Ok(Address { name, line1, line2, city, region, postcode, country, phone })
            }
            _ => Err(errors),
        }
    }
}

impl From<Address> for AddressForm {
    /// What the form shows that changes this address.
    fn from(address: Address) -> Self {
        Self {
            name: address.name,
            line1: address.line1,
            line2: address.line2,
            city: address.city,
            region: address.region,
            postcode: address.postcode,
            country: address.country.code().to_owned(),
            phone: address.phone,
        }
    }
}

fn required(
    field: &'static str,
    text: &str,
    longest: usize,
    ask: &'static str,
) -> Result<String, FieldError> {
    match optional(field, text, longest)? {
        text if text.is_empty() => Err(FieldError { field, message: ask }),
        text => Ok(text),
    }
}

fn optional(field: &'static str, text: &str, longest: usize) -> Result<String, FieldError> {
    let text = plain(field, text)?;
    if text.chars().count() <= longest {
        return Ok(text);
    }
    let message = match longest {
        LONGEST_LINE => "Shorten this to 120 characters.",
        _ => "Shorten this to 80 characters.",
    };
    Err(FieldError { field, message })
}

/// On one line, with one space between words: what was pasted often is not. Marks that turn the
/// direction of writing come along with a paste too, and have no place on a label.
fn plain(field: &'static str, text: &str) -> Result<String, FieldError> {
    let turning = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let unseen = |c: char| turning(c) || matches!(c, '\u{200b}' | '\u{feff}');
    let seen: String = text.chars().filter(|c| !unseen(*c)).collect();
    if seen.contains(|c: char| c.is_control() && !c.is_whitespace()) {
        return Err(FieldError { field, message: "Use letters, digits and punctuation only." });
    }
    Ok(seen.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn phone(text: &str) -> Result<String, FieldError> {
    let text = plain("phone", text)?;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let usual = |c: char| c.is_ascii_digit() || " +-/.()".contains(c);
    let right = text.is_empty()
        || ((5..=15).contains(&digits) && text.len() <= 30 && text.chars().all(usual));
    if right {
        Ok(text)
    } else {
        let message = "Enter a phone number like +49 30 123456, or leave it empty.";
        Err(FieldError { field: "phone", message })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn form() -> AddressForm {
        AddressForm {
            name: "Ines Quay".to_owned(),
            line1: "Hafenstrasse 7".to_owned(),
            city: "Hamburg".to_owned(),
            postcode: "20457".to_owned(),
            country: "DE".to_owned(),
            ..AddressForm::default()
        }
    }

    fn refused(form: &AddressForm) -> Vec<&'static str> {
        form.check().expect_err("refused").iter().map(|error| error.field).collect()
    }

    #[test]
    fn every_refused_field_is_named_once_in_the_order_of_the_form() {
        let empty = AddressForm { phone: "ring twice".to_owned(), ..AddressForm::default() };
        assert_eq!(refused(&empty), ["name", "line1", "city", "country", "phone"]);
    }

    #[test]
    fn a_postcode_goes_with_its_country() {
        assert_eq!(refused(&AddressForm { country: "NL".to_owned(), ..form() }), ["postcode"]);
        assert!(form().check().is_ok());
    }

    #[test]
    fn a_state_is_asked_for_where_letters_need_it() {
        let form = AddressForm { country: "us".to_owned(), postcode: "10001".to_owned(), ..form() };
        assert_eq!(refused(&form), ["region"]);
        assert!(AddressForm { region: "NY".to_owned(), ..form }.check().is_ok());
    }

    #[test]
    fn what_was_pasted_becomes_one_line() {
        let pasted = AddressForm { line1: " Hafenstrasse\r\n\t7\u{202e} ".to_owned(), ..form() };
        assert_eq!(pasted.check().expect("an address").line1, "Hafenstrasse 7");
        let broken = AddressForm { line2: "\u{0}\u{1b}[2J".to_owned(), ..form() };
        assert_eq!(refused(&broken), ["line2"]);
    }

    #[test]
    fn lengths_are_counted_in_characters() {
        let of = |length| AddressForm { name: "é".repeat(length), ..form() };
        assert!(of(LONGEST_LINE).check().is_ok());
        assert_eq!(refused(&of(LONGEST_LINE + 1)), ["name"]);
    }

    proptest! {
        /// Saving the form unchanged changes nothing, and nothing saved breaks a line.
        #[test]
        fn what_was_accepted_is_accepted_again(
            texts in prop::array::uniform7("\\PC{0,20}|[\\s\\PC]{0,130}"),
            country in "DE|GB|US|BR|IE|zz",
        ) {
            let [name, line1, line2, city, region, postcode, phone] = texts;
            let form = AddressForm { name, line1, line2, city, region, postcode, country, phone };
            if let Ok(address) = form.check() {
                let again = AddressForm::from(address.clone());
                for text in [&again.name, &again.line1, &again.line2, &again.city, &again.region] {
                    prop_assert!(!text.contains(char::is_control), "{text:?}");
                }
                prop_assert_eq!(again.check(), Ok(address));
            }
        }
    }
}
