//! The readable last part of a page's address.

use serde::{Deserialize, Serialize};

/// A slug: lower-case ASCII letters and digits in groups joined by single hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

/// Why a text is no slug.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a slug is 1 to 120 lower-case letters and digits, in groups joined by '-'")]
pub struct InvalidSlug;

impl Slug {
    /// Reads a slug.
    ///
    /// # Errors
    /// [`InvalidSlug`] unless it has the form that [`Slug`] describes, in at most 120 bytes.
    pub fn parse(text: impl Into<String>) -> Result<Self, InvalidSlug> {
        let text = text.into();
        let valid = text.len() <= 120
            && text.split('-').all(|group| {
                !group.is_empty()
                    && group.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            });
        if valid { Ok(Self(text)) } else { Err(InvalidSlug) }
    }

    /// Makes a slug of any text, with `suffix` as its last group: accents are dropped where Latin
    /// letters have them, everything else that is no letter or digit becomes a hyphen.
    ///
    /// # Errors
    /// [`InvalidSlug`] when neither text nor suffix holds a usable character.
    pub fn from_title(title: &str, suffix: &str) -> Result<Self, InvalidSlug> {
        let mut slug = hyphenate(title);
        let suffix = hyphenate(suffix);
        let room = 120_usize.saturating_sub(suffix.len() + 1).min(90);
        if slug.len() > room {
            let cut = slug[..room].rfind('-').filter(|at| *at > 0).unwrap_or(room);
            slug.truncate(cut);
        }
        if !suffix.is_empty() {
            if !slug.is_empty() {
                slug.push('-');
            }
            slug.push_str(&suffix);
        }
        Self::parse(slug)
    }

    /// The slug as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn hyphenate(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match base_letter(character) {
            Some(letters) => out.push_str(letters),
            None if character.is_ascii_alphanumeric() => out.push(character.to_ascii_lowercase()),
            None if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            None => {}
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// The plain letters that stand for an accented one in an address.
fn base_letter(character: char) -> Option<&'static str> {
    Some(match character {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'À' | 'Á' | 'Â' | 'Ã' | 'Å' => "a",
        'ä' | 'Ä' | 'æ' | 'Æ' => "ae",
        'ç' | 'Ç' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'Ì' | 'Í' | 'Î' | 'Ï' => "i",
        'ñ' | 'Ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ø' => "o",
        'ö' | 'Ö' | 'œ' | 'Œ' => "oe",
        'ù' | 'ú' | 'û' | 'Ù' | 'Ú' | 'Û' => "u",
        'ü' | 'Ü' => "ue",
        'ß' => "ss",
        _ => return None,
    })
}

impl TryFrom<String> for Slug {
    type Error = InvalidSlug;
    fn try_from(text: String) -> Result<Self, InvalidSlug> {
        Self::parse(text)
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn titles_become_addresses() {
        let slug = |title, suffix| Slug::from_title(title, suffix).map(String::from);
        assert_eq!(slug("Crème brûlée — Größe 3", "").as_deref(), Ok("creme-brulee-groesse-3"));
        assert_eq!(slug("HP 80 Original Cyan", "1399").as_deref(), Ok("hp-80-original-cyan-1399"));
        assert_eq!(slug("日本", "77").as_deref(), Ok("77"));
        assert_eq!(slug("!!!", ""), Err(InvalidSlug));
    }

    proptest! {
        #[test]
        fn any_title_with_an_id_gives_a_slug_that_ends_in_it(title in ".{0,300}", id in "[0-9]{1,12}") {
            let slug = Slug::from_title(&title, &id).expect("an id alone is enough");
            prop_assert!(slug.as_str().ends_with(&id));
            prop_assert_eq!(Slug::parse(slug.as_str()), Ok(slug.clone()));
        }
    }
}
