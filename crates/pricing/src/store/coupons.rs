//! Coupons and who used them.

use kernel::{OrderId, Timestamp};
use sqlx::{PgConnection, PgTransaction};
use storefront::pricing::{CouponCode, CouponDraft};

use super::{count, moment};
use crate::{coupon::CouponState, uses::Person};

mod columns;
pub(crate) mod room;

use columns::Columns;

/// The most promotions that a price is reckoned with.
const MOST: i64 = 50;

/// A coupon whose counter is not the number of orders that use it, or is above its limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CouponMismatch {
    /// Its code.
    pub code: String,
    /// What the counter says.
    pub counted: i64,
    /// How many orders use it.
    pub uses: i64,
    /// How many may.
    pub limit: Option<i64>,
}

/// Coupons that break the rule that uses are counted and within the limit. There should be none.
///
/// # Errors
/// When PostgreSQL does not answer.
pub async fn mismatches(conn: &mut PgConnection) -> Result<Vec<CouponMismatch>, sqlx::Error> {
    sqlx::query_as!(
        CouponMismatch,
        r#"select code, used::bigint as "counted!", count(order_id) as "uses!",
                  total_limit::bigint as "limit"
           from pricing.coupon
           left join pricing.coupon_use on coupon = code and given_back_at is null
           group by code having used <> count(order_id) or used > total_limit
           order by code"#
    )
    .fetch_all(conn)
    .await
}

/// A coupon and how far others use it, and the moment of the look. An order's own use is not
/// counted.
pub(crate) async fn state(
    conn: &mut PgConnection,
    code: &CouponCode,
    order: Option<&OrderId>,
    person: Option<&Person>,
) -> Result<Option<(CouponState, Timestamp)>, sqlx::Error> {
    Ok(states(conn, Some(code), false, order, person).await?.pop())
}

/// What an order may have: the coupon whose code was typed, and the promotions that run now.
#[derive(Clone, Debug, Default)]
pub(crate) struct Offered {
    pub(crate) typed: Option<CouponState>,
    pub(crate) promotions: Vec<CouponState>,
}

/// The coupon of a code, if there is such a one, and promotions: the first ones by their names.
pub(crate) async fn offered(
    conn: &mut PgConnection,
    code: Option<&CouponCode>,
    order: Option<&OrderId>,
    person: Option<&Person>,
) -> Result<Offered, sqlx::Error> {
    let mut offered = Offered::default();
    for (state, _) in states(conn, code, true, order, person).await? {
        if code == Some(&state.coupon.code) {
            offered.typed = Some(state.clone());
        }
        if state.coupon.automatic {
            offered.promotions.push(state);
        }
    }
    Ok(offered)
}

/// The coupon of a code first, then promotions if they are wanted: those that somebody can use yet. An order
/// that uses one is never reckoned again, so its own use takes none from it.
async fn states(
    conn: &mut PgConnection,
    code: Option<&CouponCode>,
    promotions: bool,
    order: Option<&OrderId>,
    person: Option<&Person>,
) -> Result<Vec<(CouponState, Timestamp)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select code, kind, basis_points, amount_off, minimum, currency, starts_at, ends_at,
                  total_limit, person_limit, used, automatic, active, version, made_at,
                  statement_timestamp() as "now!",
                  exists (select from pricing.coupon_use
                          where order_id = $2 and coupon = code and given_back_at is null)
                      as "own!",
                  (select count(*) from pricing.coupon_use
                   where coupon = code and person = $3 and given_back_at is null
                     and order_id is distinct from $2)::integer as "by_person!"
           from pricing.coupon
           where code = $1
              or ($4 and automatic and active and (total_limit is null or used < total_limit)
                  and (starts_at is null or starts_at <= statement_timestamp())
                  and (ends_at is null or ends_at > statement_timestamp()))
           order by coalesce(code = $1, false) desc, code limit $5"#,
        code.map(CouponCode::as_str),
        order.map(OrderId::as_str),
        person.map(Person::as_str),
        promotions,
        MOST + i64::from(code.is_some())
    )
    .fetch_all(conn)
    .await?;
    let rows = rows.into_iter().map(|row| {
        let now = moment(row.now);
        let (own, by_person) = (row.own, count(row.by_person, "coupon_use")?);
        let read = columns::from_row!(row).read()?;
        let state = CouponState {
            used: read.used.saturating_sub(u32::from(own)),
            coupon: read.coupon,
            used_by_buyer: person.map(|_| by_person),
        };
        Ok((state, now))
    });
    rows.collect()
}

/// Counts one use more where dates and limit let it, and thereby locks the row: others who want
/// the coupon wait for this transaction. False where nothing was counted.
pub(crate) async fn count_up(
    txn: &mut PgTransaction<'_>,
    code: &CouponCode,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update pricing.coupon set used = used + 1
         where code = $1 and active
           and (starts_at is null or starts_at <= statement_timestamp())
           and (ends_at is null or ends_at > statement_timestamp())
           and (total_limit is null or used < total_limit)",
        code.as_str()
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Counts one use less.
pub(crate) async fn count_down(txn: &mut PgTransaction<'_>, code: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("update pricing.coupon set used = used - 1 where code = $1", code)
        .execute(&mut **txn)
        .await
        .map(drop)
}

/// Locks coupons in the order of their codes. Returns those that there are.
pub(crate) async fn lock(
    txn: &mut PgTransaction<'_>,
    codes: &[String],
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select code from pricing.coupon where code = any($1) order by code for update",
        codes
    )
    .fetch_all(&mut **txn)
    .await
}

/// The coupon that an order uses.
pub(crate) async fn used_by(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select coupon from pricing.coupon_use where order_id = $1 and given_back_at is null",
        order.as_str()
    )
    .fetch_optional(&mut **txn)
    .await
}

/// Writes down that an order uses a coupon. An order that gave one back may use one again. False
/// where it uses one already.
pub(crate) async fn open_use(
    txn: &mut PgTransaction<'_>,
    code: &CouponCode,
    order: &OrderId,
    person: &Person,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "insert into pricing.coupon_use (order_id, coupon, person) values ($1, $2, $3)
         on conflict on constraint coupon_use_pkey do update
         set coupon = excluded.coupon, person = excluded.person,
             used_at = excluded.used_at, given_back_at = null
         where coupon_use.given_back_at is not null",
        order.as_str(),
        code.as_str(),
        person.as_str()
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Writes down that an order uses its coupon no longer. False where it did not.
pub(crate) async fn close_use(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update pricing.coupon_use set given_back_at = statement_timestamp()
         where order_id = $1 and given_back_at is null",
        order.as_str()
    )
    .execute(&mut **txn)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Keeps a new coupon. False where the code is taken.
pub(crate) async fn insert(
    conn: &mut PgConnection,
    draft: &CouponDraft,
) -> Result<bool, sqlx::Error> {
    let columns = Columns::of(draft);
    let done = sqlx::query!(
        "insert into pricing.coupon (code, kind, basis_points, amount_off, minimum, currency,
             starts_at, ends_at, total_limit, person_limit, active, automatic)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict on constraint coupon_pkey do nothing",
        columns.code,
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
        columns.automatic
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}
