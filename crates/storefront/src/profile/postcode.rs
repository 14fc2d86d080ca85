//! Postcodes, as each country writes them.

use super::country::Country;

/// Longest postcode anywhere, in characters.
const LONGEST: usize = 12;

/// How a country writes its postcodes: `9` a digit, `A` a letter, `*` either, others themselves.
/// None for a country whose rule is not known here: what was typed is kept then.
fn shapes(country: &str) -> Option<&'static [&'static str]> {
    Some(match country {
        "AT" | "AU" | "BE" | "BG" | "CH" | "CY" | "DK" | "HU" | "LI" | "LU" | "NO" | "NZ"
        | "SI" => &["9999"],
        "DE" | "EE" | "ES" | "FI" | "FR" | "HR" | "IT" | "MC" | "SM" | "VA" => &["99999"],
        "CZ" | "GR" | "SE" | "SK" => &["999 99"],
        "CA" => &["A9A 9A9"],
        "GB" => &["A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA"],
        "IE" => &["A9* ****"],
        "JP" => &["999-9999"],
        "NL" => &["9999 AA"],
        "PL" => &["99-999"],
        "PT" => &["9999-999"],
        "RO" => &["999999"],
        "US" => &["99999", "99999-9999"],
        _ => return None,
    })
}

/// An example to show to who got it wrong.
fn refusal(country: &str) -> &'static str {
    match country {
        "CA" => "Enter a postcode like K1A 0B1.",
        "GB" => "Enter a postcode like SW1A 1AA.",
        "IE" => "Enter an Eircode like D02 AF30.",
        "JP" => "Enter a postcode like 100-0001.",
        "NL" => "Enter a postcode like 1012 AB.",
        "PL" => "Enter a postcode like 00-950.",
        "PT" => "Enter a postcode like 1000-205.",
        "RO" => "Enter a postcode of 6 digits.",
        "US" => "Enter a ZIP code like 10001 or 10001-1234.",
        "CZ" | "GR" | "SE" | "SK" => "Enter a postcode like 111 22.",
        "DE" | "EE" | "ES" | "FI" | "FR" | "HR" | "IT" | "MC" | "SM" | "VA" => {
            "Enter a postcode of 5 digits."
        }
        _ => "Enter a postcode of 4 digits.",
    }
}

/// Puts a postcode into the shape of its country. Case, spaces and hyphens are nobody's fault. A
/// country whose rule is not known may have none: what is empty stays so.
///
/// # Errors
/// What to do about it.
pub(super) fn written(country: Country, typed: &str) -> Result<String, &'static str> {
    let code = country.code();
    let Some(shapes) = shapes(code) else {
        return match typed.chars().count() {
            0..=LONGEST => Ok(typed.to_owned()),
            _ => Err("Shorten the postcode to 12 characters."),
        };
    };
    // Eircodes are young; Irish letters arrive without.
    if typed.is_empty() && code == "IE" {
        return Ok(String::new());
    }
    let marks: Vec<char> = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .collect();
    // "D-10115", "A-1010", "L-1111": the country before the number, as older people write it.
    let marks = match marks.split_first() {
        Some(('A'..='Z', rest)) if shapes.iter().all(|shape| shape.starts_with('9')) => rest,
        _ => &marks[..],
    };
    shapes.iter().find_map(|shape| fill(shape, marks)).ok_or_else(|| refusal(code))
}

fn fill(shape: &str, marks: &[char]) -> Option<String> {
    let mut marks = marks.iter().copied();
    let mut written = String::with_capacity(shape.len());
    for place in shape.chars() {
        match place {
            ' ' | '-' => written.push(place),
            _ => {
                let mark = marks.next()?;
                let fits = match place {
                    '9' => mark.is_ascii_digit(),
                    'A' => mark.is_ascii_uppercase(),
                    _ => mark.is_ascii_digit() || mark.is_ascii_uppercase(),
                };
                written.push(fits.then_some(mark)?);
            }
        }
    }
    marks.next().is_none().then_some(written)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(country: &str, typed: &str) -> Result<String, &'static str> {
        written(Country::parse(country).expect("a country"), typed)
    }

    #[test]
    fn a_postcode_is_written_as_its_country_does() {
        for (country, typed, expected) in [
            ("DE", "10115", "10115"),
            ("DE", "D-10115", "10115"),
            ("NL", "1012ab", "1012 AB"),
            ("GB", "sw1a1aa", "SW1A 1AA"),
            ("GB", "M1 1AE", "M1 1AE"),
            ("US", "100011234", "10001-1234"),
            ("CA", "k1a-0b1", "K1A 0B1"),
            ("PL", "00950", "00-950"),
            ("SE", "11122", "111 22"),
            ("IE", "", ""),
            ("IE", "d02af30", "D02 AF30"),
            ("HK", "", ""),
            ("BR", "01310-100", "01310-100"),
        ] {
            assert_eq!(of(country, typed).as_deref(), Ok(expected), "{country} {typed}");
        }
    }

    #[test]
    fn what_no_letter_could_reach_is_refused_with_an_example() {
        for (country, typed) in [
            ("DE", ""),
            ("DE", "1011"),
            ("DE", "101155"),
            ("DE", "1O115"),
            ("NL", "1012"),
            ("GB", "12345"),
            ("US", "1234"),
            ("BR", "0123456789012"),
        ] {
            let message = of(country, typed).expect_err(typed);
            assert!(message.ends_with('.'), "{message}");
        }
    }

    proptest! {
        #[test]
        fn writing_it_again_changes_nothing(place in 0_usize..250, typed in "[A-Z0-9 -]{0,10}") {
            let countries = Country::all();
            let country = countries[place % countries.len()];
            if let Ok(once) = written(country, &typed) {
                prop_assert_eq!(written(country, &once), Ok(once));
            }
        }

        /// The example in a refusal is itself no refusal.
        #[test]
        fn examples_are_right(place in 0_usize..250) {
            let countries = Country::all();
            let country = countries[place % countries.len()];
            let example = refusal(country.code()).strip_prefix("Enter a postcode like ");
            if let (Some(_), Some(example)) = (shapes(country.code()), example) {
                prop_assert!(written(country, example.trim_end_matches('.')).is_ok());
            }
        }
    }
}
