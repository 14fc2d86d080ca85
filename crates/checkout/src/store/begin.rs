//! The statement that holds a buyer's wish.

use inventory::holds::ReserveRow;
use serde_json::Value;
use sqlx::PgPool;

use crate::{
    buyer::Owner,
    held::{HeldLine, counted},
};

/// All that is held and written in one go.
pub(crate) struct Wish<'a> {
    /// The id, unless the buyer has an open checkout.
    pub(crate) id: &'a str,
    pub(crate) owner: &'a Owner,
    /// Whose units are counted together.
    pub(crate) holder: &'a str,
    pub(crate) lines: &'a [HeldLine],
    pub(crate) quote: Value,
    /// What the buyer typed the last time.
    pub(crate) typed: Value,
    pub(crate) cart: Option<Value>,
    pub(crate) seconds: u32,
    /// The most units of one SKU that the holder may hold.
    pub(crate) most: Option<u32>,
}

/// One row of the answer.
pub(crate) struct BeginRow {
    pub(crate) checkout: String,
    pub(crate) reserve: ReserveRow,
}

/// Holds all or nothing, and writes the checkout.
pub(crate) async fn begin(pool: &PgPool, wish: Wish<'_>) -> Result<Vec<BeginRow>, sqlx::Error> {
    let lines =
        serde_json::to_value(wish.lines).map_err(|error| sqlx::Error::Encode(error.into()))?;
    let (skus, units) = counted_by_sku(wish.lines);
    let rows = sqlx::query!(
        r#"select outcome as "outcome!", checkout_id as "checkout!", short_sku as sku,
                  short_wanted as wanted, short_had as had,
                  (extract(epoch from short_until) * 1000)::bigint as until,
                  (extract(epoch from ends_at) * 1000)::bigint as ends_at
           from checkout.begin($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"#,
        wish.id,
        wish.owner.account.as_deref(),
        wish.owner.guest.as_deref(),
        wish.holder,
        lines,
        wish.quote,
        wish.typed,
        wish.cart,
        &skus,
        &units,
        integer(wish.seconds),
        wish.most.map(integer),
    )
    .fetch_all(pool)
    .await?;
    let rows = rows.into_iter().map(|row| BeginRow {
        checkout: row.checkout,
        reserve: ReserveRow {
            outcome: row.outcome,
            sku: row.sku,
            wanted: row.wanted,
            had: row.had,
            until: row.until,
            ends_at: row.ends_at,
        },
    });
    Ok(rows.collect())
}

/// Which of the counted lines an owner cannot have just now, told as BEGIN would; nothing is locked.
pub(crate) async fn short(
    pool: &PgPool,
    owner: &Owner,
    lines: &[HeldLine],
) -> Result<Vec<ReserveRow>, sqlx::Error> {
    let (skus, units) = counted_by_sku(lines);
    let rows = sqlx::query!(
        r#"select line.sku, line.wanted, line.free as had,
                  (extract(epoch from line.until) * 1000)::bigint as until
           from inventory.short_lines(
               coalesce((select id from checkout.open_of($1, $2)
                         where expires_at > statement_timestamp()), ''),
               $3, $4, true) as line"#,
        owner.account.as_deref(),
        owner.guest.as_deref(),
        &skus,
        &units,
    )
    .fetch_all(pool)
    .await?;
    let rows = rows.into_iter().map(|row| ReserveRow {
        outcome: "short".to_owned(),
        sku: row.sku,
        wanted: row.wanted,
        had: row.had,
        until: row.until,
        ends_at: None,
    });
    Ok(rows.collect())
}

/// SKUs by which all lock, and how many units of each.
fn counted_by_sku(lines: &[HeldLine]) -> (Vec<String>, Vec<i32>) {
    let mut counted: Vec<_> = counted(lines).collect();
    counted.sort_by(|(one, _), (other, _)| one.as_str().cmp(other.as_str()));
    counted
        .into_iter()
        .map(|(sku, quantity)| (sku.as_str().to_owned(), integer(quantity.units())))
        .unzip()
}

/// A number for a column of type integer; no shop gets near the end of that.
fn integer(number: u32) -> i32 {
    number.try_into().unwrap_or(i32::MAX)
}
