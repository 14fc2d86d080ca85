//! Which passwords are taken.

use std::borrow::Cow;

use storefront::account::{LONGEST_PASSWORD, Reason, SHORTEST_PASSWORD, Secret};
use unicode_normalization::UnicodeNormalization;

mod common_passwords;

/// Shortest name that counts as a part of a password: shorter ones are in too many by chance.
const SHORTEST_NAME: usize = 4;

/// The password in composed form (NFC): what one keyboard sends as `é` another sends as `e` and an
/// accent.
pub(crate) fn composed(password: &Secret) -> Secret {
    Secret::new(password.reveal().nfc().collect::<String>())
}

/// Checks a new password of a person, whose names and address it must not be made of. There are
/// no rules about what characters it has.
pub(crate) fn check(password: &Secret, shop: &str, name: &str, email: &str) -> Result<(), Reason> {
    let password = composed(password);
    let password = password.reveal();
    let length = password.chars().count();
    if length < SHORTEST_PASSWORD {
        return Err(Reason::PasswordTooShort);
    }
    if length > LONGEST_PASSWORD {
        return Err(Reason::PasswordTooLong);
    }
    let password = password.to_lowercase();
    if made_of_names(&password, shop, name, email) {
        return Err(Reason::PasswordLikeName);
    }
    if common_passwords::is_common(&password) {
        return Err(Reason::PasswordCommon);
    }
    Ok(())
}

/// Whether less than a password is left of it without the names in it.
fn made_of_names(password: &str, shop: &str, name: &str, email: &str) -> bool {
    let local = email.split('@').next().unwrap_or_default();
    let whole = [shop, name, email, local];
    let parts = whole.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let mut names: Vec<String> = whole.iter().copied().chain(parts).map(letters).collect();
    names.retain(|name| name.chars().count() >= SHORTEST_NAME);
    // The longest first, so that a part of a name does not break the whole.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    [Cow::Borrowed(password), common_passwords::without_disguise(password).into()].iter().any(
        |spelt| {
            let spelt = letters(spelt);
            let left =
                names.iter().fold(spelt.clone(), |left, name| left.replace(name.as_str(), ""));
            left.len() < spelt.len() && left.chars().count() < SHORTEST_PASSWORD
        },
    )
}

/// Letters and digits, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn checked(password: &str) -> Result<(), Reason> {
        let password = Secret::new(password);
        check(&password, "Quayside", "Ada Lovelace", "ada.lovelace@analytical.example")
    }

    #[test]
    fn only_length_counts_and_it_counts_characters() {
        for (password, refused) in [
            ("", Some(Reason::PasswordTooShort)),
            ("gköß€漢字", Some(Reason::PasswordTooShort)),
            ("gköß€漢字é", None),
            ("gköß€漢e\u{301}", Some(Reason::PasswordTooShort)),
            ("no digits and no capitals", None),
            ("  x  y z  w  ", None),
        ] {
            assert_eq!(checked(password).err(), refused, "{password}");
        }
        let longest: String = ('\u{4e00}'..).take(LONGEST_PASSWORD).collect();
        assert_eq!(checked(&longest), Ok(()));
        assert_eq!(checked(&format!("{longest}e")), Err(Reason::PasswordTooLong));
    }

    #[test]
    fn names_with_a_little_around_them_are_refused() {
        for bad in [
            "quayside",
            "Quayside2026!",
            "qu4ys1de!!",
            "ada.lovelace",
            "Lovelace1",
            "lovelaceada",
            "ada.lovelace@analytical.example",
            "AdaLovelace99",
            "quaysidelovelace",
            "Analytical7",
        ] {
            assert_eq!(checked(bad), Err(Reason::PasswordLikeName), "{bad}");
        }
        for good in ["ships at the quayside rest", "canada-geese-overhead"] {
            assert_eq!(checked(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn what_is_guessed_first_is_refused() {
        for bad in ["password", "P@ssw0rd1!", "Iloveyou2", "qwerty123456", "12345678"] {
            assert_eq!(checked(bad), Err(Reason::PasswordCommon), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn random_passwords_of_a_manager_are_taken(password in "[a-zA-Z0-9]{20}") {
            prop_assert_eq!(checked(&password), Ok(()));
        }

        #[test]
        fn any_text_gets_an_answer(password in "\\PC{0,140}") {
            let length = composed(&Secret::new(password.as_str())).reveal().chars().count();
            let answer = checked(&password);
            prop_assert_eq!(answer == Err(Reason::PasswordTooShort), length < 8);
            prop_assert_eq!(answer == Err(Reason::PasswordTooLong), length > 128);
        }
    }
}
