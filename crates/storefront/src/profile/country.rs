//! Countries by their codes.

use serde::{Deserialize, Serialize};

/// One country a line: its code, a space, its name in English. In the order of the codes.
const LIST: &str = include_str!("countries.txt");

/// Why a text is no country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a country is two letters of ISO 3166-1, such as DE")]
pub struct InvalidCountry;

/// A country, as two capital letters of ISO 3166-1. Kosovo is among them as XK, the code that
/// post and banks use until the standard has one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

impl Country {
    /// Reads a code, in capitals or not.
    ///
    /// # Errors
    /// [`InvalidCountry`] when no country has it.
    pub fn parse(text: &str) -> Result<Self, InvalidCountry> {
        let code = text.trim().to_ascii_uppercase();
        let code: [u8; 2] = code.as_bytes().try_into().map_err(|_| InvalidCountry)?;
        let country = Self(code);
        country.line().map(|_| country).ok_or(InvalidCountry)
    }

    /// All countries by name, as a form lists them.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut countries: Vec<(&str, Self)> = LIST
            .lines()
            .filter_map(|line| {
                let (code, name) = line.split_once(' ')?;
                Some((name, Self(code.as_bytes().try_into().ok()?)))
            })
            .collect();
        countries.sort_unstable();
        countries.into_iter().map(|(_, country)| country).collect()
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> &str {
        // Both letters come out of a list of ASCII.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The name in English.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.line().map_or("", |line| &line[3..])
    }

    /// Whether letters there go astray without the state or province.
    #[must_use]
    pub fn writes_region(self) -> bool {
        matches!(self.code(), "AU" | "BR" | "CA" | "CN" | "IN" | "MX" | "MY" | "US")
    }

    fn line(self) -> Option<&'static str> {
        LIST.lines().find(|line| line.as_bytes().get(..2) == Some(self.0.as_slice()))
    }
}

impl TryFrom<String> for Country {
    type Error = InvalidCountry;
    fn try_from(text: String) -> Result<Self, InvalidCountry> {
        Self::parse(&text)
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.code().to_owned()
    }
}

impl std::fmt::Debug for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_the_standard_and_kosovo() {
        let codes: Vec<_> = LIST.lines().map(|line| &line[..2]).collect();
        assert!(codes.is_sorted_by(|one, next| one < next), "each once, in order");
        assert_eq!(codes.len(), 249 + 1);
        for line in LIST.lines() {
            let (code, name) = line.split_once(' ').expect("a code and a name");
            let country = Country::parse(code).expect("a country");
            assert_eq!((country.code(), country.name()), (code, name));
            assert!(code.bytes().all(|byte| byte.is_ascii_uppercase()));
        }
        assert_eq!(Country::all().len(), codes.len());
    }

    #[test]
    fn what_is_no_country_is_refused() {
        assert_eq!(Country::parse(" de ").map(Country::name), Ok("Germany"));
        for bad in ["", "D", "DEU", "UK", "ZZ", "49", "Ä", "D\n"] {
            assert_eq!(Country::parse(bad), Err(InvalidCountry), "{bad}");
        }
    }
}
