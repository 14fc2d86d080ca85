//! What a merchant says of queries, beside what products say of themselves.

use rustc_hash::FxHashMap;

use crate::{row::fingerprint, synonyms::Synonyms, text::fold};

/// Which words mean the same, and what comes first for which query.
#[derive(Clone, Debug, Default)]
pub struct Wording {
    /// Words that mean the same.
    pub synonyms: Synonyms,
    /// What comes first.
    pub pins: Pins,
}

impl Wording {
    /// Equal for wordings that were said alike, in the same order.
    pub(crate) fn fingerprint(&self) -> u64 {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.synonyms.fingerprint().to_le_bytes());
        bytes[8..].copy_from_slice(&self.pins.fingerprint.to_le_bytes());
        fingerprint(&bytes)
    }
}

/// Products that come first for a query, whatever it finds.
#[derive(Clone, Debug, Default)]
pub struct Pins {
    by_query: FxHashMap<String, Vec<String>>,
    fingerprint: u64,
}

impl Pins {
    /// Puts products first for a query, by their ids and in this order. Case, accents and white
    /// space of the query do not matter; of two that differ in these alone, the later one counts.
    pub fn put(&mut self, query: &str, products: &[String]) {
        let query = key(query);
        let text = format!("{:016x}{query}>{}", self.fingerprint, products.join(","));
        self.fingerprint = fingerprint(text.as_bytes());
        self.by_query.insert(query, products.to_vec());
    }

    /// The ids of what comes first for a query.
    pub(crate) fn of(&self, query: &str) -> &[String] {
        if self.by_query.is_empty() {
            return &[];
        }
        self.by_query.get(&key(query)).map_or(&[], Vec::as_slice)
    }
}

fn key(query: &str) -> String {
    fold(query).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_known_however_it_is_typed() {
        let mut pins = Pins::default();
        assert!(pins.of("kettle").is_empty());
        pins.put("café kettle", &["p2".to_owned(), "p1".to_owned()]);
        for typed in ["café kettle", "Cafe  Kettle", " CAFÉ kettle "] {
            assert_eq!(pins.of(typed), ["p2", "p1"], "{typed}");
        }
        assert!(pins.of("kettle").is_empty());
    }

    #[test]
    fn another_order_is_another_wording() {
        let mut one = Wording::default();
        one.pins.put("q", &["a".to_owned(), "b".to_owned()]);
        let mut other = Wording::default();
        other.pins.put("q", &["b".to_owned(), "a".to_owned()]);
        assert_ne!(one.fingerprint(), other.fingerprint());
        assert_ne!(one.fingerprint(), Wording::default().fingerprint());
    }
}
