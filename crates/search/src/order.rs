//! The order of what was found, and the part of it that is a page.

use std::cmp::Ordering;

use storefront::search_request::Sort;

use crate::{cursor::Cursor, generations::Generation, matching::Match, snapshot::Snapshot};

/// How much being in stock counts for a best match.
const IN_STOCK: f32 = 0.06;
/// How much the best possible rating counts for a best match.
const RATED: f32 = 0.06;

/// Raises the scores of what can be bought and of what is rated well, a little.
pub(crate) fn raise(generation: &Generation, found: &mut [Match]) {
    for one in found {
        let (segment, at) = generation.snapshot.locate(one.document);
        let reviews = segment.columns.reviews[at] as f32;
        let above_middle = (f32::from(segment.columns.stars[at]) - 300.0) / 200.0;
        let rated = if reviews > 0.0 { above_middle * reviews / (reviews + 8.0) } else { 0.0 };
        let in_stock = if generation.in_stock[one.document as usize] { IN_STOCK } else { 0.0 };
        one.score *= 1.0 + in_stock + RATED * rated;
    }
}

/// What a product is ordered by, smallest first; relevance has its score instead.
fn key(snapshot: &Snapshot, document: u32, sort: Sort) -> i64 {
    let (segment, at) = snapshot.locate(document);
    let columns = &segment.columns;
    match sort {
        Sort::Price => columns.prices[at],
        Sort::PriceDescending => -columns.prices[at],
        Sort::Newest | Sort::Relevance => -columns.created[at],
        Sort::Rating => -(i64::from(columns.stars[at]) << 32 | i64::from(columns.reviews[at])),
    }
}

fn id(snapshot: &Snapshot, document: u32) -> &str {
    let (segment, at) = snapshot.locate(document);
    segment.columns.id(at)
}

fn compare(snapshot: &Snapshot, sort: Sort, a: &Match, b: &Match) -> Ordering {
    let by_score = match sort {
        Sort::Relevance => b.score.total_cmp(&a.score),
        _ => Ordering::Equal,
    };
    b.tier
        .cmp(&a.tier)
        .then(by_score)
        .then_with(|| key(snapshot, a.document, sort).cmp(&key(snapshot, b.document, sort)))
        .then_with(|| id(snapshot, a.document).cmp(id(snapshot, b.document)))
}

/// The page after a cursor, in order, and whether more follow.
pub(crate) fn page(
    snapshot: &Snapshot,
    mut found: Vec<Match>,
    sort: Sort,
    limit: usize,
    cursor: Option<&Cursor>,
) -> (Vec<Match>, bool) {
    let mut skip = 0;
    match cursor {
        Some(Cursor::Rank { after, .. }) => skip = (*after).min(found.len()),
        Some(Cursor::Key { tier, key: last, id: last_id, .. }) => found.retain(|one| {
            let order = tier
                .cmp(&one.tier)
                .then_with(|| key(snapshot, one.document, sort).cmp(last))
                .then_with(|| id(snapshot, one.document).cmp(last_id));
            order == Ordering::Greater
        }),
        None => {}
    }
    let wanted = skip + limit;
    let more = found.len() > wanted;
    if more {
        found.select_nth_unstable_by(wanted, |a, b| compare(snapshot, sort, a, b));
        found.truncate(wanted);
    }
    found.sort_unstable_by(|a, b| compare(snapshot, sort, a, b));
    found.drain(..skip);
    (found, more)
}

/// The part of a cursor that names the last product of a page.
pub(crate) fn last_key(snapshot: &Snapshot, last: &Match, sort: Sort) -> (u8, i64, String) {
    (last.tier, key(snapshot, last.document, sort), id(snapshot, last.document).to_owned())
}
