//! Rates of tax: listed, added, ended, taken back.

use audit::Doer;
use serde_json::{Value, json};
use storefront::offer_room::{
    Entered, OFFER_PAGE, OfferError, TaxForm, TaxKey, TaxPage, TaxQuery, typed_day,
};

use super::{OfferBook, Stop};
use crate::store::{broken, taxes};

/// One row more than is shown tells whether there are others.
const LIMIT: i64 = OFFER_PAGE as i64 + 1;

pub(super) async fn list(book: &OfferBook, query: &TaxQuery) -> Result<TaxPage, OfferError> {
    let mut rows = book
        .ask(async {
            let mut conn = book.pool.acquire().await?;
            Ok(taxes::page(&mut conn, query, LIMIT).await?)
        })
        .await?;
    let more = rows.len() > OFFER_PAGE;
    rows.truncate(OFFER_PAGE);
    let next = rows.last().filter(|_| more).map(|row| row.key.clone());
    Ok(TaxPage { rows, next, included: book.basis.now().included })
}

pub(super) async fn set(
    book: &OfferBook,
    doer: Doer<'_>,
    form: &TaxForm,
) -> Result<Entered, OfferError> {
    let draft = form.draft().map_err(OfferError::Refused)?;
    let points = draft.basis_points;
    book.ask(async {
        let mut txn = pool::begin(&book.pool).await?;
        let mut before = taxes::before(&mut txn, &draft.key).await?;
        if taxes::insert(&mut txn, &draft).await.map_err(meaning)? {
            if points.is_none() && before.is_none() {
                let message = "There is no rate that could end there.";
                return Err(OfferError::refused("", message).into());
            }
        } else {
            let there = taxes::laid_down(&mut txn, &draft.key).await?;
            if there.is_some_and(|rate| rate.and_then(|rate| u32::try_from(rate).ok()) == points) {
                return Ok(Entered::Before);
            }
            if !taxes::correct_todays(&mut txn, &draft).await? {
                let message = match there {
                    Some(_) => {
                        "Something else is laid down for this day. Choose another one, or take that back."
                    }
                    None => "Enter today or a later day.",
                };
                return Err(OfferError::refused("from", message).into());
            }
            before = there.flatten();
        }
        let action = if points.is_some() { "tax_rate_added" } else { "tax_rate_ended" };
        let before = before.map(|rate| json!({ "basis_points": rate }));
        let after = Some(told(&draft.key, points));
        doer.tell(&mut txn, action, &subject(&draft.key), before, after).await?;
        txn.commit().await?;
        Ok(Entered::Now)
    })
    .await
}

pub(super) async fn withdraw(
    book: &OfferBook,
    doer: Doer<'_>,
    key: &TaxKey,
) -> Result<Entered, OfferError> {
    book.ask(async {
        let mut txn = pool::begin(&book.pool).await?;
        let Some(rate) = taxes::withdraw(&mut txn, key).await? else {
            return match taxes::laid_down(&mut txn, key).await? {
                None => Ok(Entered::Before),
                Some(_) => Err(OfferError::refused(
                    "",
                    "Its day has come, and orders were taxed by it. Add another rate instead: from today on.",
                )
                .into()),
            };
        };
        let before = Some(told(key, rate.and_then(|rate| u32::try_from(rate).ok())));
        doer.tell(&mut txn, "tax_rate_withdrawn", &subject(key), before, None).await?;
        txn.commit().await?;
        Ok(Entered::Now)
    })
    .await
}

fn told(key: &TaxKey, basis_points: Option<u32>) -> Value {
    json!({ "basis_points": basis_points, "from": typed_day(key.from) })
}

/// `tax DE standard`, or `tax ES standard NAVARRA`.
fn subject(key: &TaxKey) -> String {
    let subject = format!("tax {} {} {}", key.country.code(), key.class.code(), key.region);
    subject.trim_end().to_owned()
}

/// What the constraint that a rate would have broken is to whoever typed it.
fn meaning(error: sqlx::Error) -> Stop {
    match broken(&error) {
        Some("tax_rate_region_check") => {
            OfferError::refused("region", "Enter the region in plain capital letters.").into()
        }
        _ => error.into(),
    }
}
