//! Which customers staff ask for.

use kernel::{AccountId, Email, Timestamp};

use crate::enquiry::FieldError;

/// What an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomerKind {
    /// The address is known to be its owner's.
    Verified,
    /// The address was claimed and is not verified.
    Unverified,
    /// It has a role; one that was only invited too.
    Staff,
    /// Its owner had it erased.
    Erased,
}

impl CustomerKind {
    /// All, in the order of the filter.
    pub const ALL: [Self; 4] = [Self::Verified, Self::Unverified, Self::Staff, Self::Erased];

    /// The word that addresses and the statement have.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Unverified => "unverified",
            Self::Staff => "staff",
            Self::Erased => "erased",
        }
    }

    /// The kind of a word.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Why a text is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cursor is not one that this shop gave out")]
pub struct InvalidCustomerCursor;

/// Where a page of accounts ended. It belongs to no filter: it is a moment and an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerCursor {
    /// When the last account of the page was made.
    pub created_at: Timestamp,
    /// That account.
    pub account: AccountId,
}

impl CustomerCursor {
    /// The cursor as an address carries it.
    #[must_use]
    pub fn write(&self) -> String {
        format!("{:x}.{}", self.created_at.millis(), self.account)
    }

    /// Reads a cursor.
    ///
    /// # Errors
    /// [`InvalidCustomerCursor`].
    pub fn parse(text: &str) -> Result<Self, InvalidCustomerCursor> {
        let (millis, account) = text.split_once('.').ok_or(InvalidCustomerCursor)?;
        let plain = (1..=12).contains(&millis.len())
            && millis.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let millis = if plain { i64::from_str_radix(millis, 16).ok() } else { None };
        let account = AccountId::parse(account).map_err(|_| InvalidCustomerCursor)?;
        let created_at = Timestamp::from_millis(millis.ok_or(InvalidCustomerCursor)?);
        Ok(Self { created_at, account })
    }
}

/// What a text looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CustomerFind {
    /// Accounts that have or claim this address.
    Mail(Email),
    /// The account of this id: the audit log names people by it.
    Account(AccountId),
    /// Accounts of people of whose names each of these words begins one, in capital letters or not.
    Name(String),
}

impl CustomerFind {
    /// Shortest text, in characters: fewer would find half of all people.
    pub const SHORTEST: usize = 2;
    /// Longest text, in characters.
    pub const LONGEST: usize = 254;

    /// Reads what was typed into the one field; nothing if that is empty.
    ///
    /// # Errors
    /// A refusal of the field `find`.
    pub fn read(text: &str) -> Result<Option<Self>, FieldError> {
        let refused = |message| Err(FieldError { field: "find", message });
        let text = text.trim();
        let length = text.chars().count();
        if length == 0 {
            return Ok(None);
        }
        if text.contains(char::is_control) || !(Self::SHORTEST..=Self::LONGEST).contains(&length) {
            return refused("Enter 2 to 254 ordinary characters.");
        }
        if !text.contains('@') {
            let id = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
            return Ok(Some(match AccountId::parse(text.to_lowercase()) {
                Ok(account) if id => Self::Account(account),
                _ => Self::Name(text.to_owned()),
            }));
        }
        match Email::parse(text) {
            Ok(mail) => Ok(Some(Self::Mail(mail))),
            Err(_) => refused("Enter the whole email address, like name@example.com."),
        }
    }
}

/// Which accounts staff ask for; all that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerQuery {
    /// Only those of this kind.
    pub kind: Option<CustomerKind>,
    /// Only those that this finds.
    pub find: Option<CustomerFind>,
    /// Only what comes after this.
    pub after: Option<CustomerCursor>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_an_at_is_an_address_and_any_other_an_id_or_a_name() {
        assert_eq!(CustomerFind::read("  "), Ok(None));
        let mail = Email::parse("ada@example.com").expect("an address");
        assert_eq!(CustomerFind::read(" Ada@Example.com "), Ok(Some(CustomerFind::Mail(mail))));
        let name = CustomerFind::Name("Ada By".to_owned());
        assert_eq!(CustomerFind::read("Ada By "), Ok(Some(name)));
        let id = "0123456789abcdef0123456789abcdef";
        let account = CustomerFind::Account(AccountId::parse(id).expect("an id"));
        assert_eq!(CustomerFind::read(&id.to_uppercase()), Ok(Some(account)));
        for bad in ["a", "a@", "a\u{0}b", &"x".repeat(255)] {
            assert_eq!(CustomerFind::read(bad).map_err(|error| error.field), Err("find"), "{bad}");
        }
    }

    #[test]
    fn a_cursor_reads_back_and_anything_else_is_none() {
        let account = AccountId::parse("0123456789abcdef0123456789abcdef").expect("an id");
        let cursor =
            CustomerCursor { created_at: Timestamp::from_millis(1_795_269_900_123), account };
        assert_eq!(CustomerCursor::parse(&cursor.write()), Ok(cursor));
        for bad in ["", "1", "1.", ".a", "-1.a", "0123456789abc.a", "X.a"] {
            assert_eq!(CustomerCursor::parse(bad), Err(InvalidCustomerCursor), "{bad}");
        }
    }

    #[test]
    fn each_kind_is_found_by_its_name() {
        for kind in CustomerKind::ALL {
            assert_eq!(CustomerKind::named(kind.name()), Some(kind));
        }
        assert_eq!(CustomerKind::named("somebody"), None);
    }
}
