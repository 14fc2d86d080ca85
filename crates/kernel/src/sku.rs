//! Stock keeping units: what is counted, held and sold.

use serde::{Deserialize, Serialize};

/// A stock keeping unit: the code of one variant of one product.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sku(String);

/// Why a text is no SKU.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a SKU is 1 to 64 letters, digits, '-', '_', '.' or '/'")]
pub struct InvalidSku;

impl Sku {
    /// Reads a SKU.
    ///
    /// # Errors
    /// [`InvalidSku`] unless it is 1 to 64 letters, digits, `-`, `_`, `.` or `/`.
    pub fn parse(text: impl Into<String>) -> Result<Self, InvalidSku> {
        let text = text.into();
        let valid = (1..=64).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte));
        if valid { Ok(Self(text)) } else { Err(InvalidSku) }
    }

    /// The SKU as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Sku {
    type Error = InvalidSku;
    fn try_from(text: String) -> Result<Self, InvalidSku> {
        Self::parse(text)
    }
}

impl From<Sku> for String {
    fn from(sku: Sku) -> Self {
        sku.0
    }
}

/// Lets a map keyed by SKU be asked with a plain text.
impl std::borrow::Borrow<str> for Sku {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Sku {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
