//! Which queries may be written down, and in which form.

/// Longest query that is counted, in characters.
const LONGEST: usize = 80;
/// From how many digits on a number may be somebody's telephone or card.
const PERSONAL_DIGITS: usize = 9;

/// The query in the form in which it is counted: lower case, white space folded. None for what may
/// tell who asked, an address with `@` or a long number, and for what is no query of a few words.
#[must_use]
pub fn countable(query: &str) -> Option<String> {
    let apart = |character: char| character.is_whitespace() || character.is_control();
    let words = query.split(apart).filter(|word| !word.is_empty());
    let folded = words.collect::<Vec<_>>().join(" ").to_lowercase();
    let digits = folded
        .split(|character: char| character.is_alphabetic())
        .map(|run| run.chars().filter(char::is_ascii_digit).count())
        .max();
    let personal = folded.contains('@') || digits >= Some(PERSONAL_DIGITS);
    let wordy = folded.chars().any(char::is_alphanumeric);
    (wordy && !personal && folded.chars().count() <= LONGEST).then_some(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_tell_who_asked_is_not_counted() {
        assert_eq!(countable("  USB-C   Hub "), Some("usb-c hub".to_owned()));
        // PostgreSQL would refuse it, and every other count of the same write.
        assert_eq!(countable("kettle\0black"), Some("kettle black".to_owned()));
        for kept_out in ["ada@example.com", "4242 4242 4242 4242", "+49 170 1234567", "!!!", ""] {
            assert_eq!(countable(kept_out), None, "{kept_out}");
        }
    }
}
