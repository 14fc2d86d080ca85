//! How many units a program asks for.

use kernel::{Quantity, Sku};
use serde_json::Value;
use storefront::stock::StockSnapshot;

/// Why a number of units is none that a line can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// There are fewer.
    AboveStock {
        /// Units asked for.
        wanted: u32,
        /// Units that are free.
        free: u32,
    },
    /// It is no number of units, or more than a line may have although there are so many.
    NoQuantity,
}

/// Reads a number of units. Of more than a line may have it is told first that there are not so
/// many, if so: who asks for a thousand wants to know what there is.
///
/// # Errors
/// [`Unfit`].
pub(super) fn quantity(value: &Value, sku: &Sku, stock: &StockSnapshot) -> Result<Quantity, Unfit> {
    // As many as PostgreSQL counts to; beyond that it is a mistake.
    let units = value.as_u64().and_then(|units| i32::try_from(units).ok());
    let wanted = units.and_then(|units| u32::try_from(units).ok()).ok_or(Unfit::NoQuantity)?;
    Quantity::new(wanted).map_err(|_| match stock.free.get(sku) {
        Some(free) if *free < wanted => Unfit::AboveStock { wanted, free: *free },
        _ => Unfit::NoQuantity,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_a_line_can_have_is_a_quantity() {
        let rope = Sku::parse("ROPE").expect("a SKU");
        let chain = Sku::parse("CHAIN").expect("a SKU");
        let free = [(rope.clone(), 120), (chain.clone(), 0)].into_iter().collect();
        let stock = StockSnapshot { free, ..StockSnapshot::default() };
        for (value, sku, read) in [
            (json!(1), &rope, Ok(1)),
            (json!(99), &chain, Ok(99)),
            (json!(100), &rope, Err(Unfit::NoQuantity)),
            (json!(121), &rope, Err(Unfit::AboveStock { wanted: 121, free: 120 })),
            (json!(1000), &chain, Err(Unfit::AboveStock { wanted: 1000, free: 0 })),
            (json!(0), &rope, Err(Unfit::NoQuantity)),
            (json!(-1), &rope, Err(Unfit::NoQuantity)),
            (json!(1.5), &rope, Err(Unfit::NoQuantity)),
            (json!("2"), &rope, Err(Unfit::NoQuantity)),
            (json!(2_147_483_648_u32), &rope, Err(Unfit::NoQuantity)),
        ] {
            assert_eq!(quantity(&value, sku, &stock).map(Quantity::units), read, "{value} {sku}");
        }
        let unknown = Sku::parse("NOPE").expect("a SKU");
        assert_eq!(quantity(&json!(1000), &unknown, &stock), Err(Unfit::NoQuantity));
    }
}
