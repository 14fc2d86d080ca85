//! English stems, remembered: a catalogue repeats its words.

use rustc_hash::FxHashMap;
use tantivy::tokenizer::{Language, RawTokenizer, TextAnalyzer, TokenStream};

/// Stems remembered before the memory is emptied.
const REMEMBERED: usize = 50_000;
/// Longest term that is kept, in bytes.
const LONGEST: usize = 48;

/// Brings words to their stems.
pub(crate) struct Stemmer {
    analyzer: TextAnalyzer,
    known: FxHashMap<String, String>,
}

impl Default for Stemmer {
    fn default() -> Self {
        let analyzer = TextAnalyzer::builder(RawTokenizer::default())
            .filter(tantivy::tokenizer::Stemmer::new(Language::English))
            .build();
        Self { analyzer, known: FxHashMap::default() }
    }
}

impl Stemmer {
    /// The stem of a folded word. What holds a digit or a letter outside a-z stays as it is.
    pub(crate) fn stem(&mut self, word: &str) -> String {
        if let Some(stem) = self.known.get(word) {
            return stem.clone();
        }
        let stem = if word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            let mut stream = self.analyzer.token_stream(word);
            if stream.advance() { stream.token().text.clone() } else { word.to_owned() }
        } else {
            word.to_owned()
        };
        let stem = cut(&stem).to_owned();
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        self.known.insert(word.to_owned(), stem.clone());
        stem
    }
}

fn cut(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_meet_in_their_stem_and_codes_stay() {
        let mut stemmer = Stemmer::default();
        assert_eq!(stemmer.stem("batteries"), stemmer.stem("battery"));
        assert_eq!(stemmer.stem("headphones"), stemmer.stem("headphone"));
        assert_eq!(stemmer.stem("m404dns"), "m404dns");
        assert_eq!(stemmer.stem("наушники"), "наушники");
        assert!(stemmer.stem(&"é".repeat(100)).len() <= LONGEST);
    }
}
