//! Text cut into words.

use super::{fold, units};

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Folded; a unit by its one name.
    pub(crate) text: String,
    /// Whether it belongs to the word before it: no white space between them in `usb-c`, or a
    /// number and its unit in `15.6 inch`.
    pub(crate) bound: bool,
}

impl Word {
    fn is_number(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    }
}

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let folded = fold(text);
    let mut cutter = Cutter::default();
    let mut characters = folded.chars().peekable();
    let mut before_last = ' ';
    let mut last = ' ';
    while let Some(character) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        match character {
            ideograph if is_ideograph(ideograph) => {
                cutter.finish();
                cutter.current.push(ideograph);
                cutter.finish();
            }
            letter if letter.is_alphanumeric() => cutter.current.push(letter),
            '.' | ',' if last.is_ascii_digit() && next.is_ascii_digit() => {
                if character == '.' || !groups_thousands(&characters) {
                    cutter.current.push('.');
                }
            }
            '"' | '\u{201d}' if last.is_ascii_digit() => cutter.inch(),
            '\'' | '\u{2032}' | '\u{2019}' if last == character && before_last.is_ascii_digit() => {
                cutter.inch();
            }
            '\'' | '\u{2019}' if last.is_alphabetic() && next.is_alphabetic() => {}
            '\'' | '\u{2032}' | '\u{2019}' => cutter.finish(),
            space if space.is_whitespace() => {
                cutter.finish();
                cutter.bound = false;
            }
            _ => cutter.finish(),
        }
        before_last = last;
        last = character;
    }
    cutter.finish();
    cutter.words
}

#[derive(Default)]
struct Cutter {
    words: Vec<Word>,
    current: String,
    bound: bool,
}

impl Cutter {
    fn finish(&mut self) {
        if self.current.is_empty() {
            return;
        }
        let word = std::mem::take(&mut self.current);
        let digits = word.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        match units::after_number(&word[digits..]).filter(|_| digits > 0) {
            Some(unit) => {
                self.push(word[..digits].to_owned(), self.bound);
                self.push(unit.to_owned(), true);
            }
            None => {
                let measures = self.words.last().is_some_and(Word::is_number);
                let unit =
                    if measures { units::after_number(&word) } else { units::spelt_out(&word) };
                match unit {
                    Some(unit) => self.push(unit.to_owned(), measures || self.bound),
                    None => self.push(word, self.bound),
                }
            }
        }
        self.bound = true;
    }

    fn push(&mut self, text: String, bound: bool) {
        let bound = bound && !self.words.is_empty();
        self.words.push(Word { text, bound });
    }

    fn inch(&mut self) {
        self.finish();
        self.push("inch".to_owned(), true);
    }
}

/// Whether exactly three digits follow: the comma in `1,000` is no decimal point.
fn groups_thousands(rest: &std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    rest.clone().take_while(char::is_ascii_digit).take(4).count() == 3
}

/// Scripts written without spaces: each character is a word, bound to its neighbours.
fn is_ideograph(character: char) -> bool {
    matches!(u32::from(character), 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x2ffff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        let mut shown = String::new();
        for word in words(text) {
            shown.push_str(if word.bound { "+" } else { " " });
            shown.push_str(&word.text);
        }
        shown.trim_start().to_owned()
    }

    #[test]
    fn the_ways_to_write_a_measure_meet() {
        for text in [
            "15.6 inch",
            "15.6\"",
            "15.6-inch",
            "15,6 inches",
            "15.6in",
            "15.6″",
            "15.6''",
            "15.6 Inches",
        ] {
            assert_eq!(shown(text), "15.6+inch", "{text}");
        }
        for text in ["500gb", "500 GB", "500 gigabytes", "500-GB"] {
            assert_eq!(shown(text), "500+gb", "{text}");
        }
        assert_eq!(shown("1,000 sheets"), "1000 sheets");
    }

    #[test]
    fn punctuation_binds_and_space_parts() {
        for (text, expected) in [
            ("USB-C hub", "usb+c hub"),
            ("T-shirt, blue", "t+shirt blue"),
            ("women's", "womens"),
            ("PS4 Pro", "ps4 pro"),
            ("TN-2110", "tn+2110"),
            ("black/white", "black+white"),
            ("plug in", "plug in"),
            ("耳机", "耳+机"),
            ("?!… —", ""),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_cut(text in "\\PC{0,80}") {
            for word in words(&text) {
                prop_assert!(!word.text.is_empty());
            }
        }
    }
}
