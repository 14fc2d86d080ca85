//! What was searched for, as staff list it.

use kernel::Timestamp;

/// Longest query that is counted, in characters.
const LONGEST: usize = 80;

/// Which days are counted, up to today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QuerySpan {
    /// The last seven days.
    #[default]
    Week,
    /// The last thirty.
    Month,
    /// The last ninety.
    Quarter,
}

impl QuerySpan {
    /// All, in the order to show.
    pub const ALL: [Self; 3] = [Self::Week, Self::Month, Self::Quarter];

    /// How many days these are.
    #[must_use]
    pub const fn days(self) -> i16 {
        match self {
            Self::Week => 7,
            Self::Month => 30,
            Self::Quarter => 90,
        }
    }

    /// The span of a number of days as an address has it.
    #[must_use]
    pub fn of(days: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|span| span.days().to_string() == days)
    }
}

/// Why a text is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cursor is not one that this shop gave out")]
pub struct InvalidQueryCursor;

/// Where a page of queries ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryCursor {
    /// How often the last query was searched for.
    pub searches: i64,
    /// The last query.
    pub query: String,
}

impl QueryCursor {
    /// The cursor as an address carries it, once that is encoded.
    #[must_use]
    pub fn write(&self) -> String {
        format!("{:x}.{}", self.searches, self.query)
    }

    /// Reads a cursor.
    ///
    /// # Errors
    /// [`InvalidQueryCursor`].
    pub fn parse(text: &str) -> Result<Self, InvalidQueryCursor> {
        let (searches, query) = text.split_once('.').ok_or(InvalidQueryCursor)?;
        let plain = (1..=15).contains(&searches.len())
            && searches.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let searches = if plain { i64::from_str_radix(searches, 16).ok() } else { None };
        let fits =
            (1..=LONGEST).contains(&query.chars().count()) && !query.chars().any(char::is_control);
        match searches {
            Some(searches) if fits => Ok(Self { searches, query: query.to_owned() }),
            _ => Err(InvalidQueryCursor),
        }
    }
}

/// Which queries are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryList {
    /// Of which days.
    pub span: QuerySpan,
    /// Only those that found nothing when they were last asked.
    pub in_vain: bool,
    /// Only what comes after this: the next page.
    pub after: Option<QueryCursor>,
}

/// A query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryRow {
    /// In lower case, its white space folded.
    pub query: String,
    /// How often it was searched for in these days.
    pub searches: i64,
    /// How many products it found when it was last asked.
    pub results: i64,
}

/// Some queries, most often asked first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryPage {
    /// At most [`super::SEARCH_PAGE`].
    pub rows: Vec<QueryRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<QueryCursor>,
    /// When these were last put in order; what was asked since is not among them yet. None before
    /// the first time.
    pub ranked_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_and_others_do_not() {
        for query in ["usb hub", "größe 笔记本", "a.b"] {
            let cursor = QueryCursor { searches: 4711, query: query.to_owned() };
            assert_eq!(QueryCursor::parse(&cursor.write()), Ok(cursor));
        }
        let long = format!("1.{}", "x".repeat(81));
        for bad in ["", "1", "1.", ".x", "-1.x", "g.x", "1.a\0b", "1234567890abcdef.x", &long] {
            assert_eq!(QueryCursor::parse(bad), Err(InvalidQueryCursor), "{bad}");
        }
    }

    #[test]
    fn spans_are_named_by_their_days() {
        for span in QuerySpan::ALL {
            assert_eq!(QuerySpan::of(&span.days().to_string()), Some(span));
        }
        assert_eq!(QuerySpan::of("8"), None);
    }
}
