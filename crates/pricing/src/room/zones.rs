//! Zones of delivery: listed, made, changed.

use audit::Doer;
use serde_json::{Value, json};
use storefront::{
    offer_room::{
        DeliveryOverview, Entered, MOST_ZONES, OfferError, ZoneDraft, ZoneForm, ZoneView,
    },
    profile::Country,
};

use super::{OfferBook, Stop, read_new};
use crate::store::delivery::{self, writing};

pub(super) async fn overview(book: &OfferBook) -> Result<DeliveryOverview, OfferError> {
    book.ask(async {
        let mut txn = pool::begin_reading(&book.pool).await?;
        let overview = DeliveryOverview {
            zones: delivery::zones(&mut txn, None).await?,
            methods: delivery::methods(&mut txn, None).await?,
            unserved: delivery::unserved(&mut txn).await?,
        };
        txn.commit().await?;
        Ok(overview)
    })
    .await
}

pub(super) async fn sheet(book: &OfferBook, code: &str) -> Result<ZoneView, OfferError> {
    book.ask(async {
        let mut conn = book.pool.acquire().await?;
        let zone = delivery::zones(&mut conn, Some(code)).await?.pop();
        Ok(zone.ok_or(OfferError::NotFound)?)
    })
    .await
}

pub(super) async fn create(
    book: &OfferBook,
    doer: Doer<'_>,
    form: &ZoneForm,
) -> Result<Entered, OfferError> {
    let (code, draft) = read_new(form.code(), form.draft())?;
    book.ask(async {
        let mut txn = pool::begin(&book.pool).await?;
        if !writing::insert_zone(&mut txn, &code, &draft.name).await? {
            let zone = delivery::zones(&mut txn, Some(&code)).await?.pop();
            return match zone {
                Some(zone) if stands(&zone, &draft) => Ok(Entered::Before),
                Some(_) => Err(taken().into()),
                None => Err(OfferError::refused(
                    "",
                    format!("A shop has at most {MOST_ZONES} zones. Change one of them instead."),
                )
                .into()),
            };
        }
        give(&mut txn, &code, &draft).await?;
        let after = told(&draft.name, &draft.countries);
        doer.tell(&mut txn, "zone_created", &subject(&code), None, Some(after)).await?;
        txn.commit().await?;
        Ok(Entered::Now)
    })
    .await
}

pub(super) async fn change(
    book: &OfferBook,
    doer: Doer<'_>,
    code: &str,
    form: &ZoneForm,
) -> Result<Entered, OfferError> {
    let draft = form.draft().map_err(OfferError::Refused)?;
    book.ask(async {
        let mut txn = pool::begin(&book.pool).await?;
        if !writing::lock_zone(&mut txn, code).await? {
            return Err(OfferError::NotFound.into());
        }
        let zone = delivery::zones(&mut txn, Some(code)).await?.pop();
        let zone = zone.ok_or(OfferError::NotFound)?;
        if stands(&zone, &draft) {
            return Ok(Entered::Before);
        }
        if zone.version != form.version() {
            return Err(OfferError::Stale.into());
        }
        writing::rename_zone(&mut txn, code, &draft.name).await?;
        give(&mut txn, code, &draft).await?;
        let before = told(&zone.name, &zone.countries);
        let after = told(&draft.name, &draft.countries);
        doer.tell(&mut txn, "zone_changed", &subject(code), Some(before), Some(after)).await?;
        txn.commit().await?;
        Ok(Entered::Now)
    })
    .await
}

/// Gives a zone the countries of a draft, none of which another zone may have.
async fn give(
    txn: &mut sqlx::PgTransaction<'_>,
    code: &str,
    draft: &ZoneDraft,
) -> Result<(), Stop> {
    let countries = codes(&draft.countries);
    if writing::set_countries(txn, code, &countries).await? {
        return Ok(());
    }
    let message = match writing::elsewhere(txn, code, &countries).await? {
        Some((country, zone)) => {
            let name = Country::parse(&country).map(Country::name).unwrap_or_default();
            format!("{name} ({country}) is in the zone “{zone}”. Take it out there first.")
        }
        None => "Another zone has one of these countries. Take it out there first.".to_owned(),
    };
    Err(OfferError::refused("countries", message).into())
}

/// Whether a zone is as a draft wants it.
fn stands(zone: &ZoneView, draft: &ZoneDraft) -> bool {
    let mut countries = zone.countries.clone();
    countries.sort_unstable();
    zone.name == draft.name && countries == draft.countries
}

fn codes(countries: &[Country]) -> Vec<String> {
    let mut codes: Vec<_> = countries.iter().map(|country| country.code().to_owned()).collect();
    codes.sort_unstable();
    codes
}

fn told(name: &str, countries: &[Country]) -> Value {
    json!({ "name": name, "countries": codes(countries) })
}

fn subject(code: &str) -> String {
    format!("delivery zone {code}")
}

fn taken() -> OfferError {
    OfferError::refused("code", "There is one of this code already. Enter another one.")
}
