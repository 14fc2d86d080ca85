//! What staff change about delivery. A zone or a method is locked before what belongs to it.

use kernel::{Currency, Money};
use sqlx::PgTransaction;
use storefront::offer_room::{MOST_METHODS, MOST_ZONES, MethodDraft, ServiceDraft};

/// Locks a zone. False where there is none.
pub(crate) async fn lock_zone(
    txn: &mut PgTransaction<'_>,
    code: &str,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!("select code from pricing.delivery_zone where code = $1 for update", code)
        .fetch_optional(&mut **txn)
        .await
        .map(|found| found.is_some())
}

/// Locks a method. False where there is none.
pub(crate) async fn lock_method(
    txn: &mut PgTransaction<'_>,
    code: &str,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!("select code from pricing.delivery_method where code = $1 for update", code)
        .fetch_optional(&mut **txn)
        .await
        .map(|found| found.is_some())
}

/// Keeps a new zone. False where the code is taken, or there are as many as may be.
pub(crate) async fn insert_zone(
    txn: &mut PgTransaction<'_>,
    code: &str,
    name: &str,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "insert into pricing.delivery_zone (code, name)
         select $1::text, $2::text where (select count(*) from pricing.delivery_zone) < $3
         on conflict on constraint delivery_zone_pkey do nothing",
        code,
        name,
        MOST_ZONES
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Changes what a zone is called. It is locked.
pub(crate) async fn rename_zone(
    txn: &mut PgTransaction<'_>,
    code: &str,
    name: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update pricing.delivery_zone set name = $2, version = version + 1 where code = $1",
        code,
        name
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// Gives a zone these countries and no others. False where another zone has one of them.
pub(crate) async fn set_countries(
    txn: &mut PgTransaction<'_>,
    zone: &str,
    countries: &[String],
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "delete from pricing.delivery_area
         where zone = $1 and postcode_prefix = '' and country <> all ($2)",
        zone,
        countries
    )
    .execute(&mut **txn)
    .await?;
    let done = sqlx::query!(
        "insert into pricing.delivery_area (country, postcode_prefix, zone)
         select country, '', $1::text from unnest($2::text[]) as country order by country
         on conflict on constraint delivery_area_pkey do update set zone = excluded.zone
         where delivery_area.zone is null or delivery_area.zone = excluded.zone",
        zone,
        countries
    )
    .execute(&mut **txn)
    .await?;
    Ok(usize::try_from(done.rows_affected()) == Ok(countries.len()))
}

/// A country among these that another zone has, and what that is called.
pub(crate) async fn elsewhere(
    txn: &mut PgTransaction<'_>,
    zone: &str,
    countries: &[String],
) -> Result<Option<(String, String)>, sqlx::Error> {
    let row = sqlx::query!(
        "select country, name from pricing.delivery_area
         join pricing.delivery_zone on delivery_zone.code = delivery_area.zone
         where postcode_prefix = '' and country = any ($2) and zone <> $1
         order by country limit 1",
        zone,
        countries
    )
    .fetch_optional(&mut **txn)
    .await?;
    Ok(row.map(|row| (row.country, row.name)))
}

/// Keeps a new method. False where the code is taken, or there are as many as may be.
pub(crate) async fn insert_method(
    txn: &mut PgTransaction<'_>,
    code: &str,
    draft: &MethodDraft,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "insert into pricing.delivery_method (code, name, cutoff_minute)
         select $1::text, $2::text, $3::integer
         where (select count(*) from pricing.delivery_method) < $4
         on conflict on constraint delivery_method_pkey do nothing",
        code,
        draft.name,
        stored(draft.cutoff_minute),
        MOST_METHODS
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Changes a method, which is locked.
pub(crate) async fn update_method(
    txn: &mut PgTransaction<'_>,
    code: &str,
    draft: &MethodDraft,
    active: bool,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update pricing.delivery_method
         set name = $2, cutoff_minute = $3, active = $4, version = version + 1 where code = $1",
        code,
        draft.name,
        stored(draft.cutoff_minute),
        active
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// Says what a method is to a zone, in this currency. The method is locked.
pub(crate) async fn put_service(
    txn: &mut PgTransaction<'_>,
    method: &str,
    zone: &str,
    draft: &ServiceDraft,
    currency: Currency,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into pricing.delivery_service (method, zone, min_days, max_days)
         values ($1, $2, $3, $4)
         on conflict on constraint delivery_service_pkey do update
         set min_days = excluded.min_days, max_days = excluded.max_days,
             version = delivery_service.version + 1",
        method,
        zone,
        stored(draft.min_days),
        stored(draft.max_days)
    )
    .execute(&mut **txn)
    .await?;
    sqlx::query!(
        "delete from pricing.delivery_rate where method = $1 and zone = $2 and currency = $3",
        method,
        zone,
        currency.code()
    )
    .execute(&mut **txn)
    .await?;
    let grams = draft.steps.iter().map(|step| i64::try_from(step.up_to_grams).unwrap_or(i64::MAX));
    let amounts = draft.steps.iter().map(|step| step.price.amount());
    // No amount is below zero, so this one stands for none.
    let free = draft.steps.iter().map(|step| step.free_from.map_or(-1, Money::amount));
    let (grams, amounts): (Vec<i64>, Vec<i64>) = (grams.collect(), amounts.collect());
    let free: Vec<i64> = free.collect();
    sqlx::query!(
        "insert into pricing.delivery_rate (method, zone, currency, up_to_grams, amount, free_from)
         select $1::text, $2::text, $3::text, step.grams, step.amount, nullif(step.free_from, -1)
         from unnest($4::bigint[], $5::bigint[], $6::bigint[]) as step (grams, amount, free_from)",
        method,
        zone,
        currency.code(),
        &grams,
        &amounts,
        &free
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// Has a method go to a zone no longer. The method is locked.
pub(crate) async fn remove_service(
    txn: &mut PgTransaction<'_>,
    method: &str,
    zone: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from pricing.delivery_rate where method = $1 and zone = $2", method, zone)
        .execute(&mut **txn)
        .await?;
    sqlx::query!(
        "delete from pricing.delivery_service where method = $1 and zone = $2",
        method,
        zone
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// A number of a draft, which has its bounds, as its column has it.
fn stored(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
