//! What may be sent back, and until when.

use kernel::{Money, Quantity, Sku, Timestamp};
use storefront::orders::{OrderLine, OrderStatus, ReturnState, ReturnView};

/// Days after its arrival in which an order may be sent back, as the page on returns promises.
pub const RETURN_DAYS: u32 = 30;

/// Those days in milliseconds.
const RETURN_MILLIS: i64 = RETURN_DAYS as i64 * 24 * 60 * 60_000;

/// A return that was agreed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovedReturn {
    /// What is free again, by SKU ascending; none when it is not, or was before.
    pub restock: Vec<(Sku, u32)>,
    /// What is to be paid back.
    pub refund: Money,
    /// Nothing of the order is left with its buyer.
    pub all_returned: bool,
    /// It was agreed to before: nothing was done again.
    pub before: bool,
}

/// Until when an order may be sent back, if anything of it may be now. What was not noted as
/// arrived has no last day yet, so the days are counted from now.
pub(crate) fn returnable_until(
    status: OrderStatus,
    shipped_at: Option<Timestamp>,
    delivered_at: Option<Timestamp>,
    now: Timestamp,
    lines: &[OrderLine],
    returns: &[ReturnView],
) -> Option<Timestamp> {
    if !matches!(status, OrderStatus::Shipped | OrderStatus::Delivered) || shipped_at.is_none() {
        return None;
    }
    let waiting = returns
        .iter()
        .filter(|one| one.state == ReturnState::Requested)
        .flat_map(|one| &one.lines)
        .map(|line| line.quantity)
        .sum::<u32>();
    let kept: u32 =
        lines.iter().map(|line| line.quantity.units().saturating_sub(line.returned)).sum();
    let until = Timestamp::from_millis(delivered_at.unwrap_or(now).millis() + RETURN_MILLIS);
    (kept > waiting && now <= until).then_some(until)
}

/// Whether these units may be sent back: each SKU once, at least one unit in all, and of none more
/// than are left.
pub(crate) fn are_there(
    wanted: &[(Sku, Quantity)],
    left: &std::collections::HashMap<String, u32>,
) -> bool {
    let mut seen = std::collections::HashSet::new();
    !wanted.is_empty()
        && wanted.iter().all(|(sku, quantity)| {
            seen.insert(sku) && left.get(sku.as_str()).is_some_and(|left| quantity.units() <= *left)
        })
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    const DAY: i64 = 24 * 60 * 60_000;

    fn line(quantity: u32, returned: u32) -> OrderLine {
        let price = Money::new(500, kernel::Currency::EUR).expect("a price");
        OrderLine {
            sku: Sku::parse("tea").expect("a SKU"),
            product_slug: None,
            title: "Tea".to_owned(),
            options: Vec::new(),
            image: None,
            quantity: Quantity::new(quantity).expect("a quantity"),
            unit_price: price,
            line_total: price.checked_mul(quantity).expect("a total"),
            returned,
            tax_basis_points: None,
        }
    }

    fn until(
        status: OrderStatus,
        delivered: Option<i64>,
        now: i64,
        line: OrderLine,
    ) -> Option<i64> {
        let at = Timestamp::from_millis;
        returnable_until(status, Some(at(0)), delivered.map(at), at(now), &[line], &[])
            .map(Timestamp::millis)
    }

    #[test]
    fn the_days_begin_when_the_parcel_is_there() {
        let delivered = OrderStatus::Delivered;
        let (first, last) = (5 * DAY, 35 * DAY);
        assert_eq!(until(delivered, Some(first), last, line(1, 0)), Some(last));
        assert_eq!(until(delivered, Some(first), last + 1, line(1, 0)), None);
        assert_eq!(until(OrderStatus::Shipped, None, 90 * DAY, line(1, 0)), Some(120 * DAY));
        assert_eq!(until(OrderStatus::Paid, None, 0, line(1, 0)), None);
        assert_eq!(until(delivered, Some(first), first, line(2, 2)), None, "nothing is left");
    }

    proptest! {
        /// Whatever is asked for, no SKU comes back oftener than it was bought.
        #[test]
        fn no_more_comes_back_than_is_there(
            wanted in prop::collection::vec((0..4_u8, 1..6_u32), 0..6),
            left in prop::collection::hash_map(0..4_u8, 0..5_u32, 0..4),
        ) {
            let left: HashMap<_, _> =
                left.into_iter().map(|(sku, units)| (format!("sku{sku}"), units)).collect();
            let wanted: Vec<_> = wanted
                .into_iter()
                .map(|(sku, units)| {
                    let sku = Sku::parse(format!("sku{sku}")).expect("a SKU");
                    (sku, Quantity::new(units).expect("a quantity"))
                })
                .collect();
            let mut sums: HashMap<&str, u32> = HashMap::new();
            for (sku, quantity) in &wanted {
                *sums.entry(sku.as_str()).or_default() += quantity.units();
            }
            if are_there(&wanted, &left) {
                prop_assert!(!wanted.is_empty());
                for (sku, sum) in sums {
                    prop_assert!(left.get(sku).is_some_and(|left| sum <= *left), "{sku}");
                }
            }
        }
    }
}
