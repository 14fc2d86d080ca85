//! What comes first for a query: listed, set, ended.

use std::collections::HashSet;

use audit::Doer;
use serde_json::{Value, json};
use storefront::search_room::{
    Entered, MOST_PINNED, MOST_PINS, Pin, PinForm, PinPage, PinnedQuery, SearchRoomError, version,
};

use super::{LIMIT, SearchDesk, cut};
use crate::{
    countable,
    store::{self, pins},
};

const MOST: i64 = MOST_PINNED as i64;

pub(super) async fn list(desk: &SearchDesk, after: &str) -> Result<PinPage, SearchRoomError> {
    let mut rows = desk
        .ask(async {
            let mut conn = desk.pool.acquire().await?;
            Ok(pins::page(&mut conn, after, LIMIT).await?)
        })
        .await?;
    let more = cut(&mut rows);
    let next = rows.last().filter(|_| more).map(|row| row.query.clone());
    Ok(PinPage { rows, next })
}

pub(super) async fn one(
    desk: &SearchDesk,
    query: &str,
) -> Result<Option<PinnedQuery>, SearchRoomError> {
    let Some(query) = countable(query) else { return Ok(None) };
    desk.ask(async {
        let mut conn = desk.pool.acquire().await?;
        Ok(pins::one(&mut conn, &query).await?)
    })
    .await
}

pub(super) async fn set(
    desk: &SearchDesk,
    doer: Doer<'_>,
    form: &PinForm,
) -> Result<Entered, SearchRoomError> {
    let query = checked(form)?;
    desk.ask(async {
        let mut txn = pool::begin(&desk.pool).await?;
        store::raise_edition(&mut txn).await?;
        let before = pins::one(&mut txn, &query).await?;
        match &before {
            Some(row) if row.pins == form.pins => return Ok(Entered::Before),
            Some(_) if form.version.is_empty() => return Err(taken().into()),
            Some(row) if row.version != version(&form.version) => {
                return Err(SearchRoomError::Stale.into());
            }
            None if !form.version.is_empty() => return Err(SearchRoomError::NotFound.into()),
            _ => {}
        }
        pins::put(&mut txn, &query, &form.pins).await?;
        if pins::count(&mut txn).await? > MOST {
            let message = format!("A shop has at most {MOST_PINNED} such queries. End one first.");
            return Err(SearchRoomError::refused("", message).into());
        }
        let before = before.map(|row| told(&row.pins));
        let after = Some(told(&form.pins));
        doer.tell(&mut txn, "results_pinned", &subject(&query), before, after).await?;
        txn.commit().await?;
        Ok(Entered::Now)
    })
    .await
}

pub(super) async fn end(
    desk: &SearchDesk,
    doer: Doer<'_>,
    query: &str,
    version: u32,
) -> Result<Entered, SearchRoomError> {
    let Some(query) = countable(query) else { return Ok(Entered::Before) };
    desk.ask(async {
        let mut txn = pool::begin(&desk.pool).await?;
        store::raise_edition(&mut txn).await?;
        let Some(row) = pins::one(&mut txn, &query).await? else {
            return Ok(Entered::Before);
        };
        if row.version != version {
            return Err(SearchRoomError::Stale.into());
        }
        pins::delete(&mut txn, &query).await?;
        let before = Some(told(&row.pins));
        doer.tell(&mut txn, "results_unpinned", &subject(&query), before, None).await?;
        txn.commit().await?;
        Ok(Entered::Now)
    })
    .await
}

/// The query of a form whose products can be pinned, as it is counted.
fn checked(form: &PinForm) -> Result<String, SearchRoomError> {
    let query = countable(&form.query).ok_or_else(|| {
        let message = "Enter what is searched for: at most 80 letters, no address, no long number.";
        SearchRoomError::refused("query", message)
    })?;
    if !(1..=MOST_PINS).contains(&form.pins.len()) {
        let message = format!("Enter 1 to {MOST_PINS} products, one in a line.");
        return Err(SearchRoomError::refused("products", message));
    }
    let mut seen = HashSet::new();
    match form.pins.iter().find(|pin| !seen.insert(&pin.product)) {
        Some(twice) => {
            let message = format!("{} is the same product as one above.", twice.sku);
            Err(SearchRoomError::refused("products", message))
        }
        None => Ok(query),
    }
}

fn told(pins: &[Pin]) -> Value {
    json!(pins.iter().map(|pin| pin.product.as_str()).collect::<Vec<_>>())
}

/// A query as the audit log names it.
fn subject(query: &str) -> String {
    format!("query {query}")
}

fn taken() -> SearchRoomError {
    let message =
        "Something is pinned for this query already. Choose it in the list to change that.";
    SearchRoomError::refused("query", message)
}
