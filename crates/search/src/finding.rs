//! One search, from the request to the page.

use std::cell::RefCell;

use storefront::{
    product::ProductCard,
    search::{Matched, SearchPage},
    search_request::{SearchRequest, Sort},
};

use crate::{
    columns::Damaged,
    cursor::{Cursor, Stretch},
    facets::facets,
    generations::Generation,
    matching::{self, Match, Matches},
    narrowing::{Narrowing, Verdict},
    order, query,
    snapshot::Snapshot,
    spelling,
    synonyms::Synonyms,
    tally::{Counted, Tally},
    text::Stemmer,
};

thread_local! {
    static TALLY: RefCell<Tally> = RefCell::default();
    static STEMMER: RefCell<Stemmer> = RefCell::default();
}

/// Lends this thread's stemmer.
pub(crate) fn with_stemmer<T>(work: impl FnOnce(&mut Stemmer) -> T) -> T {
    STEMMER.with_borrow_mut(work)
}

/// What the words of a request find, before filters.
struct Found {
    matches: Matches,
    matched: Matched,
    did_you_mean: Option<String>,
}

/// The page of a request, in one state of the shop.
pub(crate) fn find(
    generation: &Generation,
    request: &SearchRequest,
    cursor: Option<&Cursor>,
) -> Result<SearchPage, Damaged> {
    let snapshot = &*generation.snapshot;
    let stretch = match cursor {
        Some(Cursor::Key { stretch, .. }) => Some(*stretch),
        _ => None,
    };
    let wording = &*generation.wording;
    let Found { mut matches, matched, did_you_mean } =
        match_words(snapshot, &wording.synonyms, &request.query, stretch)?;
    let pinned = listed(snapshot, wording.pins.of(&request.query))?;
    matching::pin(&mut matches.found, &pinned, request.sort == Sort::Relevance);
    let stretched = Stretch {
        partial: matches.partial || stretch.is_some_and(|stretch| stretch.partial),
        corrected: matched == Matched::Corrected,
    };

    let dictionary = snapshot.dictionary();
    let narrowing = Narrowing::of(&request.filters, &dictionary);
    let (mut passing, facets, total) = TALLY.with_borrow_mut(|tally| {
        let choices = &snapshot.choices;
        tally.reset(&request.filters, &dictionary, choices);
        let mut passing = Vec::with_capacity(matches.found.len());
        for one in matches.found {
            let number = snapshot.segment_of(one.document);
            let segment = &snapshot.segments[number];
            let (columns, at) = (&segment.columns, (one.document - segment.base()) as usize);
            let in_stock = generation.in_stock[one.document as usize];
            let verdict = narrowing.judge(columns, at, in_stock);
            if verdict == Verdict::Fails {
                continue;
            }
            let values = choices.get(number, at);
            let product = Counted { columns, at, in_stock, verdict, values };
            tally.add(&product, &request.filters);
            if !narrowing.specs.is_empty() {
                tally.add_chosen(&product, &narrowing, choices, &dictionary);
            }
            if verdict == Verdict::Passes {
                passing.push(one);
            }
        }
        let facets = facets(snapshot, &dictionary, tally, &request.filters);
        (passing, facets, u64::from(tally.passing))
    });
    drop(dictionary);

    if request.sort == Sort::Relevance {
        order::raise(generation, &mut passing);
    }
    let (page, more) = order::page(snapshot, passing, request.sort, request.limit, cursor);
    let next_cursor = page
        .last()
        .filter(|_| more)
        .map(|last| next(generation, request, cursor, stretched, last, page.len()).write(request));
    Ok(SearchPage {
        items: cards(snapshot, &page)?,
        total,
        facets,
        next_cursor,
        matched,
        did_you_mean,
    })
}

fn next(
    generation: &Generation,
    request: &SearchRequest,
    cursor: Option<&Cursor>,
    stretch: Stretch,
    last: &Match,
    shown: usize,
) -> Cursor {
    if request.sort == Sort::Relevance {
        let before = match cursor {
            Some(Cursor::Rank { after, .. }) => *after,
            _ => 0,
        };
        return Cursor::Rank { state: generation.name(), after: before + shown };
    }
    let (tier, key, id) = order::last_key(&generation.snapshot, last, request.sort);
    Cursor::Key { stretch, tier, key, id }
}

/// Finds the words, spelt better where they find little. Later pages of a list stretch the words
/// as far as its first page did, whatever has changed since.
fn match_words(
    snapshot: &Snapshot,
    synonyms: &Synonyms,
    text: &str,
    stretch: Option<Stretch>,
) -> Result<Found, Damaged> {
    if text.is_empty() {
        let matches = matching::everything(snapshot);
        return Ok(Found { matches, matched: Matched::Everything, did_you_mean: None });
    }
    with_stemmer(|stemmer| {
        let partial = stretch.map(|stretch| stretch.partial);
        let plan = query::plan(snapshot, stemmer, synonyms, text)?;
        let matches = matching::run(snapshot, &plan, partial)?;
        let must_correct = stretch.map(|stretch| stretch.corrected);
        let mut did_you_mean = None;
        if must_correct.unwrap_or(matches.complete < spelling::LITTLE)
            && let Some(better) = spelling::corrected(snapshot, &plan, &matches, text)?
        {
            let plan = query::plan(snapshot, stemmer, synonyms, &better)?;
            let instead = matching::run(snapshot, &plan, partial)?;
            let finds_more = instead.complete > 0 || instead.found.len() > matches.found.len();
            if must_correct == Some(true) || (matches.complete == 0 && finds_more) {
                let did_you_mean = Some(better);
                return Ok(Found { matches: instead, matched: Matched::Corrected, did_you_mean });
            }
            did_you_mean = (instead.complete > 4 * matches.complete.max(1)).then_some(better);
        }
        let matched = if matches.partial { Matched::SomeTerms } else { Matched::AllTerms };
        Ok(Found { matches, matched, did_you_mean })
    })
}

/// The documents of those of some products that lists show, in the order given.
fn listed(snapshot: &Snapshot, ids: &[String]) -> Result<Vec<u32>, Damaged> {
    let mut documents = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some((segment, at)) = snapshot.by_id(id)? {
            documents.push(segment.base() + at as u32);
        }
    }
    documents.retain(|document| snapshot.is_listed(*document));
    Ok(documents)
}

/// The cards of a page.
pub(crate) fn cards(snapshot: &Snapshot, page: &[Match]) -> Result<Vec<ProductCard>, Damaged> {
    page.iter()
        .map(|one| {
            let (segment, at) = snapshot.locate(one.document);
            segment.columns.card(at).ok_or_else(|| Damaged("a card cannot be read".to_owned()))
        })
        .collect()
}
