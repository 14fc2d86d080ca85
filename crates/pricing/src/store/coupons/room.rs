//! Coupons as staff list and change them. Each list walks an index.

use kernel::Timestamp;
use sqlx::{PgConnection, PgTransaction};
use storefront::{
    offer_room::{CouponCursor, CouponPhase, CouponQuery, CouponSheet},
    pricing::{CouponCode, CouponDraft, CouponRow},
};
use time::OffsetDateTime;

use super::{Columns, columns};
use crate::store::{moment, now};

/// What stands for no end in the order of ends, as the index has it: 9999-12-31, in microseconds.
const NO_END: i64 = 253_402_214_400_000_000;

/// At most so many coupons, each with its place in the list, and what PostgreSQL's clock says.
pub(crate) async fn page(
    conn: &mut PgConnection,
    query: &CouponQuery,
    limit: i64,
) -> Result<(Vec<(CouponCursor, CouponRow)>, Timestamp), sqlx::Error> {
    let now = now(conn).await?;
    let code = query.after.as_ref().map_or("", |after| after.code.as_str());
    let from = |first| placed(query.after.as_ref().map_or(first, |after| after.micros));
    let rows = match query.phase {
        None => by_code(conn, code, limit).await?,
        Some(CouponPhase::Off) => switched_off(conn, code, limit).await?,
        Some(CouponPhase::Running) => running(conn, from(0), code, limit).await?,
        Some(CouponPhase::Coming) => coming(conn, from(0), code, limit).await?,
        Some(CouponPhase::Over) => over(conn, from(NO_END), code, limit).await?,
    };
    let rows = rows.into_iter().map(|row| {
        let micros = match query.phase {
            None | Some(CouponPhase::Off) => 0,
            Some(CouponPhase::Coming) => row.starts_at.map_or(0, micros),
            Some(CouponPhase::Running | CouponPhase::Over) => row.ends_at.map_or(NO_END, micros),
        };
        let row = row.read()?;
        Ok((CouponCursor { micros, code: row.coupon.code.clone() }, row))
    });
    Ok((rows.collect::<Result<_, sqlx::Error>>()?, now))
}

fn micros(at: OffsetDateTime) -> i64 {
    i64::try_from(at.unix_timestamp_nanos().div_euclid(1000)).unwrap_or_default()
}

