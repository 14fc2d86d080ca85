//! From text to the terms that are indexed and asked for: the same road for products and queries,
//! so that the two meet however either was written.

mod fold;
mod stem;
mod units;
mod words;

pub(crate) use fold::{code, fold};
pub(crate) use stem::Stemmer;
pub(crate) use words::{Word, words};

/// Words that say little on their own. A query's other words decide.
pub(crate) fn says_little(word: &str) -> bool {
    const WORDS: [&str; 20] = [
        "a", "an", "and", "are", "at", "by", "for", "from", "in", "inch", "is", "my", "of", "on",
        "or", "some", "the", "to", "with", "your",
    ];
    WORDS.contains(&word)
}
