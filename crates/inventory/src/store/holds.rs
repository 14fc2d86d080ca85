//! Statements on `inventory.hold`. What moves lines is a function in the database: all of its
//! statements are one round trip, and their locks are not held over any other.

use kernel::{CheckoutId, Sku, Timestamp};
use sqlx::{PgConnection, PgPool};

use crate::{
    holds::{ReserveRequest, ReserveRow},
    reconcile::HoldMismatch,
};

/// Reserves all lines or none.
pub(crate) async fn reserve(
    pool: &PgPool,
    request: &ReserveRequest,
) -> Result<Vec<ReserveRow>, sqlx::Error> {
    let (skus, units) = columns(request.lines());
    sqlx::query_as!(
        ReserveRow,
        r#"select outcome as "outcome!", short_sku as sku, short_wanted as wanted, short_had as had,
                  (extract(epoch from short_until) * 1000)::bigint as until,
                  (extract(epoch from ends_at) * 1000)::bigint as ends_at
           from inventory.reserve($1, $2, $3, $4, $5, $6)"#,
        request.checkout.as_str(),
        request.holder,
        &skus,
        &units,
        integer(request.seconds),
        request.most.map(integer),
    )
    .fetch_all(pool)
    .await
}

/// A number for a column of type integer; no shop gets near the end of that.
fn integer(number: impl TryInto<i32>) -> i32 {
    number.try_into().unwrap_or(i32::MAX)
}

/// Lines as two columns for `unnest`.
fn columns<'a>(lines: impl Iterator<Item = (&'a Sku, u32)>) -> (Vec<String>, Vec<i32>) {
    lines.map(|(sku, units)| (sku.as_str().to_owned(), integer(units))).unzip()
}

/// Moves the end of a checkout's lines; `None` when one is no longer held.
pub(crate) async fn extend(
    conn: &mut PgConnection,
    checkout: &CheckoutId,
    seconds: u32,
) -> Result<Option<Timestamp>, sqlx::Error> {
    let ends_at = sqlx::query_scalar!(
        r#"select (extract(epoch from inventory.extend_hold($1, $2)) * 1000)::bigint as ends_at"#,
        checkout.as_str(),
        integer(seconds)
    )
    .fetch_one(conn)
    .await?;
    Ok(ends_at.map(Timestamp::from_millis))
}

/// Moves lines from one state to another; the number of lines that moved.
pub(crate) async fn move_lines(
    conn: &mut PgConnection,
    checkout: &CheckoutId,
    from: &str,
    to: &str,
) -> Result<i32, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select inventory.move_lines($1, $2, $3) as "lines!""#,
        checkout.as_str(),
        from,
        to
    )
    .fetch_one(conn)
    .await
}

/// Marks lines as being paid for: `committed`, `expired` or `submitted`.
pub(crate) async fn commit_lines<'a>(
    conn: &mut PgConnection,
    checkout: &CheckoutId,
    lines: impl Iterator<Item = (&'a Sku, u32)>,
) -> Result<String, sqlx::Error> {
    let (skus, units) = columns(lines);
    sqlx::query_scalar!(
        r#"select inventory.commit_lines($1, $2, $3) as "outcome!""#,
        checkout.as_str(),
        &skus,
        &units
    )
    .fetch_one(conn)
    .await
}

/// Holds committing lines again; `None` when there were none.
pub(crate) async fn hold_again(
    conn: &mut PgConnection,
    checkout: &CheckoutId,
    seconds: u32,
) -> Result<Option<Timestamp>, sqlx::Error> {
    let ends_at = sqlx::query_scalar!(
        r#"select (extract(epoch from inventory.hold_again($1, $2)) * 1000)::bigint as ends_at"#,
        checkout.as_str(),
        integer(seconds)
    )
    .fetch_one(conn)
    .await?;
    Ok(ends_at.map(Timestamp::from_millis))
}

/// Makes sold units free; the SKUs of which fewer were sold, and then nothing moved.
pub(crate) async fn return_sold<'a>(
    conn: &mut PgConnection,
    lines: impl Iterator<Item = (&'a Sku, u32)>,
) -> Result<Vec<String>, sqlx::Error> {
    let (skus, units) = columns(lines);
    sqlx::query_scalar!(
        r#"select sku as "sku!" from inventory.return_sold($1, $2) as sku"#,
        &skus,
        &units
    )
    .fetch_all(conn)
    .await
}

/// How many lines of a checkout are in each state.
pub(crate) async fn states(
    conn: &mut PgConnection,
    checkout: &CheckoutId,
) -> Result<Vec<(String, i64)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select state, count(*) as "lines!" from inventory.hold where checkout = $1 group by state"#,
        checkout.as_str()
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.state, row.lines)).collect())
}

/// Gives back expired lines of SKUs whose rows are locked.
pub(crate) async fn reclaim(conn: &mut PgConnection, skus: &[String]) -> Result<i32, sqlx::Error> {
    sqlx::query_scalar!(r#"select inventory.reclaim($1) as "lines!""#, skus).fetch_one(conn).await
}

/// Gives back expired lines of at most so many SKUs.
pub(crate) async fn sweep(pool: &PgPool, skus: u32) -> Result<i32, sqlx::Error> {
    sqlx::query_scalar!(r#"select inventory.sweep_holds($1) as "lines!""#, integer(skus))
        .fetch_one(pool)
        .await
}

/// Removes lines that are over for so many seconds, at most so many of them.
pub(crate) async fn forget(pool: &PgPool, seconds: u32, most: u32) -> Result<u64, sqlx::Error> {
    sqlx::query!(
        "delete from inventory.hold using (
             select checkout, sku from inventory.hold
             where state in ('consumed', 'released', 'expired')
                 and expires_at < statement_timestamp() - make_interval(secs => $1::integer)
             order by expires_at limit $2 for update skip locked
         ) as over
         where hold.checkout = over.checkout and hold.sku = over.sku",
        integer(seconds),
        i64::from(most)
    )
    .execute(pool)
    .await
    .map(|done| done.rows_affected())
}

/// SKUs whose reserved units are not those of their held and committing lines.
pub(crate) async fn mismatches(conn: &mut PgConnection) -> Result<Vec<HoldMismatch>, sqlx::Error> {
    sqlx::query_as!(
        HoldMismatch,
        r#"select coalesce(stock.sku, line.sku) as "sku!", coalesce(reserved, 0)::bigint as "reserved!",
                  coalesce(line.units, 0)::bigint as "in_lines!"
           from inventory.stock full join (
               select sku, sum(quantity) as units from inventory.hold
               where state in ('held', 'committing') group by sku
           ) as line on line.sku = stock.sku
           where coalesce(reserved, 0) <> coalesce(line.units, 0)
           order by 1"#
    )
    .fetch_all(conn)
    .await
}

/// Units of lines that expired and that nobody has reclaimed yet. Each row has a SKU; it is said for
/// the index that is for those alone who name one.
pub(crate) async fn due(conn: &mut PgConnection) -> Result<Vec<(String, i32)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select sku, sum(quantity)::integer as "units!" from inventory.hold
           where sku is not null and state = 'held' and expires_at <= statement_timestamp()
           group by sku"#
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.sku, row.units)).collect())
}