fn placed(micros: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

async fn by_code(
    conn: &mut PgConnection,
    code: &str,
    limit: i64,
) -> Result<Vec<Columns>, sqlx::Error> {
    sqlx::query_as!(
        Columns,
        "select code, kind, basis_points, amount_off, minimum, currency, starts_at, ends_at,
                total_limit, person_limit, used, automatic, active, version, made_at
         from pricing.coupon where code > $1 order by code limit $2",
        code,
        limit
    )
    .fetch_all(conn)
    .await
}

async fn switched_off(
    conn: &mut PgConnection,
    code: &str,
    limit: i64,
) -> Result<Vec<Columns>, sqlx::Error> {
    sqlx::query_as!(
        Columns,
        "select code, kind, basis_points, amount_off, minimum, currency, starts_at, ends_at,
                total_limit, person_limit, used, automatic, active, version, made_at
         from pricing.coupon where not active and code > $1 order by code limit $2",
        code,
        limit
    )
    .fetch_all(conn)
    .await
}

/// What ends first comes first. Those that are yet to begin are passed over.
async fn running(
    conn: &mut PgConnection,
    from: OffsetDateTime,
    code: &str,
    limit: i64,
) -> Result<Vec<Columns>, sqlx::Error> {
    sqlx::query_as!(
        Columns,
        "select code, kind, basis_points, amount_off, minimum, currency, starts_at, ends_at,
                total_limit, person_limit, used, automatic, active, version, made_at
         from pricing.coupon
         where active
           and coalesce(ends_at, timestamptz '9999-12-31 00:00:00+00') > statement_timestamp()
           and (coalesce(ends_at, timestamptz '9999-12-31 00:00:00+00'), code)
               > ($1::timestamptz, $2::text)
           and (starts_at is null or starts_at <= statement_timestamp())
         order by coalesce(ends_at, timestamptz '9999-12-31 00:00:00+00'), code limit $3",
        from,
        code,
        limit
    )
    .fetch_all(conn)
    .await
}

/// What begins first comes first.
async fn coming(
    conn: &mut PgConnection,
    from: OffsetDateTime,
    code: &str,
    limit: i64,
) -> Result<Vec<Columns>, sqlx::Error> {
    sqlx::query_as!(
        Columns,
        "select code, kind, basis_points, amount_off, minimum, currency, starts_at, ends_at,
                total_limit, person_limit, used, automatic, active, version, made_at
         from pricing.coupon
         where active and starts_at is not null and starts_at > statement_timestamp()
           and (starts_at, code) > ($1::timestamptz, $2::text)
         order by starts_at, code limit $3",
        from,
        code,
        limit
    )
    .fetch_all(conn)
    .await
}

/// What ended last comes first.
async fn over(
    conn: &mut PgConnection,
    from: OffsetDateTime,
    code: &str,
    limit: i64,
) -> Result<Vec<Columns>, sqlx::Error> {
    sqlx::query_as!(
        Columns,
        "select code, kind, basis_points, amount_off, minimum, currency, starts_at, ends_at,
                total_limit, person_limit, used, automatic, active, version, made_at
         from pricing.coupon
         where active
           and coalesce(ends_at, timestamptz '9999-12-31 00:00:00+00') <= statement_timestamp()
           and (coalesce(ends_at, timestamptz '9999-12-31 00:00:00+00'), code)
               < ($1::timestamptz, $2::text)
         order by coalesce(ends_at, timestamptz '9999-12-31 00:00:00+00') desc, code desc limit $3",
        from,
        code,
        limit
    )
    .fetch_all(conn)
    .await
}

/// One coupon.
pub(crate) async fn sheet(
    conn: &mut PgConnection,
    code: &CouponCode,
) -> Result<Option<CouponSheet>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select code, kind, basis_points, amount_off, minimum, currency, starts_at, ends_at,
                  total_limit, person_limit, used, automatic, active, version, made_at,
                  statement_timestamp() as "now!",
                  exists (select from pricing.coupon_use where coupon = code) as "ever_used!"
           from pricing.coupon where code = $1"#,
        code.as_str()
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (now, ever_used) = (moment(row.now), row.ever_used);
    let row = columns::from_row!(row).read()?;
    Ok(Some(CouponSheet { row, ever_used, now }))
}

/// One coupon, locked.
pub(crate) async fn locked(
    txn: &mut PgTransaction<'_>,
    code: &CouponCode,
) -> Result<Option<CouponRow>, sqlx::Error> {
    let row = sqlx::query_as!(
        Columns,
        "select code, kind, basis_points, amount_off, minimum, currency, starts_at, ends_at,
                total_limit, person_limit, used, automatic, active, version, made_at
         from pricing.coupon where code = $1 for update",
        code.as_str()
    )
    .fetch_optional(&mut **txn)
    .await?;
    row.map(Columns::read).transpose()
}

/// Changes a coupon, which is locked.
pub(crate) async fn update(
    txn: &mut PgTransaction<'_>,
    code: &CouponCode,
    draft: &CouponDraft,
) -> Result<(), sqlx::Error> {
    let columns = Columns::of(draft);
    sqlx::query!(
        "update pricing.coupon set kind = $2, basis_points = $3, amount_off = $4, minimum = $5,
             currency = $6, starts_at = $7, ends_at = $8, total_limit = $9, person_limit = $10,
             active = $11, code = $12, automatic = $13, version = version + 1
         where code = $1",
        code.as_str(),
        columns.kind,
        columns.basis_points,
        columns.amount_off,
        columns.minimum,
        columns.currency,
        columns.starts_at,
        columns.ends_at,
        columns.total_limit,
        columns.person_limit,
        columns.active,
        columns.code,
        columns.automatic
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}
