//! What staff look after search with.

use std::time::Duration;

use async_trait::async_trait;
use audit::Doer;
use sqlx::PgPool;
use storefront::{
    account::Caller,
    search_room::{
        Entered, PinForm, PinPage, PinnedQuery, QueryCursor, QueryList, QueryPage, SEARCH_PAGE,
        SearchRoom, SearchRoomError, SynonymForm, SynonymGroup, SynonymPage,
    },
    staff::{Permission, StaffMember},
};

use crate::store::ranks;

mod pins;
mod synonyms;

/// One row more than is shown tells whether there are others.
const LIMIT: i64 = SEARCH_PAGE as i64 + 1;

/// What staff look after search with. Cheap to clone.
#[derive(Clone)]
pub struct SearchDesk {
    pool: PgPool,
    deadline: Duration,
}

/// Why something ended without an answer: decided so, or for a failure.
enum Stop {
    Denied(SearchRoomError),
    Failed(sqlx::Error),
}

impl From<sqlx::Error> for Stop {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error)
    }
}

impl From<SearchRoomError> for Stop {
    fn from(error: SearchRoomError) -> Self {
        Self::Denied(error)
    }
}

impl SearchDesk {
    /// A desk over a database, which may take so long for one use.
    #[must_use]
    pub fn new(pool: PgPool, deadline: Duration) -> Self {
        Self { pool, deadline }
    }

    async fn ask<T>(
        &self,
        work: impl Future<Output = Result<T, Stop>> + Send,
    ) -> Result<T, SearchRoomError> {
        match tokio::time::timeout(self.deadline, work).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(Stop::Denied(error))) => Err(error),
            Ok(Err(Stop::Failed(error))) => {
                tracing::error!(%error, "what staff say of search could not be read or written");
                Err(SearchRoomError::Unavailable)
            }
            Err(_) => {
                tracing::error!("PostgreSQL took too long over what staff say of search");
                Err(SearchRoomError::Unavailable)
            }
        }
    }

    async fn list(&self, list: &QueryList) -> Result<QueryPage, SearchRoomError> {
        let (mut rows, ranked_at) = self
            .ask(async {
                let mut conn = self.pool.acquire().await?;
                let rows = ranks::page(&mut conn, list, LIMIT).await?;
                Ok((rows, ranks::ranked_at(&mut conn).await?))
            })
            .await?;
        let more = cut(&mut rows);
        let next = rows.last().filter(|_| more);
        let next = next.map(|row| QueryCursor { searches: row.searches, query: row.query.clone() });
        Ok(QueryPage { rows, next, ranked_at })
    }
}

/// Leaves a page of what was read; answers whether there is more.
fn cut<T>(rows: &mut Vec<T>) -> bool {
    let more = rows.len() > SEARCH_PAGE;
    rows.truncate(SEARCH_PAGE);
    more
}

#[async_trait]
impl SearchRoom for SearchDesk {
    async fn queries(
        &self,
        by: &StaffMember,
        list: &QueryList,
    ) -> Result<QueryPage, SearchRoomError> {
        if !by.may(Permission::ReadReports) {
            by.require(Permission::EditSearch)?;
        }
        self.list(list).await
    }

    async fn synonyms(
        &self,
        by: &StaffMember,
        after: Option<i64>,
    ) -> Result<SynonymPage, SearchRoomError> {
        by.require(Permission::EditSearch)?;
        synonyms::list(self, after).await
    }

    async fn synonym(&self, by: &StaffMember, id: i64) -> Result<SynonymGroup, SearchRoomError> {
        by.require(Permission::EditSearch)?;
        synonyms::one(self, id).await
    }

    async fn add_synonym(
        &self,
        by: &StaffMember,
        form: &SynonymForm,
        caller: &Caller,
    ) -> Result<Entered, SearchRoomError> {
        by.require(Permission::EditSearch)?;
        synonyms::add(self, Doer { by, caller }, form).await
    }

    async fn change_synonym(
        &self,
        by: &StaffMember,
        id: i64,
        form: &SynonymForm,
        caller: &Caller,
    ) -> Result<Entered, SearchRoomError> {
        by.require(Permission::EditSearch)?;
        synonyms::change(self, Doer { by, caller }, id, form).await
    }

    async fn remove_synonym(
        &self,
        by: &StaffMember,
        id: i64,
        version: u32,
        caller: &Caller,
    ) -> Result<Entered, SearchRoomError> {
        by.require(Permission::EditSearch)?;
        synonyms::remove(self, Doer { by, caller }, id, version).await
    }

    async fn pins(
        &self,
        by: &StaffMember,
        after: Option<&str>,
    ) -> Result<PinPage, SearchRoomError> {
        by.require(Permission::EditSearch)?;
        pins::list(self, after.unwrap_or_default()).await
    }

    async fn pinned(
        &self,
        by: &StaffMember,
        query: &str,
    ) -> Result<Option<PinnedQuery>, SearchRoomError> {
        by.require(Permission::EditSearch)?;
        pins::one(self, query).await
    }

    async fn pin(
        &self,
        by: &StaffMember,
        form: &PinForm,
        caller: &Caller,
    ) -> Result<Entered, SearchRoomError> {
        by.require(Permission::EditSearch)?;
        pins::set(self, Doer { by, caller }, form).await
    }

    async fn unpin(
        &self,
        by: &StaffMember,
        query: &str,
        version: u32,
        caller: &Caller,
    ) -> Result<Entered, SearchRoomError> {
        by.require(Permission::EditSearch)?;
        pins::end(self, Doer { by, caller }, query, version).await
    }
}
