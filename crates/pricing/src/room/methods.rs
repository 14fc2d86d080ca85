//! Methods of delivery: made, changed, switched, sent to zones.

use audit::Doer;
use kernel::Currency;
use serde_json::{Value, json};
use storefront::offer_room::{
    Entered, MOST_METHODS, MethodDraft, MethodForm, MethodSheet, MethodView, OfferError,
    ServiceForm, StepView,
};

use super::{OfferBook, Stop, read_new};
use crate::store::delivery::{self, writing};

pub(super) async fn sheet(book: &OfferBook, code: &str) -> Result<MethodSheet, OfferError> {
    book.ask(async {
        let mut txn = pool::begin_reading(&book.pool).await?;
        let method = delivery::methods(&mut txn, Some(code)).await?.pop();
        let sheet = MethodSheet {
            method: method.ok_or(OfferError::NotFound)?,
            services: delivery::services(&mut txn, code, None).await?,
            zones: delivery::zone_names(&mut txn).await?,
        };
        txn.commit().await?;
        Ok(sheet)
    })
    .await
}

pub(super) async fn create(
    book: &OfferBook,
    doer: Doer<'_>,
    form: &MethodForm,
) -> Result<Entered, OfferError> {
    let (code, draft) = read_new(form.code(), form.draft())?;
    book.ask(async {
        let mut txn = pool::begin(&book.pool).await?;
        if !writing::insert_method(&mut txn, &code, &draft).await? {
            let method = delivery::methods(&mut txn, Some(&code)).await?.pop();
            return match method {
                Some(method) if stands(&method, &draft) => Ok(Entered::Before),
                Some(_) => Err(OfferError::refused(
                    "code",
                    "There is one of this code already. Enter another one.",
                )
                .into()),
                None => Err(OfferError::refused(
                    "",
                    format!(
                        "A shop has at most {MOST_METHODS} methods. Change one of them instead."
                    ),
                )
                .into()),
            };
        }
        let after = told(&draft, true);
        doer.tell(&mut txn, "delivery_created", &subject(&code), None, Some(after)).await?;
        txn.commit().await?;
        Ok(Entered::Now)
    })
    .await
}

pub(super) async fn change(
    book: &OfferBook,
    doer: Doer<'_>,
    code: &str,
    form: &MethodForm,
) -> Result<Entered, OfferError> {
    let draft = form.draft().map_err(OfferError::Refused)?;
    book.ask(async {
        let mut txn = pool::begin(&book.pool).await?;
        let method = locked(&mut txn, code).await?;
        if stands(&method, &draft) {
            return Ok(Entered::Before);
        }
        if method.version != form.version() {
            return Err(OfferError::Stale.into());
        }
        writing::update_method(&mut txn, code, &draft, method.active).await?;
        let (before, after) =
            (told(&as_draft(&method), method.active), told(&draft, method.active));
        doer.tell(&mut txn, "delivery_changed", &subject(code), Some(before), Some(after)).await?;
        txn.commit().await?;
        Ok(Entered::Now)
    })
    .await
}

pub(super) async fn switch(
    book: &OfferBook,
    doer: Doer<'_>,
    code: &str,
    (on, version): (bool, u32),
) -> Result<Entered, OfferError> {
    book.ask(async {
        let mut txn = pool::begin(&book.pool).await?;
        let method = locked(&mut txn, code).await?;
        if method.active == on {
            return Ok(Entered::Before);
        }
        if method.version != version {
            return Err(OfferError::Stale.into());
        }
        writing::update_method(&mut txn, code, &as_draft(&method), on).await?;
        let action = if on { "delivery_switched_on" } else { "delivery_switched_off" };
        let (before, after) = (json!({ "active": !on }), json!({ "active": on }));
        doer.tell(&mut txn, action, &subject(code), Some(before), Some(after)).await?;
        txn.commit().await?;
        Ok(Entered::Now)
    })
    .await
}

