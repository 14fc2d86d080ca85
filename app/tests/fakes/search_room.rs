//! Search behind the counter. Pages only read, so whatever changes something is away.

use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use kernel::{ProductId, Sku, Timestamp};
use storefront::{
    account::Caller,
    search_room::{
        Entered, Pin, PinForm, PinPage, PinnedQuery, QueryCursor, QueryList, QueryPage, QueryRow,
        SEARCH_PAGE, SearchRoom, SearchRoomError, SynonymDraft, SynonymForm, SynonymGroup,
        SynonymPage,
    },
    staff::{Permission, StaffMember},
};

/// What is said of search.
pub(crate) struct Stored {
    /// Queries, most often asked first.
    pub(crate) queries: Vec<QueryRow>,
    /// Groups, the newest first.
    pub(crate) groups: Vec<SynonymGroup>,
    /// Queries with something pinned, in their order.
    pub(crate) pinned: Vec<PinnedQuery>,
    /// Why nothing is answered, if so.
    pub(crate) refused: Option<SearchRoomError>,
}

/// The port that is about search.
pub(crate) struct FakeSearchRoom(Mutex<Stored>);

/// A query.
pub(crate) fn query(text: &str, searches: i64, results: i64) -> QueryRow {
    QueryRow { query: text.to_owned(), searches, results }
}

/// A group of synonyms.
pub(crate) fn group(id: i64, words: &[&str], also: &[&str]) -> SynonymGroup {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    SynonymGroup { id, draft: SynonymDraft { words: owned(words), also: owned(also) }, version: 4 }
}

/// A query with some SKUs pinned.
pub(crate) fn pinned(query: &str, skus: &[&str]) -> PinnedQuery {
    let pin = |sku: &&str| Pin {
        product: ProductId::parse(*sku).expect("an id"),
        sku: Sku::parse(*sku).expect("a SKU"),
    };
    PinnedQuery { query: query.to_owned(), pins: skus.iter().map(pin).collect(), version: 3 }
}

impl FakeSearchRoom {
    /// With a few of each.
    pub(crate) fn filled() -> Arc<Self> {
        Arc::new(Self(Mutex::new(Stored {
            queries: vec![query("kettle", 31, 5), query("settee & couch", 9, 0)],
            groups: vec![group(12, &["phone"], &["smartphone"]), group(7, &["couch", "sofa"], &[])],
            pinned: vec![pinned("mug", &["MUG-110-GRAPHITE", "NO-SUCH"])],
            refused: None,
        })))
    }

    /// What is answered from.
    pub(crate) fn stored(&self) -> MutexGuard<'_, Stored> {
        self.0.lock().expect("no test breaks off while it holds this")
    }

    fn open(&self) -> Result<MutexGuard<'_, Stored>, SearchRoomError> {
        let stored = self.stored();
        match &stored.refused {
            Some(error) => Err(error.clone()),
            None => Ok(stored),
        }
    }

    fn edit(&self, by: &StaffMember) -> Result<MutexGuard<'_, Stored>, SearchRoomError> {
        by.require(Permission::EditSearch)?;
        self.open()
    }
}

#[async_trait]
impl SearchRoom for FakeSearchRoom {
    async fn queries(
        &self,
        _: &StaffMember,
        list: &QueryList,
    ) -> Result<QueryPage, SearchRoomError> {
        let stored = self.open()?;
        let after = list.after.as_ref().map(|after| (after.searches, after.query.clone()));
        let fits = |row: &&QueryRow| {
            (!list.in_vain || row.results == 0)
                && after.as_ref().is_none_or(|after| (row.searches, row.query.clone()) < *after)
        };
        let mut rows: Vec<_> = stored.queries.iter().filter(fits).cloned().collect();
        let more = rows.len() > SEARCH_PAGE;
        rows.truncate(SEARCH_PAGE);
        let next = rows.last().filter(|_| more);
        let next = next.map(|row| QueryCursor { searches: row.searches, query: row.query.clone() });
        Ok(QueryPage { rows, next, ranked_at: Some(Timestamp::from_millis(1_795_269_900_000)) })
    }

    async fn synonyms(
        &self,
        by: &StaffMember,
        after: Option<i64>,
    ) -> Result<SynonymPage, SearchRoomError> {
        let stored = self.edit(by)?;
        let fits = |group: &&SynonymGroup| after.is_none_or(|after| group.id < after);
        let mut rows: Vec<_> = stored.groups.iter().filter(fits).cloned().collect();
        let more = rows.len() > SEARCH_PAGE;
        rows.truncate(SEARCH_PAGE);
        let next = rows.last().filter(|_| more).map(|group| group.id);
        Ok(SynonymPage { rows, next })
    }

    async fn synonym(&self, by: &StaffMember, id: i64) -> Result<SynonymGroup, SearchRoomError> {
        let stored = self.edit(by)?;
        let found = stored.groups.iter().find(|group| group.id == id).cloned();
        found.ok_or(SearchRoomError::NotFound)
    }

    async fn add_synonym(
        &self,
        _: &StaffMember,
        _: &SynonymForm,
        _: &Caller,
    ) -> Result<Entered, SearchRoomError> {
        Err(SearchRoomError::Unavailable)
    }

    async fn change_synonym(
        &self,
        _: &StaffMember,
        _: i64,
        _: &SynonymForm,
        _: &Caller,
    ) -> Result<Entered, SearchRoomError> {
        Err(SearchRoomError::Unavailable)
    }

    async fn remove_synonym(
        &self,
        _: &StaffMember,
        _: i64,
        _: u32,
        _: &Caller,
    ) -> Result<Entered, SearchRoomError> {
        Err(SearchRoomError::Unavailable)
    }

    async fn pins(
        &self,
        by: &StaffMember,
        after: Option<&str>,
    ) -> Result<PinPage, SearchRoomError> {
        let stored = self.edit(by)?;
        let fits = |row: &&PinnedQuery| after.is_none_or(|after| row.query.as_str() > after);
        let mut rows: Vec<_> = stored.pinned.iter().filter(fits).cloned().collect();
        let more = rows.len() > SEARCH_PAGE;
        rows.truncate(SEARCH_PAGE);
        let next = rows.last().filter(|_| more).map(|row| row.query.clone());
        Ok(PinPage { rows, next })
    }

    async fn pinned(
        &self,
        by: &StaffMember,
        query: &str,
    ) -> Result<Option<PinnedQuery>, SearchRoomError> {
        let stored = self.edit(by)?;
        Ok(stored.pinned.iter().find(|row| row.query == query).cloned())
    }

    async fn pin(
        &self,
        _: &StaffMember,
        _: &PinForm,
        _: &Caller,
    ) -> Result<Entered, SearchRoomError> {
        Err(SearchRoomError::Unavailable)
    }

    async fn unpin(
        &self,
        _: &StaffMember,
        _: &str,
        _: u32,
        _: &Caller,
    ) -> Result<Entered, SearchRoomError> {
        Err(SearchRoomError::Unavailable)
    }
}
