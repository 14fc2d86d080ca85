//! Setting right what is only a sum of others.

use sqlx::PgPool;

use crate::stock::{units_bought, units_in_lines, units_owned};

/// How long a row may be waited for, and how long a query may take.
const PATIENCE: &str = "5s";
const DEADLINE: &str = "120s";

/// A figure that was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// Whose figure, such as `stock of MUG-1`.
    pub what: String,
    /// What it said.
    pub before: String,
    /// What it says now; nothing where what it is the sum of cannot be right either, and a person has
    /// to look.
    pub after: Option<String>,
}

/// Sets counters to what they count: free, reserved and sold units of each SKU from its ledger, the
/// lines of checkouts and the orders; the uses of coupons. The shop may sell meanwhile: each row is
/// locked, one at a time and in order, and counted anew under its lock. The ledger, orders, payments
/// and events are never touched; what is wrong with them, [`crate::check`] goes on to say.
///
/// # Errors
/// When PostgreSQL does not answer. What was set right until then stays so, and again does the rest.
pub async fn fix(pool: &PgPool) -> Result<Vec<Fixed>, sqlx::Error> {
    let mut fixed = Vec::new();
    let skus: Vec<String> =
        sqlx::query_scalar("select sku from inventory.stock order by sku").fetch_all(pool).await?;
    for sku in skus {
        fixed.extend(stock(pool, &sku).await?);
    }
    let coupons: Vec<String> =
        sqlx::query_scalar("select code from pricing.coupon order by code").fetch_all(pool).await?;
    for code in coupons {
        fixed.extend(coupon(pool, &code).await?);
    }
    Ok(fixed)
}

async fn begin(pool: &PgPool) -> Result<sqlx::PgTransaction<'static>, sqlx::Error> {
    let mut txn = pool.begin().await?;
    sqlx::query(
        "select set_config('lock_timeout', $1, true), set_config('statement_timeout', $2, true)",
    )
    .bind(PATIENCE)
    .bind(DEADLINE)
    .execute(&mut *txn)
    .await?;
    Ok(txn)
}

/// Whoever changes what these are the sums of has locked the row: counted by a statement after the
/// one that locked, nothing moves meanwhile.
async fn stock(pool: &PgPool, sku: &str) -> Result<Option<Fixed>, sqlx::Error> {
    let mut txn = begin(pool).await?;
    sqlx::query("select from inventory.stock where sku = $1 for no key update")
        .bind(sku)
        .execute(&mut *txn)
        .await?;
    let (free, reserved, sold, in_lines, bought, owned): (i64, i64, i64, i64, i64, i64) =
        sqlx::query_as(concat!(
            "select free::bigint, reserved::bigint, sold::bigint, ",
            units_in_lines!(),
            "::bigint, ",
            units_bought!(),
            "::bigint, ",
            units_owned!(),
            "::bigint from inventory.stock where sku = $1"
        ))
        .bind(sku)
        .fetch_one(&mut *txn)
        .await?;
    let left = owned - in_lines - bought;
    if (free, reserved, sold) == (left, in_lines, bought) {
        return Ok(None);
    }
    let shown = |free: i64, reserved: i64, sold: i64| {
        format!("{free} free, {reserved} reserved, {sold} sold")
    };
    let mut fixed =
        Fixed { what: format!("stock of {sku}"), before: shown(free, reserved, sold), after: None };
    // More sold than was ever owned: no counter can say so.
    if left < 0 || bought < 0 {
        return Ok(Some(fixed));
    }
    sqlx::query("update inventory.stock set free = $2, reserved = $3, sold = $4 where sku = $1")
        .bind(sku)
        .bind(left)
        .bind(in_lines)
        .bind(bought)
        .execute(&mut *txn)
        .await?;
    txn.commit().await?;
    fixed.after = Some(shown(left, in_lines, bought));
    Ok(Some(fixed))
}

/// As with stock: the coupon's row is locked by whoever opens or closes a use of it.
async fn coupon(pool: &PgPool, code: &str) -> Result<Option<Fixed>, sqlx::Error> {
    let mut txn = begin(pool).await?;
    sqlx::query("select from pricing.coupon where code = $1 for update")
        .bind(code)
        .execute(&mut *txn)
        .await?;
    let found: Option<(i64, i64, Option<i64>)> = sqlx::query_as(
        "select used::bigint, (select count(*) from pricing.coupon_use
                               where coupon = code and given_back_at is null),
                total_limit::bigint
         from pricing.coupon where code = $1",
    )
    .bind(code)
    .fetch_optional(&mut *txn)
    .await?;
    // It may have got another code since it was found.
    let Some((used, uses, most)) = found.filter(|(used, uses, _)| used != uses) else {
        return Ok(None);
    };
    let what = format!("uses of coupon {code}");
    let (before, after) = (used.to_string(), uses.to_string());
    // Above the limit the database takes no count; the uses themselves are the trouble.
    if most.is_some_and(|most| uses > most) {
        return Ok(Some(Fixed { what, before, after: None }));
    }
    sqlx::query("update pricing.coupon set used = $2 where code = $1")
        .bind(code)
        .bind(uses)
        .execute(&mut *txn)
        .await?;
    txn.commit().await?;
    Ok(Some(Fixed { what, before, after: Some(after) }))
}
