//! Fields that were refused, with the sentence to show beside each.

use serde::{Deserialize, Serialize};

use super::{LONGEST_NAME, LONGEST_PASSWORD, SHORTEST_PASSWORD};
use crate::staff::MOST_STAFF;

/// A field that was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The field's name in the form.
    pub field: &'static str,
    /// Why.
    pub reason: Reason,
}

/// Why a field was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// There is no name.
    NoName,
    /// The name is too long or is none.
    BadName,
    /// There is no such address.
    BadMail,
    /// The address is the one that the account has.
    SameMail,
    /// Too few characters.
    PasswordTooShort,
    /// Too many characters.
    PasswordTooLong,
    /// One of those that are tried first.
    PasswordCommon,
    /// Little more than the name of the shop or of the person, or their address.
    PasswordLikeName,
    /// Not the account's.
    WrongPassword,
    /// Not the code of now, or one that was used.
    WrongCode,
    /// Too many wrong codes within an hour.
    TooManyCodes,
    /// No role was chosen, or one that the person may not give.
    BadRoles,
    /// There is no label, or it is too long.
    BadLabel,
    /// The shop has as many members of staff as it can have.
    TooManyStaff,
}

impl Reason {
    /// What to do about it.
    #[must_use]
    pub fn message(self) -> String {
        let fixed = match self {
            Self::NoName => "Enter your name.",
            Self::BadName => {
                return format!("Use at most {LONGEST_NAME} ordinary characters for the name.");
            }
            Self::BadMail => "Enter an email address like name@example.com.",
            Self::SameMail => "This is already your address.",
            Self::PasswordTooShort => {
                return format!("Use at least {SHORTEST_PASSWORD} characters.");
            }
            Self::PasswordTooLong => {
                return format!("Use at most {LONGEST_PASSWORD} characters.");
            }
            Self::PasswordCommon => {
                "Many people use this password, so it is guessed first. Choose another."
            }
            Self::PasswordLikeName => {
                "Choose a password that is not made from the shop's name, your name or address."
            }
            Self::WrongPassword => "This is not the password of the account.",
            Self::WrongCode => "This code is not right, or was used already. Try the next one.",
            Self::TooManyCodes => {
                "Too many wrong codes were entered for this account. Wait for an hour, or ask an owner."
            }
            Self::BadRoles => "Choose at least one role, and only ones you have.",
            Self::BadLabel => "Enter a label of at most 80 characters.",
            Self::TooManyStaff => {
                return format!(
                    "{MOST_STAFF} people are staff already, and no more can be. Remove somebody first."
                );
            }
        };
        fixed.to_owned()
    }
}
