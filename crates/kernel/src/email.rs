//! Addresses of mail.

use serde::{Deserialize, Serialize};

/// Why a text is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an address of mail looks like name@example.com")]
pub struct InvalidEmail;

/// An address of mail, as it is compared: without space around it and in lower case. Whether
/// anyone reads there, only a letter can tell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// Longest address that mail servers carry, in bytes (RFC 5321).
    pub const LONGEST: usize = 254;

    /// Reads an address.
    ///
    /// # Errors
    /// [`InvalidEmail`] unless it is one `@` between a name and a host with a dot, without spaces,
    /// control characters or what would begin another header.
    pub fn parse(text: &str) -> Result<Self, InvalidEmail> {
        let text = text.trim();
        let (name, host) = text.rsplit_once('@').ok_or(InvalidEmail)?;
        let forbidden =
            |c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"@".contains(c);
        let labels = || host.split('.');
        let valid = text.len() <= Self::LONGEST
            && (1..=64).contains(&name.len())
            && !name.contains(forbidden)
            && !host.contains(forbidden)
            && labels().count() > 1
            && labels()
                .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
        if valid { Ok(Self(text.to_lowercase())) } else { Err(InvalidEmail) }
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Email {
    type Error = InvalidEmail;
    fn try_from(text: String) -> Result<Self, InvalidEmail> {
        Self::parse(&text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_without_case_and_space() {
        let email = Email::parse(" Ada.Lovelace@Example.com ").expect("an address");
        assert_eq!(email.as_str(), "ada.lovelace@example.com");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for bad in [
            "",
            "ada",
            "ada@",
            "@example.com",
            "ada@example",
            "ada@.com",
            "ada@example..com",
            "a da@example.com",
            "ada@example.com\r\nBcc: eve@example.com",
            "ada@@example.com",
            "ada@-example.com",
            "<ada@example.com>",
        ] {
            assert_eq!(Email::parse(bad), Err(InvalidEmail), "{bad}");
        }
    }
}
