//! The statement that holds a buyer's wish.

use inventory::holds::ReserveRow;
use serde_json::Value;
use sqlx::PgPool;

use crate::{buyer::Owner, held::HeldLine};

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
    let mut counted: Vec<_> = wish.lines.iter().filter(|line| line.counted).collect();
    counted.sort_by(|one, other| one.line.sku.as_str().cmp(other.line.sku.as_str()));
    let skus: Vec<String> = counted.iter().map(|line| line.line.sku.as_str().to_owned()).collect();
    let units: Vec<i32> = counted.iter().map(|line| integer(line.line.quantity.units())).collect();
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

/// A number for a column of type integer; no shop gets near the end of that.
fn integer(number: u32) -> i32 {
    number.try_into().unwrap_or(i32::MAX)
}
