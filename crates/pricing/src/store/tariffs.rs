//! Delivery and tax of a country.

use std::collections::BTreeSet;

use sqlx::PgConnection;
use storefront::{pricing::TaxClass, profile::Country};

use super::{count, money, now, unreadable};
use crate::tariff::{Area, Rate, Service, Tariff, TaxRate};

/// Reads all that is laid down about a country.
pub(crate) async fn read(conn: &mut PgConnection, country: Country) -> Result<Tariff, sqlx::Error> {
    let now = now(conn).await?;
    Ok(Tariff {
        country,
        now,
        areas: areas(conn, country).await?,
        services: services(conn, country).await?,
        tax_rates: tax_rates(conn, country).await?,
        closed: closed_days(conn).await?,
    })
}

async fn areas(conn: &mut PgConnection, country: Country) -> Result<Vec<Area>, sqlx::Error> {
    sqlx::query_as!(
        Area,
        "select postcode_prefix, zone from pricing.delivery_area where country = $1",
        country.code()
    )
    .fetch_all(conn)
    .await
}

/// The services of the country's zones, each with its rates.
async fn services(conn: &mut PgConnection, country: Country) -> Result<Vec<Service>, sqlx::Error> {
    let rows = sqlx::query!(
        "select method, delivery_method.name, zone, cutoff_minute, min_days, max_days,
                up_to_grams, amount, free_from, currency
         from pricing.delivery_service
         join pricing.delivery_method on delivery_method.code = method
         join pricing.delivery_rate using (method, zone)
         where active and zone in
             (select zone from pricing.delivery_area where country = $1 and zone is not null)
         order by zone, method, currency, up_to_grams",
        country.code()
    )
    .fetch_all(conn)
    .await?;
    let mut services: Vec<Service> = Vec::new();
    for row in rows {
        let free_from = match row.free_from {
            Some(amount) => Some(money(amount, &row.currency, "delivery_rate.free_from")?),
            None => None,
        };
        let rate = Rate {
            up_to_grams: u64::try_from(row.up_to_grams)
                .map_err(|_| unreadable("delivery_rate.up_to_grams"))?,
            price: money(row.amount, &row.currency, "delivery_rate.amount")?,
            free_from,
        };
        match services.last_mut() {
            Some(last) if last.zone == row.zone && last.method == row.method => {
                last.rates.push(rate);
            }
            _ => services.push(Service {
                method: row.method,
                name: row.name,
                zone: row.zone,
                cutoff_minute: i64::from(row.cutoff_minute),
                min_days: count(row.min_days, "delivery_service.min_days")?,
                max_days: count(row.max_days, "delivery_service.max_days")?,
                rates: vec![rate],
            }),
        }
    }
    Ok(services)
}

/// The rates of today, in UTC: of each region and class the row with the latest day that has
/// come, unless it ends what counted before.
async fn tax_rates(conn: &mut PgConnection, country: Country) -> Result<Vec<TaxRate>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select region as "region!", class as "class!", basis_points as "basis_points!"
           from (
               select distinct on (region, class) region, class, basis_points
               from pricing.tax_rate
               where country = $1 and valid_from <= (statement_timestamp() at time zone 'utc')::date
               order by region, class, valid_from desc
           ) as latest
           where basis_points is not null"#,
        country.code()
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(TaxRate {
                region: row.region,
                class: TaxClass::parse(&row.class).map_err(|_| unreadable("tax_rate.class"))?,
                basis_points: count(row.basis_points, "tax_rate.basis_points")?,
            })
        })
        .collect()
}

/// Closed days that an order of now may meet, in days since 1970-01-01.
async fn closed_days(conn: &mut PgConnection) -> Result<BTreeSet<i64>, sqlx::Error> {
    let days = sqlx::query_scalar!(
        r#"select (day - date '1970-01-01')::bigint as "day!" from pricing.closed_day
           where day between (statement_timestamp() at time zone 'utc')::date
                     and (statement_timestamp() at time zone 'utc')::date + 400"#
    )
    .fetch_all(conn)
    .await?;
    Ok(days.into_iter().collect())
}

/// Countries of which some part is served and taxed.
pub(crate) async fn destinations(conn: &mut PgConnection) -> Result<Vec<Country>, sqlx::Error> {
    let codes = sqlx::query_scalar!(
        r#"select distinct country as "country!"
           from pricing.delivery_area
           join (
               select distinct on (country, region, class) country, basis_points
               from pricing.tax_rate
               where valid_from <= (statement_timestamp() at time zone 'utc')::date
               order by country, region, class, valid_from desc
           ) as latest using (country)
           where zone is not null and basis_points is not null"#
    )
    .fetch_all(conn)
    .await?;
    let mut countries = codes
        .iter()
        .map(|code| Country::parse(code).map_err(|_| unreadable("delivery_area.country")))
        .collect::<Result<Vec<_>, _>>()?;
    countries.sort_by_key(|country| country.name());
    Ok(countries)
}
