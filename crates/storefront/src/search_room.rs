//! Search behind the counter: what was asked, which words mean the same, and what comes first.

use async_trait::async_trait;
use kernel::{ProductId, Sku};

use crate::{account::Caller, staff::StaffMember};

mod error;
mod queries;
mod synonyms;

pub use crate::offer_room::{Entered, version};
pub use error::{SearchRefusal, SearchRoomError};
pub use queries::{InvalidQueryCursor, QueryCursor, QueryList, QueryPage, QueryRow, QuerySpan};
pub use synonyms::{
    LONGEST_WORD, MOST_WORDS, SynonymDraft, SynonymForm, SynonymGroup, SynonymPage,
};

/// Lines of one page.
pub const SEARCH_PAGE: usize = 50;
/// Most groups of synonyms in a shop.
pub const MOST_GROUPS: usize = 500;
/// Most queries for which something is pinned.
pub const MOST_PINNED: usize = 1_000;
/// Most products that are pinned for one query.
pub const MOST_PINS: usize = 10;

/// A product that comes first for a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// Which product.
    pub product: ProductId,
    /// A SKU of it, by which staff know it.
    pub sku: Sku,
}

/// What comes first for a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinnedQuery {
    /// The query, in lower case with its white space folded.
    pub query: String,
    /// What comes first, in order; at most [`MOST_PINS`].
    pub pins: Vec<Pin>,
    /// Which version of it this is.
    pub version: u32,
}

/// Some queries for which something is pinned, by query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PinPage {
    /// At most [`SEARCH_PAGE`].
    pub rows: Vec<PinnedQuery>,
    /// The query after which the next page begins, if there is one.
    pub next: Option<String>,
}

/// What shall come first for a query, its products looked up already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PinForm {
    /// Field `query`.
    pub query: String,
    /// The products of the field `products`, in order.
    pub pins: Vec<Pin>,
    /// The version that was read; nothing where nothing was pinned.
    pub version: String,
}

/// Looking after search. What changes something is for [`crate::staff::Permission::EditSearch`] and
/// is written into the audit log in the same transaction; every server's search follows within a
/// second. A form that is sent again finds everything as it wants it, and does nothing.
#[async_trait]
pub trait SearchRoom: Send + Sync {
    /// What was searched for, most often first. Also for
    /// [`crate::staff::Permission::ReadReports`].
    ///
    /// # Errors
    /// [`SearchRoomError::Forbidden`], [`SearchRoomError::Unavailable`].
    async fn queries(
        &self,
        by: &StaffMember,
        list: &QueryList,
    ) -> Result<QueryPage, SearchRoomError>;

    /// Groups of synonyms, the newest first, after the one of an id.
    ///
    /// # Errors
    /// [`SearchRoomError::Forbidden`], [`SearchRoomError::Unavailable`].
    async fn synonyms(
        &self,
        by: &StaffMember,
        after: Option<i64>,
    ) -> Result<SynonymPage, SearchRoomError>;

    /// One group.
    ///
    /// # Errors
    /// [`SearchRoomError::NotFound`], and as for [`SearchRoom::synonyms`].
    async fn synonym(&self, by: &StaffMember, id: i64) -> Result<SynonymGroup, SearchRoomError>;

    /// Adds a group, unless there is one of the same words.
    ///
    /// # Errors
    /// [`SearchRoomError::Refused`] (`words`, `also`, or the whole form beyond [`MOST_GROUPS`]), and
    /// as for [`SearchRoom::synonyms`].
    async fn add_synonym(
        &self,
        by: &StaffMember,
        form: &SynonymForm,
        caller: &Caller,
    ) -> Result<Entered, SearchRoomError>;

    /// Changes the words of a group.
    ///
    /// # Errors
    /// [`SearchRoomError`].
    async fn change_synonym(
        &self,
        by: &StaffMember,
        id: i64,
        form: &SynonymForm,
        caller: &Caller,
    ) -> Result<Entered, SearchRoomError>;

    /// Removes a group that was read at `version`.
    ///
    /// # Errors
    /// [`SearchRoomError::Stale`], and as for [`SearchRoom::synonyms`].
    async fn remove_synonym(
        &self,
        by: &StaffMember,
        id: i64,
        version: u32,
        caller: &Caller,
    ) -> Result<Entered, SearchRoomError>;

    /// Queries for which something is pinned, after one.
    ///
    /// # Errors
    /// [`SearchRoomError::Forbidden`], [`SearchRoomError::Unavailable`].
    async fn pins(&self, by: &StaffMember, after: Option<&str>)
    -> Result<PinPage, SearchRoomError>;

    /// What is pinned for a query, however it is typed; none where nothing is.
    ///
    /// # Errors
    /// As for [`SearchRoom::pins`].
    async fn pinned(
        &self,
        by: &StaffMember,
        query: &str,
    ) -> Result<Option<PinnedQuery>, SearchRoomError>;

    /// Says what comes first for a query.
    ///
    /// # Errors
    /// [`SearchRoomError`]; refused are `query` and `products`.
    async fn pin(
        &self,
        by: &StaffMember,
        form: &PinForm,
        caller: &Caller,
    ) -> Result<Entered, SearchRoomError>;

    /// Lets nothing come first for a query any more, where that was read at `version`.
    ///
    /// # Errors
    /// [`SearchRoomError::Stale`], and as for [`SearchRoom::pins`].
    async fn unpin(
        &self,
        by: &StaffMember,
        query: &str,
        version: u32,
        caller: &Caller,
    ) -> Result<Entered, SearchRoomError>;
}
