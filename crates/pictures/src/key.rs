//! The name of a stored picture.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The first 32 hexadecimal digits of the SHA-256 of an original.
///
/// Because a key holds nothing but lower-case hexadecimal digits, it is safe as a file name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureKey(String);

/// Why a text is no key of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key of a picture is 32 lower-case hexadecimal digits")]
pub struct InvalidKey;

impl PictureKey {
    /// Reads a key.
    ///
    /// # Errors
    /// [`InvalidKey`] unless it is exactly 32 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, InvalidKey> {
        let valid = text.len() == 32
            && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        if valid { Ok(Self(text.to_owned())) } else { Err(InvalidKey) }
    }

    /// The key of an original.
    #[must_use]
    pub fn of(original: &[u8]) -> Self {
        let mut text = String::with_capacity(32);
        for byte in &Sha256::digest(original)[..16] {
            // Writing into a String does not fail.
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for PictureKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
