//! Passwords that are guessed first: words that many choose, and patterns that all fingers find.

use std::{collections::HashSet, sync::LazyLock};

/// Words, one or more a line; see the top of the file.
static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../data/common-words.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

/// What is put before or behind a common word without making it much rarer, in characters.
const DECORATION: usize = 6;
/// Shortest piece of a row that counts as one.
const RUN: usize = 3;

/// Along what fingers and minds run, forwards or backwards.
const ROWS: [&str; 12] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "qwertzuiop",
    "azertyuiop",
    "qsdfghjklm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "qawsedrftgyhujikolp",
    "!@#$%^&*()",
];

static RUNS: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
    let forwards = ROWS.iter().map(|row| row.chars().collect::<Vec<_>>());
    forwards.flat_map(|row| [row.iter().rev().copied().collect(), row]).collect()
});

/// Whether a password, in lower case, is one of those that are guessed first.
pub(super) fn is_common(password: &str) -> bool {
    let characters: Vec<char> = password.chars().collect();
    few_characters(&characters)
        || is_date(password)
        || runs_only(&characters)
        || is_word(password)
        || repeated(&characters).is_some_and(|unit| is_word(&unit) || unit.chars().count() <= 4)
}

/// A text with digits and signs read as the letters that they stand for.
pub(super) fn without_disguise(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | '!' | '|' => 'i',
            '3' | '€' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' | '+' => 't',
            other => other,
        })
        .collect()
}

/// A common word, perhaps disguised, perhaps with a year or the like around it.
fn is_word(password: &str) -> bool {
    if WORDS.contains(password) || WORDS.contains(without_disguise(password).as_str()) {
        return true;
    }
    let around = |core: &str| {
        core.len() >= 3
            && password.chars().count() - core.chars().count() <= DECORATION
            && (WORDS.contains(core) || WORDS.contains(without_disguise(core).as_str()))
    };
    let letter = |c: char| c.is_alphabetic();
    let core = password.trim_matches(|c: char| !letter(c));
    // A sign at the end may belong to the word ("pa$$") or not ("password!"): both are tried.
    around(core)
        || around(password.trim_matches(|c: char| c.is_ascii_digit()))
        || around(password.trim_end_matches(|c: char| !letter(c)))
        || around(password.trim_start_matches(|c: char| !letter(c)))
        || around(core.replace([' ', '-', '_', '.'], "").as_str())
}

fn few_characters(characters: &[char]) -> bool {
    characters.iter().collect::<HashSet<_>>().len() <= 2
}

/// The shortest text that the password is two or more of.
fn repeated(characters: &[char]) -> Option<String> {
    let length = characters.len();
    (1..=length / 2)
        .filter(|unit| length.is_multiple_of(*unit))
        .find(|unit| characters.chunks(*unit).all(|chunk| chunk == &characters[..*unit]))
        .map(|unit| characters[..unit].iter().collect())
}

/// Eight digits that are a day: year first or last.
fn is_date(password: &str) -> bool {
    if password.len() != 8 || !password.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let number = |range: std::ops::Range<usize>| password[range].parse::<u32>().unwrap_or(0);
    let day = |year: u32, month: u32, day: u32| {
        (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
    };
    day(number(0..4), number(4..6), number(6..8))
        || day(number(4..8), number(2..4), number(0..2))
        || day(number(4..8), number(0..2), number(2..4))
}

/// Whether it is pieces of rows, or of one character, and nothing else.
fn runs_only(characters: &[char]) -> bool {
    let length = characters.len();
    let mut reached = vec![false; length + 1];
    reached[0] = true;
    for start in 0..length {
        if !reached[start] {
            continue;
        }
        for end in start + RUN..=length {
            let piece = &characters[start..end];
            let one = piece.iter().all(|c| *c == piece[0]);
            if !one && !RUNS.iter().any(|row| row.windows(piece.len()).any(|part| part == piece)) {
                break;
            }
            reached[end] = true;
        }
    }
    reached[length]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_clean() {
        assert!(WORDS.len() > 800, "{}", WORDS.len());
        for word in WORDS.iter() {
            assert_eq!(*word, word.to_lowercase());
            assert!(word.chars().count() >= 3, "{word}");
        }
    }

    #[test]
    fn patterns_of_fingers_are_common() {
        for bad in [
            "aaaaaaaa",
            "abababab",
            "abcabcabc",
            "abcd1234",
            "1234qwer",
            "qwertyuiop",
            "1qaz2wsx",
            "zaq12wsx",
            "1q2w3e4r5t",
            "87654321",
            "asdfasdf",
            "asdf1234",
            "azertyuiop",
            "!@#$%^&*",
            "19841231",
            "31121984",
            "123123123",
            "111222333",
        ] {
            assert!(is_common(bad), "{bad}");
        }
    }

    #[test]
    fn words_with_years_and_signs_are_common() {
        for bad in [
            "password",
            "passwordpassword",
            "p4$$w0rd",
            "password!",
            "pa$$word2024",
            "summer2026!",
            "2024winter",
            "!!dragon99",
            "football7",
            "let-me-in",
            "michael85",
            "trustno1",
            "iloveyou!!",
            "welcome123",
            "liverpool1892",
        ] {
            assert!(is_common(bad), "{bad}");
        }
    }

    #[test]
    fn longer_thoughts_are_not() {
        for good in [
            "correct horse battery staple",
            "summer in the harbour",
            "dragonfly kettle",
            "73915284",
            "tr0ub4dor&3x",
            "passwordless evenings",
        ] {
            assert!(!is_common(good), "{good}");
        }
    }
}
