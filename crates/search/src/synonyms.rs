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
        for group in groups {
            synonyms.add_group(group);
        }
        synonyms
    }

    /// Adds a group, of which each word finds what the others find.
    pub fn add_group(&mut self, group: &[impl AsRef<str>]) {
        let group = stems(group);
        self.join(&group, &group);
        self.note(&group, &[]);
    }

    /// Lets `words` find what `also` finds, and not the other way round.
    pub fn add_one_way(&mut self, words: &[impl AsRef<str>], also: &[impl AsRef<str>]) {
        let (words, also) = (stems(words), stems(also));
        self.join(&words, &also);
        self.note(&words, &also);
    }

    fn join(&mut self, words: &[String], also: &[String]) {
        for word in words {
            let others = self.others.entry(word.clone()).or_default();
            for other in also.iter().filter(|other| *other != word) {
                // Said twice it must not count twice.
                if !others.contains(other) {
                    others.push(other.clone());
                }
            }
        }
    }

    /// The fingerprint goes on from the one before.
    fn note(&mut self, words: &[String], also: &[String]) {
        let text = format!("{:016x}{}>{}", self.fingerprint, words.join(","), also.join(","));
        self.fingerprint = fingerprint(text.as_bytes());
    }

    /// The stems of the other words for this stem. Several words are one stem, written as one.
    pub(crate) fn of(&self, stem: &str) -> &[String] {
        self.others.get(stem).map_or(&[], Vec::as_slice)
    }

    /// Equal for synonyms that were said alike, in the same order.
    pub(crate) fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}

/// The stem of each word. What folds to nothing, dashes say, finds nothing and is left out.
fn stems(written: &[impl AsRef<str>]) -> Vec<String> {
    let mut stemmer = Stemmer::default();
    let joined = written.iter().map(|written| {
        words(written.as_ref()).into_iter().map(|word| word.text).collect::<String>()
    });
    joined.filter(|word| !word.is_empty()).map(|word| stemmer.stem(&word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_way_leads_one_way() {
        let mut synonyms = Synonyms::from_groups([&["sofa", "couches"][..]]);
        synonyms.add_one_way(&["phone"], &["smart phones"]);
        synonyms.add_group(&["Couch", "sofa", "settee"]);
        assert_eq!(synonyms.of("phone"), ["smartphon"]);
        assert!(synonyms.of("smartphon").is_empty());
        assert_eq!(synonyms.of("sofa"), ["couch", "sette"], "said twice, it counts once");
    }

    #[test]
    fn equal_fingerprints_mean_equal_words() {
        let mut way = Synonyms::default();
        way.add_one_way(&["a1"], &["b1"]);
        let group = Synonyms::from_groups([&["a1", "b1"][..]]);
        let again = Synonyms::from_groups([&["A1", "B1"][..]]);
        assert_ne!(way.fingerprint(), group.fingerprint());
        assert_eq!(again.fingerprint(), group.fingerprint());
        assert_ne!(group.fingerprint(), Synonyms::default().fingerprint());
    }
}
