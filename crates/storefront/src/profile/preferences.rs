//! What a person prefers.

use kernel::Timestamp;
use serde::{Deserialize, Serialize};

use crate::enquiry::FieldError;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColourScheme {
    /// As the device is set.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl ColourScheme {
    /// As a form sends it: `system`, `light` or `dark`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "system" => Some(Self::System),
            "light" => Some(Self::Light),
            "dark" => Some(Self::Dark),
            _ => None,
        }
    }
}

/// A language, by its tag: `de`, or `de-AT` as it is written in a country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(String);

/// Why a text is no language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a language is two or three letters, and may name a country: de, de-AT")]
pub struct InvalidLanguage;

impl Language {
    /// Reads a tag.
    ///
    /// # Errors
    /// [`InvalidLanguage`] unless it is two or three letters, or these and a country of two.
    pub fn parse(text: &str) -> Result<Self, InvalidLanguage> {
        let letters = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
            lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphabetic())
        };
        match text.trim().split_once('-') {
            None if letters(text.trim(), 2..=3) => Ok(Self(text.trim().to_ascii_lowercase())),
            Some((language, country)) if letters(language, 2..=3) && letters(country, 2..=2) => {
                let tag =
                    format!("{}-{}", language.to_ascii_lowercase(), country.to_ascii_uppercase());
                Ok(Self(tag))
            }
            _ => Err(InvalidLanguage),
        }
    }

    /// The tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Language {
    type Error = InvalidLanguage;
    fn try_from(text: String) -> Result<Self, InvalidLanguage> {
        Self::parse(&text)
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.0
    }
}

/// What a person prefers. By default nothing is sent and nothing is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// The language of letters; that of the shop if none was chosen.
    pub language: Option<Language>,
    /// Since when the person consents to the newsletter.
    pub newsletter_since: Option<Timestamp>,
    /// Light or dark.
    pub colour_scheme: ColourScheme,
    /// Whether products that were looked at may be remembered.
    pub remember_viewed: bool,
}

/// The form of preferences as it was posted: a box that is not ticked is not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreferenceForm {
    /// A language's tag, or empty.
    pub language: String,
    /// Whether the box was ticked.
    pub newsletter: bool,
    /// `system`, `light` or `dark`.
    pub colour_scheme: String,
    /// Whether the box was ticked.
    pub remember_viewed: bool,
}

/// What a person wants from now on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The language of letters.
    pub language: Option<Language>,
    /// The newsletter.
    pub newsletter: bool,
    /// Light or dark.
    pub colour_scheme: ColourScheme,
    /// To have products remembered that were looked at.
    pub remember_viewed: bool,
}

impl PreferenceForm {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is refused, in the order of the form.
    pub fn check(&self) -> Result<Wanted, Vec<FieldError>> {
        let language = match self.language.trim() {
            "" => Ok(None),
            tag => Language::parse(tag).map(Some),
        };
        let scheme = match self.colour_scheme.trim() {
            "" => Some(ColourScheme::default()),
            text => ColourScheme::parse(text),
        };
        if let (Ok(language), Some(colour_scheme)) = (language.clone(), scheme) {
            return Ok(Wanted {
                language,
                newsletter: self.newsletter,
                colour_scheme,
                remember_viewed: self.remember_viewed,
            });
        }
        let mut errors = Vec::new();
        if language.is_err() {
            errors.push(FieldError { field: "language", message: "Choose a language." });
        }
        if scheme.is_none() {
            let message = "Choose light, dark or as the device is set.";
            errors.push(FieldError { field: "colour_scheme", message });
        }
        Err(errors)
    }
}

impl Preferences {
    /// What they are once a person has said at `now` what they want. Consent that was given before
    /// keeps its moment.
    #[must_use]
    pub fn changed(&self, wanted: &Wanted, now: Timestamp) -> Self {
        Self {
            language: wanted.language.clone(),
            newsletter_since: wanted.newsletter.then(|| self.newsletter_since.unwrap_or(now)),
            colour_scheme: wanted.colour_scheme,
            remember_viewed: wanted.remember_viewed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consent_keeps_its_moment_until_it_is_withdrawn() {
        let at = Timestamp::from_millis;
        let wants = |newsletter| Wanted { newsletter, ..Wanted::default() };
        let first = Preferences::default().changed(&wants(true), at(1));
        assert_eq!(first.newsletter_since, Some(at(1)));
        let later = first.changed(&wants(true), at(2));
        assert_eq!(later.newsletter_since, Some(at(1)));
        let withdrawn = later.changed(&wants(false), at(3));
        assert_eq!(withdrawn.newsletter_since, None);
        assert_eq!(withdrawn.changed(&wants(true), at(4)).newsletter_since, Some(at(4)));
    }

    #[test]
    fn a_form_of_nothing_consents_to_nothing() {
        assert_eq!(PreferenceForm::default().check(), Ok(Wanted::default()));
    }

    #[test]
    fn what_cannot_be_chosen_is_refused() {
        let form = PreferenceForm {
            language: "english".to_owned(),
            colour_scheme: "pink".to_owned(),
            ..PreferenceForm::default()
        };
        let errors = form.check().expect_err("refused");
        assert_eq!(
            errors.iter().map(|e| e.field).collect::<Vec<_>>(),
            ["language", "colour_scheme"]
        );
        assert_eq!(Language::parse(" DE-at ").map(String::from), Ok("de-AT".to_owned()));
        for bad in ["", "d", "de-", "de-AUT", "de_AT", "de-AT-x", "d1"] {
            assert_eq!(Language::parse(bad), Err(InvalidLanguage), "{bad}");
        }
    }
}
