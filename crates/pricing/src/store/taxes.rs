//! Rates of tax as staff list and change them.

use kernel::Timestamp;
use sqlx::{PgConnection, PgTransaction};
use storefront::{
    offer_room::{TaxDraft, TaxKey, TaxQuery, TaxRow, TaxStanding, days},
    pricing::TaxClass,
    profile::Country,
};

use super::{count, unreadable};

const DAY: i64 = 86_400_000;

/// What of a key is bound to a statement: the class, and the day since 1970-01-01.
fn bound(key: &TaxKey) -> (&'static str, i32) {
    // Whoever types a day has it from the calendar; other days are none that a row has.
    (key.class.code(), i32::try_from(days(key.from)).unwrap_or_default())
}

/// At most so many rates, by country, region, class and day.
pub(crate) async fn page(
    conn: &mut PgConnection,
    query: &TaxQuery,
    limit: i64,
) -> Result<Vec<TaxRow>, sqlx::Error> {
    let only = query.country.as_ref().map(Country::code);
    let last = only.unwrap_or("ZZ");
    let first = only.unwrap_or_default();
    let (country, region, class, day) = match &query.after {
        Some(key) => {
            let (class, day) = bound(key);
            (key.country.code(), key.region.as_str(), class, day)
        }
        None => (first, "", "", 0),
    };
    let rows = sqlx::query!(
        r#"select country, region, class, basis_points,
                  (valid_from - date '1970-01-01')::bigint as "day!",
                  valid_from > (statement_timestamp() at time zone 'utc')::date as "coming!",
                  exists (
                      select from pricing.tax_rate as later
                      where later.country = tax_rate.country and later.region = tax_rate.region
                        and later.class = tax_rate.class
                        and later.valid_from > tax_rate.valid_from
                        and later.valid_from <= (statement_timestamp() at time zone 'utc')::date
                  ) as "over!"
           from pricing.tax_rate
           where (country, region, class, valid_from)
                 > ($1::text, $2::text, $3::text, date '1970-01-01' + $4::integer)
             and country between $5 and $6
           order by country, region, class, valid_from limit $7"#,
        country,
        region,
        class,
        day,
        first,
        last,
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let standing = match (row.coming, row.over) {
                (true, _) => TaxStanding::Coming,
                (false, true) => TaxStanding::Over,
                (false, false) => TaxStanding::Counts,
            };
            let rate = row.basis_points.map(|points| count(points, "tax_rate.basis_points"));
            Ok(TaxRow {
                key: TaxKey {
                    country: Country::parse(&row.country)
                        .map_err(|_| unreadable("tax_rate.country"))?,
                    region: row.region,
                    class: TaxClass::parse(&row.class).map_err(|_| unreadable("tax_rate.class"))?,
                    from: Timestamp::from_millis(row.day * DAY),
                },
                basis_points: rate.transpose()?,
                standing,
            })
        })
        .collect()
}

/// Keeps a rate whose day is today or later. False where it is not, or there is one of that key.
pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    draft: &TaxDraft,
) -> Result<bool, sqlx::Error> {
    let (class, day) = bound(&draft.key);
    let points = draft.basis_points.map(|points| i32::try_from(points).unwrap_or(i32::MAX));
    sqlx::query!(
        "insert into pricing.tax_rate (country, region, class, valid_from, basis_points)
         select $1::text, $2::text, $3::text, date '1970-01-01' + $4::integer, $5::integer
         where date '1970-01-01' + $4::integer >= (statement_timestamp() at time zone 'utc')::date
         on conflict on constraint tax_rate_pkey do nothing",
        draft.key.country.code(),
        draft.key.region,
        class,
        day,
        points
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Puts something else in the place of what was laid down for today: a typing error must not be charged
/// until midnight. What was ordered meanwhile keeps what it was taxed with. False for any other day.
pub(crate) async fn correct_todays(
    txn: &mut PgTransaction<'_>,
    draft: &TaxDraft,
) -> Result<bool, sqlx::Error> {
    let (class, day) = bound(&draft.key);
    let points = draft.basis_points.map(|points| i32::try_from(points).unwrap_or(i32::MAX));
    sqlx::query!(
        "update pricing.tax_rate set basis_points = $5
         where country = $1 and region = $2 and class = $3
           and valid_from = date '1970-01-01' + $4::integer
           and valid_from = (statement_timestamp() at time zone 'utc')::date",
        draft.key.country.code(),
        draft.key.region,
        class,
        day,
        points
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// What is laid down for exactly this day, if anything is: a rate, or an end.
pub(crate) async fn laid_down(
    txn: &mut PgTransaction<'_>,
    key: &TaxKey,
) -> Result<Option<Option<i32>>, sqlx::Error> {
    let (class, day) = bound(key);
    sqlx::query_scalar!(
        "select basis_points from pricing.tax_rate
         where country = $1 and region = $2 and class = $3
           and valid_from = date '1970-01-01' + $4::integer",
        key.country.code(),
        key.region,
        class,
        day
    )
    .fetch_optional(&mut **txn)
    .await
}

/// The rate that counts until this day.
pub(crate) async fn before(
    txn: &mut PgTransaction<'_>,
    key: &TaxKey,
) -> Result<Option<i32>, sqlx::Error> {
    let (class, day) = bound(key);
    sqlx::query_scalar!(
        "select basis_points from pricing.tax_rate
         where country = $1 and region = $2 and class = $3
           and valid_from < date '1970-01-01' + $4::integer
         order by valid_from desc limit 1",
        key.country.code(),
        key.region,
        class,
        day
    )
    .fetch_optional(&mut **txn)
    .await
    .map(Option::flatten)
}

/// Takes back what was laid down for a day that is yet to come: a rate, or an end.
pub(crate) async fn withdraw(
    txn: &mut PgTransaction<'_>,
    key: &TaxKey,
) -> Result<Option<Option<i32>>, sqlx::Error> {
    let (class, day) = bound(key);
    sqlx::query_scalar!(
        "delete from pricing.tax_rate
         where country = $1 and region = $2 and class = $3
           and valid_from = date '1970-01-01' + $4::integer
           and valid_from > (statement_timestamp() at time zone 'utc')::date
         returning basis_points",
        key.country.code(),
        key.region,
        class,
        day
    )
    .fetch_optional(&mut **txn)
    .await
}
