//! Words that mean the same, as a merchant says.

use rustc_hash::FxHashMap;

use crate::{
    row::fingerprint,
    text::{Stemmer, words},
};

/// Groups of words that mean the same. Looked up when a query is read, so that a change needs no
/// new index.
#[derive(Clone, Debug, Default)]
pub struct Synonyms {
    others: FxHashMap<String, Vec<String>>,
    fingerprint: u64,
}

impl Synonyms {
    /// Synonyms from groups of words: each word of a group finds what the others find.
    pub fn from_groups<'a>(groups: impl IntoIterator<Item = &'a [&'a str]>) -> Self {
        let mut synonyms = Self::default();
        let mut stemmer = Stemmer::default();
        let mut text = String::new();
        for group in groups {
            let mut stem = |written: &&str| {
                let joined: String = words(written).into_iter().map(|word| word.text).collect();
                stemmer.stem(&joined)
            };
            let folded: Vec<String> = group.iter().map(&mut stem).collect();
            text.push_str(&folded.join(","));
            text.push('\n');
            for (at, word) in folded.iter().enumerate() {
                let others = folded.iter().enumerate().filter(|(other, _)| *other != at);
                synonyms
                    .others
                    .entry(word.clone())
                    .or_default()
                    .extend(others.map(|(_, other)| other.clone()));
            }
        }
        if !text.is_empty() {
            synonyms.fingerprint = fingerprint(text.as_bytes());
        }
        synonyms
    }

    /// The stems of the other words for this stem. Several words are one stem, written as one.
    pub(crate) fn of(&self, stem: &str) -> &[String] {
        self.others.get(stem).map_or(&[], Vec::as_slice)
    }

    /// Equal for equal synonyms.
    pub(crate) fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}
