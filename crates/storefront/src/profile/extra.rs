//! Fields that only some profiles have.

use serde::{Deserialize, Serialize};

/// Why a text is no name or value of an extra field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an extra field has a name of small letters, digits and '_', and a value of fair size")]
pub struct InvalidExtra;

/// The name of an extra field. It is safe as a part of a path in a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ExtraName(String);

impl ExtraName {
    /// Most extra fields of one profile.
    pub const MOST: usize = 50;

    /// Reads a name.
    ///
    /// # Errors
    /// [`InvalidExtra`] unless it is 1 to 40 small letters, digits and `_`, a letter first.
    pub fn parse(text: impl Into<String>) -> Result<Self, InvalidExtra> {
        let text = text.into();
        let small = |byte: u8| byte.is_ascii_lowercase();
        let valid = text.len() <= 40
            && text.bytes().next().is_some_and(small)
            && text.bytes().all(|byte| small(byte) || byte.is_ascii_digit() || byte == b'_');
        if valid { Ok(Self(text)) } else { Err(InvalidExtra) }
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ExtraName {
    type Error = InvalidExtra;
    fn try_from(text: String) -> Result<Self, InvalidExtra> {
        Self::parse(text)
    }
}

impl From<ExtraName> for String {
    fn from(name: ExtraName) -> Self {
        name.0
    }
}

/// What an extra field holds. Texts are made by [`ExtraValue::text`] and [`ExtraValue::texts`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ExtraValue {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// At most 500 characters.
    Text(String),
    /// At most 50 such texts.
    Texts(Vec<String>),
}

impl ExtraValue {
    /// A text.
    ///
    /// # Errors
    /// [`InvalidExtra`] above 500 characters.
    pub fn text(text: impl Into<String>) -> Result<Self, InvalidExtra> {
        let text = text.into();
        if fair(&text) { Ok(Self::Text(text)) } else { Err(InvalidExtra) }
    }

    /// Several texts.
    ///
    /// # Errors
    /// [`InvalidExtra`] above 50 of them, or above 500 characters for one.
    pub fn texts(texts: Vec<String>) -> Result<Self, InvalidExtra> {
        let few = texts.len() <= 50 && texts.iter().all(|text| fair(text));
        if few { Ok(Self::Texts(texts)) } else { Err(InvalidExtra) }
    }
}

fn fair(text: &str) -> bool {
    text.chars().count() <= 500
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_path_and_no_operator() {
        assert!(ExtraName::parse("shoe_size_2").is_ok());
        let long = "x".repeat(41);
        for bad in ["", "$where", "a.b", "Size", "2nd", "_id", "ü", long.as_str()] {
            assert_eq!(ExtraName::parse(bad), Err(InvalidExtra), "{bad}");
        }
    }

    #[test]
    fn values_are_of_fair_size() {
        assert!(ExtraValue::text("é".repeat(500)).is_ok());
        assert_eq!(ExtraValue::text("é".repeat(501)), Err(InvalidExtra));
        assert_eq!(ExtraValue::texts(vec![String::new(); 51]), Err(InvalidExtra));
    }
}
