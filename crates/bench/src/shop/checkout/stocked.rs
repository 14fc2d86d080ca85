//! Stock to be bought: plenty of most, none of one, and the last unit of another in somebody's hands.

use anyhow::{Result, ensure};
use inventory::{MAIN_WAREHOUSE, StockChange, correct, receive_starting_stock};
use kernel::Sku;
use sqlx::PgPool;

/// Different things of which there is plenty.
const DIFFERENT: usize = 1_000;
/// Units of each: more than anybody can buy meanwhile.
pub(super) const PLENTY: u32 = 10_000_000;

/// What there is.
pub(super) struct Stocked {
    /// Of each there is plenty.
    pub(super) plenty: Vec<String>,
    /// Nobody has any.
    pub(super) gone: String,
    /// There is one.
    pub(super) taken: String,
}

impl Stocked {
    /// Receives plenty of some, and corrects two others.
    pub(super) async fn receive(pool: &PgPool, skus: &[String]) -> Result<Self> {
        ensure!(skus.len() >= DIFFERENT + 2, "the shop sells too few different things");
        let [gone, taken] = [&skus[DIFFERENT], &skus[DIFFERENT + 1]];
        let plenty = &skus[..DIFFERENT];
        let stock = plenty.iter().map(|sku| Ok((Sku::parse(sku.as_str())?, PLENTY)));
        let reference = format!("bench-{}", kernel::random_token::<8>());
        let stock = stock.collect::<Result<Vec<_>>>()?;
        receive_starting_stock(pool, &stock, MAIN_WAREHOUSE, &reference).await?;
        leave(pool, gone, 0, &reference).await?;
        leave(pool, taken, 1, &reference).await?;
        Ok(Self { plenty: plenty.to_vec(), gone: gone.clone(), taken: taken.clone() })
    }
}

/// Takes away all units of a SKU but so many.
async fn leave(pool: &PgPool, sku: &str, units: i32, reference: &str) -> Result<()> {
    let free = sqlx::query_scalar("select free from inventory.stock where sku = $1");
    let free: i32 = free.bind(sku).fetch_one(pool).await?;
    if free == units {
        return Ok(());
    }
    let change = StockChange {
        sku: Sku::parse(sku)?,
        quantity: units - free,
        warehouse: MAIN_WAREHOUSE.to_owned(),
        reference: reference.to_owned(),
        reason: "measuring".to_owned(),
    };
    correct(pool, &change).await?;
    Ok(())
}
