//! Where a page ended, as a text that an address can carry.

use std::hash::{BuildHasher, Hash, Hasher};

use rustc_hash::FxBuildHasher;
use storefront::{search::SearchError, search_request::SearchRequest};

use crate::generations::StateName;

/// How far the words of a query were stretched on the first page; later pages keep to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Products with some of the words are among the result.
    pub(crate) partial: bool,
    /// Words were taken for others that are spelt nearly so.
    pub(crate) corrected: bool,
}

/// Where the last page ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cursor {
    /// After this many of the best matches of one state of the shop.
    Rank { state: StateName, after: usize },
    /// After this product in an order that other products do not change.
    Key { stretch: Stretch, tier: u8, key: i64, id: String },
}

/// What a cursor belongs to: the same words, filters and order.
fn list(request: &SearchRequest) -> u64 {
    let mut hasher = FxBuildHasher.build_hasher();
    request.query.hash(&mut hasher);
    request.sort.name().hash(&mut hasher);
    let mut filters = request.filter_texts();
    filters.sort();
    filters.hash(&mut hasher);
    hasher.finish()
}

impl Cursor {
    /// The text for the page that follows this request's.
    pub(crate) fn write(&self, request: &SearchRequest) -> String {
        let list = list(request);
        match self {
            Self::Rank { state: StateName { content, stock, wording }, after } => {
                format!("r{list:016x}{content:016x}{stock:016x}{wording:016x}{after:08x}")
            }
            Self::Key { stretch, tier, key, id } => {
                let flags =
                    u8::from(stretch.partial) | u8::from(stretch.corrected) << 1 | tier << 2;
                format!("k{list:016x}{flags:02x}{:016x}{id}", *key as u64)
            }
        }
    }

    /// Reads a request's cursor.
    ///
    /// # Errors
    /// [`SearchError::BadCursor`] for one that was not written for this list.
    pub(crate) fn read(request: &SearchRequest) -> Result<Option<Self>, SearchError> {
        let Some(text) = &request.cursor else { return Ok(None) };
        let cursor = parse(text, list(request)).ok_or(SearchError::BadCursor)?;
        let by_rank = matches!(cursor, Self::Rank { .. });
        let relevance = request.sort == storefront::search_request::Sort::Relevance;
        if by_rank == relevance { Ok(Some(cursor)) } else { Err(SearchError::BadCursor) }
    }
}

fn parse(text: &str, list: u64) -> Option<Cursor> {
    let kind = text.get(..1)?;
    let mut rest = text.get(1..)?;
    if number(&mut rest, 16)? != list {
        return None;
    }
    match kind {
        "r" => {
            let content = number(&mut rest, 16)?;
            let stock = number(&mut rest, 16)?;
            let wording = number(&mut rest, 16)?;
            let state = StateName { content, stock, wording };
            let after = usize::try_from(number(&mut rest, 8)?).ok()?;
            rest.is_empty().then_some(Cursor::Rank { state, after })
        }
        "k" => {
            let flags = u8::try_from(number(&mut rest, 2)?).ok()?;
            let key = number(&mut rest, 16)? as i64;
            let stretch = Stretch { partial: flags & 1 != 0, corrected: flags & 2 != 0 };
            (!rest.is_empty()).then(|| Cursor::Key {
                stretch,
                tier: flags >> 2,
                key,
                id: rest.to_owned(),
            })
        }
        _ => None,
    }
}

fn number(rest: &mut &str, digits: usize) -> Option<u64> {
    let (number, after) = rest.split_at_checked(digits)?;
    *rest = after;
    u64::from_str_radix(number, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use storefront::search_request::Sort;

    fn asking(query: &str, sort: Sort) -> SearchRequest {
        let mut request = SearchRequest::everything(sort, 24);
        request.query = query.to_owned();
        request
    }

    #[test]
    fn a_cursor_is_good_for_its_own_list_only() {
        let mut request = asking("hub", Sort::Relevance);
        let state = StateName { content: 7, stock: u64::MAX, wording: 1 };
        let cursor = Cursor::Rank { state, after: 24 };
        request.cursor = Some(cursor.write(&request));
        assert_eq!(Cursor::read(&request), Ok(Some(cursor)));
        for mut other in [asking("hubs", Sort::Relevance), asking("hub", Sort::Price)] {
            other.cursor.clone_from(&request.cursor);
            assert_eq!(Cursor::read(&other), Err(SearchError::BadCursor));
        }
    }

    proptest! {
        #[test]
        fn keys_come_back(key: i64, partial: bool, corrected: bool, tier in 0..3_u8, id in "[a-zA-Z0-9_-]{1,64}") {
            let mut request = asking("x", Sort::Price);
            let cursor = Cursor::Key { stretch: Stretch { partial, corrected }, tier, key, id };
            let text = cursor.write(&request);
            prop_assert!(text.len() <= 200);
            request.cursor = Some(text);
            prop_assert_eq!(Cursor::read(&request), Ok(Some(cursor)));
        }

        #[test]
        fn no_text_breaks_it(text in "[a-zA-Z0-9_-]{0,120}") {
            let mut request = asking("x", Sort::Price);
            request.cursor = Some(text);
            let _ = Cursor::read(&request);
        }
    }
}
