//! Groups of synonyms: listed, added, changed, removed.

use audit::Doer;
use serde_json::{Value, json};
use sqlx::error::DatabaseError;
use storefront::search_room::{
    Entered, MOST_GROUPS, SearchRoomError, SynonymDraft, SynonymForm, SynonymGroup, SynonymPage,
};

use super::{LIMIT, SearchDesk, Stop, cut};
use crate::store::{self, synonyms};

const MOST: i64 = MOST_GROUPS as i64;

pub(super) async fn list(
    desk: &SearchDesk,
    after: Option<i64>,
) -> Result<SynonymPage, SearchRoomError> {
    let mut rows = desk
        .ask(async {
            let mut conn = desk.pool.acquire().await?;
            Ok(synonyms::page(&mut conn, after, LIMIT).await?)
        })
        .await?;
    let more = cut(&mut rows);
    let next = rows.last().filter(|_| more).map(|group| group.id);
    Ok(SynonymPage { rows, next })
}

pub(super) async fn one(desk: &SearchDesk, id: i64) -> Result<SynonymGroup, SearchRoomError> {
    desk.ask(async {
        let mut conn = desk.pool.acquire().await?;
        Ok(synonyms::one(&mut conn, id).await?.ok_or(SearchRoomError::NotFound)?)
    })
    .await
}

pub(super) async fn add(
    desk: &SearchDesk,
    doer: Doer<'_>,
    form: &SynonymForm,
) -> Result<Entered, SearchRoomError> {
    let draft = form.draft().map_err(SearchRoomError::Refused)?;
    desk.ask(async {
        let mut txn = pool::begin(&desk.pool).await?;
        store::raise_edition(&mut txn).await?;
        let Some(id) = synonyms::insert(&mut txn, &draft).await? else {
            return Ok(Entered::Before);
        };
        if synonyms::count(&mut txn).await? > MOST {
            let message = format!("A shop has at most {MOST_GROUPS} groups. Remove one first.");
            return Err(SearchRoomError::refused("", message).into());
        }
        doer.tell(&mut txn, "synonyms_added", &subject(id), None, Some(told(&draft))).await?;
        txn.commit().await?;
        Ok(Entered::Now)
    })
    .await
}

pub(super) async fn change(
    desk: &SearchDesk,
    doer: Doer<'_>,
    id: i64,
    form: &SynonymForm,
) -> Result<Entered, SearchRoomError> {
    let draft = form.draft().map_err(SearchRoomError::Refused)?;
    desk.ask(async {
        let mut txn = pool::begin(&desk.pool).await?;
        store::raise_edition(&mut txn).await?;
        let group = synonyms::one(&mut txn, id).await?.ok_or(SearchRoomError::NotFound)?;
        if group.draft == draft {
            return Ok(Entered::Before);
        }
        if group.version != form.version() {
            return Err(SearchRoomError::Stale.into());
        }
        synonyms::update(&mut txn, id, &draft).await.map_err(meaning)?;
        let (before, after) = (Some(told(&group.draft)), Some(told(&draft)));
        doer.tell(&mut txn, "synonyms_changed", &subject(id), before, after).await?;
        txn.commit().await?;
        Ok(Entered::Now)
    })
    .await
}

pub(super) async fn remove(
    desk: &SearchDesk,
    doer: Doer<'_>,
    id: i64,
    version: u32,
) -> Result<Entered, SearchRoomError> {
    desk.ask(async {
        let mut txn = pool::begin(&desk.pool).await?;
        store::raise_edition(&mut txn).await?;
        let Some(group) = synonyms::one(&mut txn, id).await? else {
            return Ok(Entered::Before);
        };
        if group.version != version {
            return Err(SearchRoomError::Stale.into());
        }
        synonyms::delete(&mut txn, id).await?;
        let before = Some(told(&group.draft));
        doer.tell(&mut txn, "synonyms_removed", &subject(id), before, None).await?;
        txn.commit().await?;
        Ok(Entered::Now)
    })
    .await
}

fn told(draft: &SynonymDraft) -> Value {
    json!({ "words": draft.words, "also": draft.also })
}

/// A group as the audit log names it.
fn subject(id: i64) -> String {
    format!("synonyms {id}")
}

/// What the constraint that a change would have broken is to whoever typed it.
fn meaning(error: sqlx::Error) -> Stop {
    match error.as_database_error().and_then(DatabaseError::constraint) {
        Some("synonym_said_once") => {
            SearchRoomError::refused("words", "Another group has exactly these words.").into()
        }
        _ => error.into(),
    }
}