/// `place` is the method and the zone.
pub(super) async fn change_service(
    book: &OfferBook,
    doer: Doer<'_>,
    place: (&str, &str),
    form: &ServiceForm,
) -> Result<Entered, OfferError> {
    let draft = form.draft(book.currency).map_err(OfferError::Refused)?;
    let (method, zone) = place;
    book.ask(async {
        let mut txn = pool::begin(&book.pool).await?;
        if !writing::lock_method(&mut txn, method).await?
            || delivery::zones(&mut txn, Some(zone)).await?.is_empty()
        {
            return Err(OfferError::NotFound.into());
        }
        let service = delivery::services(&mut txn, method, Some(zone)).await?.pop();
        let before = service.as_ref().map(|service| {
            (service.min_days, service.max_days, priced_in(book.currency, &service.steps))
        });
        let after = (draft.min_days, draft.max_days, draft.steps.clone());
        if before.as_ref() == Some(&after) {
            return Ok(Entered::Before);
        }
        if service.map_or(0, |service| service.version) != form.version() {
            return Err(OfferError::Stale.into());
        }
        writing::put_service(&mut txn, method, zone, &draft, book.currency).await?;
        let before = before.map(|(fewest, most, steps)| served(zone, fewest, most, &steps));
        let after = served(zone, after.0, after.1, &after.2);
        let subject = subject(method);
        doer.tell(&mut txn, "delivery_priced", &subject, before, Some(after)).await?;
        txn.commit().await?;
        Ok(Entered::Now)
    })
    .await
}

/// `place` is the method and the zone.
pub(super) async fn end_service(
    book: &OfferBook,
    doer: Doer<'_>,
    place: (&str, &str),
    version: u32,
) -> Result<Entered, OfferError> {
    let (method, zone) = place;
    book.ask(async {
        let mut txn = pool::begin(&book.pool).await?;
        if !writing::lock_method(&mut txn, method).await? {
            return Err(OfferError::NotFound.into());
        }
        let Some(service) = delivery::services(&mut txn, method, Some(zone)).await?.pop() else {
            return Ok(Entered::Before);
        };
        if service.version != version {
            return Err(OfferError::Stale.into());
        }
        writing::remove_service(&mut txn, method, zone).await?;
        let before = served(zone, service.min_days, service.max_days, &service.steps);
        let subject = subject(method);
        doer.tell(&mut txn, "delivery_ended", &subject, Some(before), None).await?;
        txn.commit().await?;
        Ok(Entered::Now)
    })
    .await
}

/// A method, locked.
async fn locked(txn: &mut sqlx::PgTransaction<'_>, code: &str) -> Result<MethodView, Stop> {
    if !writing::lock_method(txn, code).await? {
        return Err(OfferError::NotFound.into());
    }
    let method = delivery::methods(txn, Some(code)).await?.pop();
    Ok(method.ok_or(OfferError::NotFound)?)
}

/// The steps whose prices are in a currency.
fn priced_in(currency: Currency, steps: &[StepView]) -> Vec<StepView> {
    steps.iter().filter(|step| step.price.currency() == currency).copied().collect()
}

fn as_draft(method: &MethodView) -> MethodDraft {
    MethodDraft { name: method.name.clone(), cutoff_minute: method.cutoff_minute }
}

/// Whether a method is as a draft wants it.
fn stands(method: &MethodView, draft: &MethodDraft) -> bool {
    as_draft(method) == *draft
}

fn told(draft: &MethodDraft, active: bool) -> Value {
    json!({ "name": draft.name, "cutoff_minute": draft.cutoff_minute, "active": active })
}

fn served(zone: &str, fewest: u32, most: u32, steps: &[StepView]) -> Value {
    let steps: Vec<_> = steps
        .iter()
        .map(|step| {
            json!({
                "up_to_grams": step.up_to_grams,
                "price": step.price,
                "free_from": step.free_from,
            })
        })
        .collect();
    json!({ "zone": zone, "min_days": fewest, "max_days": most, "steps": steps })
}

fn subject(code: &str) -> String {
    format!("delivery {code}")
}
