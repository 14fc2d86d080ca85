//! Coupons: listed, made, changed, switched.

use audit::Doer;
use serde_json::{Value, json, to_value};
use storefront::{
    offer_room::{
        CouponForm, CouponPage, CouponQuery, CouponSheet, Entered, OFFER_PAGE, OfferError,
    },
    pricing::{CouponCode, CouponDraft},
};

use super::{OfferBook, Stop};
use crate::store::{
    broken,
    coupons::{insert, room},
};

/// One row more than is shown tells whether there are others.
const LIMIT: i64 = OFFER_PAGE as i64 + 1;

pub(super) async fn list(book: &OfferBook, query: &CouponQuery) -> Result<CouponPage, OfferError> {
    let (mut rows, now) = book
        .ask(async {
            let mut conn = book.pool.acquire().await?;
            Ok(room::page(&mut conn, query, LIMIT).await?)
        })
        .await?;
    let more = rows.len() > OFFER_PAGE;
    rows.truncate(OFFER_PAGE);
    let next = rows.last().filter(|_| more).map(|(place, _)| place.clone());
    Ok(CouponPage { rows: rows.into_iter().map(|(_, row)| row).collect(), now, next })
}

pub(super) async fn sheet(book: &OfferBook, code: &CouponCode) -> Result<CouponSheet, OfferError> {
    book.ask(async {
        let mut conn = book.pool.acquire().await?;
        Ok(room::sheet(&mut conn, code).await?.ok_or(OfferError::NotFound)?)
    })
    .await
}

pub(super) async fn create(
    book: &OfferBook,
    doer: Doer<'_>,
    form: &CouponForm,
) -> Result<Entered, OfferError> {
    let draft = form.draft(book.currency, true).map_err(OfferError::Refused)?;
    book.ask(async {
        let mut txn = pool::begin(&book.pool).await?;
        if !insert(&mut txn, &draft).await? {
            let row = room::locked(&mut txn, &draft.code).await?;
            return match row {
                Some(row) if row.coupon == draft => Ok(Entered::Before),
                _ => Err(taken().into()),
            };
        }
        doer.tell(&mut txn, "coupon_created", &subject(&draft.code), None, told(&draft)).await?;
        txn.commit().await?;
        Ok(Entered::Now)
    })
    .await
}

pub(super) async fn change(
    book: &OfferBook,
    doer: Doer<'_>,
    code: &CouponCode,
    form: &CouponForm,
) -> Result<Entered, OfferError> {
    book.ask(async {
        let mut txn = pool::begin(&book.pool).await?;
        let found = match room::locked(&mut txn, code).await? {
            Some(row) => Some(row),
            // Sent again after it has got another code.
            None => match CouponCode::parse(&form.code) {
                Ok(other) => room::locked(&mut txn, &other).await?,
                Err(_) => None,
            },
        };
        let row = found.ok_or(OfferError::NotFound)?;
        let currency = row.coupon.currency().unwrap_or(book.currency);
        let draft = form.draft(currency, row.coupon.active).map_err(OfferError::Refused)?;
        if row.coupon == draft {
            return Ok(Entered::Before);
        }
        if row.coupon.code != *code {
            return Err(OfferError::NotFound.into());
        }
        if row.version != form.version() {
            return Err(OfferError::Stale.into());
        }
        room::update(&mut txn, code, &draft).await.map_err(meaning)?;
        let (before, after) = (told(&row.coupon), told(&draft));
        doer.tell(&mut txn, "coupon_changed", &subject(code), before, after).await?;
        txn.commit().await?;
        Ok(Entered::Now)
    })
    .await
}

pub(super) async fn switch(
    book: &OfferBook,
    doer: Doer<'_>,
    code: &CouponCode,
    (on, version): (bool, u32),
) -> Result<Entered, OfferError> {
    book.ask(async {
        let mut txn = pool::begin(&book.pool).await?;
        let row = room::locked(&mut txn, code).await?.ok_or(OfferError::NotFound)?;
        if row.coupon.active == on {
            return Ok(Entered::Before);
        }
        if row.version != version {
            return Err(OfferError::Stale.into());
        }
        let draft = CouponDraft { active: on, ..row.coupon };
        room::update(&mut txn, code, &draft).await?;
        let action = if on { "coupon_switched_on" } else { "coupon_switched_off" };
        let (before, after) = (json!({ "active": !on }), json!({ "active": on }));
        doer.tell(&mut txn, action, &subject(code), Some(before), Some(after)).await?;
        txn.commit().await?;
        Ok(Entered::Now)
    })
    .await
}

/// A coupon as the audit log names it.
fn subject(code: &CouponCode) -> String {
    format!("coupon {code}")
}

fn told(draft: &CouponDraft) -> Option<Value> {
    to_value(draft).ok()
}

fn taken() -> OfferError {
    OfferError::refused("code", "There is a coupon of this code already. Enter another one.")
}

/// What the constraint that a change would have broken is to whoever typed it.
fn meaning(error: sqlx::Error) -> Stop {
    match broken(&error) {
        Some("coupon_not_overused") => OfferError::refused(
            "total_limit",
            "It has been used more often already. To end it, switch it off.",
        )
        .into(),
        Some("coupon_pkey") => taken().into(),
        Some("coupon_use_coupon_fkey") => {
            OfferError::refused("code", "It was used meanwhile: orders name it, so its code stays.")
                .into()
        }
        _ => error.into(),
    }
}
