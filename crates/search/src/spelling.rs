//! Words that are spelt nearly so: one letter more, less, other or swapped, never two.

use rustc_hash::FxHashMap;
use tantivy::{Term, query::FuzzyTermQuery, schema::Field};

use crate::{
    columns::Damaged,
    matching::Matches,
    query::Plan,
    snapshot::Snapshot,
    text::{fold, words},
};

/// With fewer products than this that have all words, a better spelling is looked for.
pub(crate) const LITTLE: usize = 3;
/// Shortest word that is corrected, in characters.
const SHORTEST: usize = 4;
/// A word that stands in this few products may be a slip in those products as well.
const RARE: u32 = 2;
/// How much more often the better spelling of a rare word has to stand.
const TIMES: u32 = 20;

/// The query with the words that little is found with spelt better; none when nothing is better.
pub(crate) fn corrected(
    snapshot: &Snapshot,
    plan: &Plan,
    matches: &Matches,
    query: &str,
) -> Result<Option<String>, Damaged> {
    let mut better = FxHashMap::default();
    for (concept, frequency) in plan.concepts.iter().zip(&matches.frequencies) {
        let word = &concept.written;
        if !concept.required || *frequency > RARE || better.contains_key(word) {
            continue;
        }
        let letters = word.chars().filter(|character| character.is_alphabetic()).count();
        if letters < SHORTEST {
            continue;
        }
        if let Some(known) = nearest(snapshot, word, frequency * TIMES)? {
            better.insert(word.clone(), known);
        }
    }
    if better.is_empty() {
        return Ok(None);
    }
    let tokens: Vec<String> = query
        .split_whitespace()
        .map(|token| {
            let parts = words(token);
            if !parts.iter().any(|part| better.contains_key(&part.text)) {
                return token.to_owned();
            }
            let parts =
                parts.iter().map(|part| better.get(&part.text).unwrap_or(&part.text).as_str());
            parts.collect::<Vec<_>>().join(" ")
        })
        .collect();
    let text = tokens.join(" ");
    Ok((fold(&text) != fold(query)).then_some(text))
}

/// The word that stands in most products among those spelt nearly like this, if in more than
/// `above`. People seldom get the first letter wrong, so that counts.
fn nearest(snapshot: &Snapshot, word: &str, above: u32) -> Result<Option<String>, Damaged> {
    let automaton =
        FuzzyTermQuery::new(Term::from_field_text(Field::from_field_id(0), word), 1, true)
            .automaton()?;
    let mut found: FxHashMap<String, u32> = FxHashMap::default();
    for view in &snapshot.segments {
        let mut stream = view.written().terms().search(&automaton).into_stream()?;
        while stream.advance() {
            if let Ok(term) = std::str::from_utf8(stream.key()) {
                let products = view.written_frequency(stream.value())?;
                *found.entry(term.to_owned()).or_default() += products;
            }
        }
    }
    let first = word.chars().next();
    let rank =
        |term: &str, products: u32| products * if term.chars().next() == first { 4 } else { 1 };
    Ok(found
        .into_iter()
        .filter(|(term, products)| term != word && *products > above)
        .max_by(|(a, in_a), (b, in_b)| rank(a, *in_a).cmp(&rank(b, *in_b)).then_with(|| b.cmp(a)))
        .map(|(term, _)| term))
}
