//! What to offer while someone types.

use storefront::{product::CategoryLink, search::Suggestions};
use tantivy::postings::TermInfo;

use crate::{
    columns::Damaged,
    finding::{cards, with_stemmer},
    generations::Generation,
    matching, order, query,
    snapshot::Snapshot,
    text::{fold, words},
};

/// Most words that the beginning of one is completed to.
const MOST_COMPLETIONS: usize = 24;
/// Most words that are looked at for that.
const MOST_LOOKED_AT: usize = 3_000;

/// Categories and products for the beginning of a query.
pub(crate) fn suggest(
    generation: &Generation,
    beginning: &str,
    limit: usize,
) -> Result<Suggestions, Damaged> {
    let snapshot = &*generation.snapshot;
    let words: Vec<String> = words(beginning).into_iter().map(|word| word.text).collect();
    if words.is_empty() {
        return Ok(Suggestions::default());
    }
    Ok(Suggestions {
        queries: Vec::new(),
        categories: categories(snapshot, &words, limit),
        products: {
            let page = products(generation, beginning, &words, limit)?;
            cards(snapshot, &page)?
        },
    })
}

/// Categories in whose names every word begins one, the largest first.
fn categories(snapshot: &Snapshot, words: &[String], limit: usize) -> Vec<CategoryLink> {
    let dictionary = snapshot.dictionary();
    let mut found: Vec<(u32, &str, CategoryLink)> = Vec::new();
    for (number, size) in snapshot.category_sizes.iter().enumerate().filter(|(_, size)| **size > 0)
    {
        let name = dictionary.category_name(number as u32);
        let folded = fold(name);
        let begins = |word: &String| {
            folded.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(word.as_str()))
        };
        let slug = dictionary.categories.text(number as u32);
        if words.iter().all(begins)
            && let Ok(parsed) = kernel::Slug::parse(slug)
        {
            found.push((*size, slug, CategoryLink { slug: parsed, name: name.to_owned() }));
        }
    }
    found.sort_by(|a, b| (b.0, a.1).cmp(&(a.0, b.1)));
    found.into_iter().take(limit).map(|(.., link)| link).collect()
}

fn products(
    generation: &Generation,
    beginning: &str,
    words: &[String],
    limit: usize,
) -> Result<Vec<matching::Match>, Damaged> {
    let snapshot = &*generation.snapshot;
    with_stemmer(|stemmer| {
        let mut plan = query::plan(snapshot, stemmer, &generation.wording.synonyms, beginning)?;
        let typing = !beginning.ends_with(char::is_whitespace);
        if let (true, Some(last), Some(concept)) = (typing, words.last(), plan.concepts.last_mut())
        {
            concept.required = true;
            for completion in completions(snapshot, last)? {
                let stem = stemmer.stem(&completion);
                let places = snapshot.places(&stem, &query::NAMING)?;
                concept.places.extend(places.into_iter().map(|place| (place, 1.0)));
            }
        }
        let mut matches = matching::run(snapshot, &plan, Some(false))?;
        order::raise(generation, &mut matches.found);
        let sort = storefront::search_request::Sort::Relevance;
        Ok(order::page(snapshot, matches.found, sort, limit, None).0)
    })
}

/// The words that begin so, those of most products first.
fn completions(snapshot: &Snapshot, beginning: &str) -> Result<Vec<String>, Damaged> {
    let mut found = rustc_hash::FxHashMap::<String, u32>::default();
    for view in &snapshot.segments {
        let mut stream = view.written().terms().range().ge(beginning).into_stream()?;
        let mut looked_at = 0;
        while stream.advance() && looked_at < MOST_LOOKED_AT {
            looked_at += 1;
            match std::str::from_utf8(stream.key()) {
                Ok(term) if term.starts_with(beginning) => {
                    let info: &TermInfo = stream.value();
                    *found.entry(term.to_owned()).or_default() += info.doc_freq;
                }
                _ => break,
            }
        }
    }
    let mut found: Vec<(String, u32)> = found.into_iter().collect();
    found.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    found.truncate(MOST_COMPLETIONS);
    Ok(found.into_iter().map(|(term, _)| term).collect())
}
