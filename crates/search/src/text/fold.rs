//! Case, accents and width folded away.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The text in lower case without accents: `Café` becomes `cafe`, full-width letters plain ones.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for character in text.nfkd().filter(|character| !is_combining_mark(*character)) {
        for lower in character.to_lowercase().filter(|lower| !is_combining_mark(*lower)) {
            match lower {
                'ß' => folded.push_str("ss"),
                'æ' => folded.push_str("ae"),
                'œ' => folded.push_str("oe"),
                'þ' => folded.push_str("th"),
                'ø' => folded.push('o'),
                'đ' | 'ð' => folded.push('d'),
                'ł' => folded.push('l'),
                'ı' => folded.push('i'),
                other => folded.push(other),
            }
        }
    }
    folded
}

/// A SKU, barcode or maker's number with case and punctuation folded away: `C-4872 a` and `C4872A`
/// are one code. None for what is too short or too long to be one.
pub(crate) fn code(text: &str) -> Option<String> {
    let mut code = fold(text);
    code.retain(char::is_alphanumeric);
    (3..=64).contains(&code.len()).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_width_do_not_matter() {
        for (text, folded) in [
            ("Café", "cafe"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("ＵＳＢ", "usb"),
            ("Łódź", "lodz"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn codes_meet_however_they_are_written() {
        for text in ["c4872a", "C-4872-A", " C 4872 A", "c.4872/a"] {
            assert_eq!(code(text).as_deref(), Some("c4872a"));
        }
        assert_eq!(code("--"), None);
    }
}
