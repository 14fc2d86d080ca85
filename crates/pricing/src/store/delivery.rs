//! Zones and methods of delivery as staff list and change them.

use sqlx::PgConnection;
use storefront::{
    offer_room::{MOST_METHODS, MOST_ZONES, MethodView, ServiceView, StepView, ZonePart, ZoneView},
    profile::Country,
};

use super::{count, money, unreadable};

pub(crate) mod writing;

/// Parts of countries that are listed at most.
const MOST_PARTS: i64 = 500;

fn country(code: &str) -> Result<Country, sqlx::Error> {
    Country::parse(code).map_err(|_| unreadable("delivery_area.country"))
}

/// A country and the beginning of its postcodes, written together.
fn part(text: &str) -> Result<ZonePart, sqlx::Error> {
    let wrong = || unreadable("delivery_area.country");
    let (code, prefix) = text.split_at_checked(2).ok_or_else(wrong)?;
    Ok(ZonePart { country: country(code)?, prefix: prefix.to_owned() })
}

/// All zones by name, or one.
pub(crate) async fn zones(
    conn: &mut PgConnection,
    only: Option<&str>,
) -> Result<Vec<ZoneView>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select code, name, version,
                  array(select country from pricing.delivery_area
                        where zone = code and postcode_prefix = '' order by country)
                      as "countries!",
                  array(select country || postcode_prefix from pricing.delivery_area
                        where zone = code and postcode_prefix <> ''
                        order by country, postcode_prefix limit 100) as "parts!"
           from pricing.delivery_zone
           where $1::text is null or code = $1
           order by name, code limit $2"#,
        only,
        MOST_ZONES
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let countries: Result<Vec<_>, _> =
                row.countries.iter().map(|code| country(code)).collect();
            let mut countries = countries?;
            countries.sort_by_key(|country| country.name());
            let parts: Result<Vec<_>, _> = row.parts.iter().map(|text| part(text)).collect();
            Ok(ZoneView {
                code: row.code,
                name: row.name,
                countries,
                parts: parts?,
                version: count(row.version, "delivery_zone.version")?,
            })
        })
        .collect()
}

/// Parts of countries that are not served.
pub(crate) async fn unserved(conn: &mut PgConnection) -> Result<Vec<ZonePart>, sqlx::Error> {
    let rows = sqlx::query_scalar!(
        r#"select country || postcode_prefix as "part!" from pricing.delivery_area
           where zone is null and postcode_prefix <> ''
           order by country, postcode_prefix limit $1"#,
        MOST_PARTS
    )
    .fetch_all(conn)
    .await?;
    rows.iter().map(|text| part(text)).collect()
}

/// All methods by name, or one.
pub(crate) async fn methods(
    conn: &mut PgConnection,
    only: Option<&str>,
) -> Result<Vec<MethodView>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select code, name, cutoff_minute, active, version,
                  array(select zone from pricing.delivery_service
                        where method = code order by zone) as "zones!"
           from pricing.delivery_method
           where $1::text is null or code = $1
           order by name, code limit $2"#,
        only,
        MOST_METHODS
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(MethodView {
                code: row.code,
                name: row.name,
                cutoff_minute: count(row.cutoff_minute, "delivery_method.cutoff_minute")?,
                active: row.active,
                version: count(row.version, "delivery_method.version")?,
                zones: row.zones,
            })
        })
        .collect()
}

/// The codes and names of all zones, by name.
pub(crate) async fn zone_names(
    conn: &mut PgConnection,
) -> Result<Vec<(String, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select code, name from pricing.delivery_zone order by name, code limit $1",
        MOST_ZONES
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.code, row.name)).collect())
}

/// What a method is to each zone, or to one.
pub(crate) async fn services(
    conn: &mut PgConnection,
    method: &str,
    only: Option<&str>,
) -> Result<Vec<ServiceView>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select delivery_service.zone as "zone!", min_days as "min_days!",
                  max_days as "max_days!", version as "version!",
                  up_to_grams as "up_to_grams?", amount as "amount?", free_from as "free_from?",
                  currency as "currency?"
           from pricing.delivery_service
           left join pricing.delivery_rate
               on delivery_rate.method = delivery_service.method
              and delivery_rate.zone = delivery_service.zone
           where delivery_service.method = $1
             and ($2::text is null or delivery_service.zone = $2)
           order by delivery_service.zone, currency, up_to_grams"#,
        method,
        only
    )
    .fetch_all(conn)
    .await?;
    let mut services: Vec<ServiceView> = Vec::new();
    for row in rows {
        let step = match (row.up_to_grams, row.amount, row.currency) {
            (Some(grams), Some(amount), Some(currency)) => {
                let free_from = row
                    .free_from
                    .map(|from| money(from, &currency, "delivery_rate.free_from"))
                    .transpose()?;
                Some(StepView {
                    up_to_grams: u64::try_from(grams)
                        .map_err(|_| unreadable("delivery_rate.up_to_grams"))?,
                    price: money(amount, &currency, "delivery_rate.amount")?,
                    free_from,
                })
            }
            _ => None,
        };
        match services.last_mut() {
            Some(last) if last.zone == row.zone => last.steps.extend(step),
            _ => services.push(ServiceView {
                zone: row.zone,
                min_days: count(row.min_days, "delivery_service.min_days")?,
                max_days: count(row.max_days, "delivery_service.max_days")?,
                version: count(row.version, "delivery_service.version")?,
                steps: step.into_iter().collect(),
            }),
        }
    }
    Ok(services)
}
