//! Names by which stored things are found again.

use serde::{Deserialize, Serialize};

/// Why a text is no id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id is 1 to 64 letters, digits, '-' or '_'")]
pub struct InvalidId;

fn valid(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads an id.
            ///
            /// # Errors
            /// [`InvalidId`] unless it is 1 to 64 letters, digits, `-` or `_`.
            pub fn parse(text: impl Into<String>) -> Result<Self, InvalidId> {
                let text = text.into();
                if valid(&text) { Ok(Self(text)) } else { Err(InvalidId) }
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::parse(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

identifier! {
    /// A product's id. It never changes; slugs and titles may.
    ProductId
}
identifier! {
    /// A category's id.
    CategoryId
}
identifier! {
    /// A collection's id.
    CollectionId
}
identifier! {
    /// An account's id: a person's, whatever their mail address is today.
    AccountId
}
identifier! {
    /// The id of an address in a person's address book.
    AddressId
}
identifier! {
    /// The id of a letter: sent twice, it is still the same letter.
    LetterId
}
identifier! {
    /// A checkout's id: one attempt to buy what is in a cart. It leads to one order at most.
    CheckoutId
}
identifier! {
    /// An order's id. Whom it is shown to is not decided by knowing it.
    OrderId
}
identifier! {
    /// The id of one payment of an order: an attempt after a decline is another.
    PaymentId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_hold_only_what_a_path_may_hold() {
        assert!(ProductId::parse("ice-1399").is_ok());
        for bad in ["", "a b", "../x", "é", &"x".repeat(65)] {
            assert_eq!(ProductId::parse(bad), Err(InvalidId));
        }
    }
}
