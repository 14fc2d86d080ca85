//! What units of an order cost their buyer, so that as much goes back for them.

use kernel::{Money, Sku};

use super::OrderView;

/// A whole of a tax rate, in hundredths of a percent.
const WHOLE: i128 = 10_000;

impl OrderView {
    /// What units of it cost: their price less their share of the discount, and the tax that came on
    /// top of that. Half a cent is rounded up. None for what was not bought with it.
    #[must_use]
    pub fn worth_of<'a>(&self, units: impl IntoIterator<Item = (&'a Sku, u32)>) -> Option<Money> {
        let totals = &self.totals;
        let off = (totals.discount.amount(), totals.goods.amount());
        let on_top = totals.tax_added.amount() > 0;
        let mut sum = Money::zero(totals.total.currency());
        for (sku, units) in units {
            let line = self.summary.lines.iter().find(|line| line.sku == *sku)?;
            let price = line.unit_price.checked_mul(units).ok()?.amount();
            let rate = line.tax_basis_points.filter(|_| on_top).unwrap_or_default();
            let paid = Money::new(paid(price, off, rate)?, sum.currency()).ok()?;
            sum = sum.checked_add(paid).ok()?;
        }
        Some(sum)
    }
}

/// What was paid for goods of a price, where so much was taken off of all goods, and so many hundredths of
/// a percent came on top.
fn paid(price: i64, (off, goods): (i64, i64), rate: u32) -> Option<i64> {
    let price = i128::from(price);
    let net = price - part(i128::from(off), price, i128::from(goods));
    i64::try_from(net + part(net, i128::from(rate), WHOLE)).ok()
}

/// `amount * part / whole`, half up; nothing of nothing.
fn part(amount: i128, part: i128, whole: i128) -> i128 {
    if whole == 0 { 0 } else { (2 * amount * part + whole).div_euclid(2 * whole) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_coupons_share_stays_and_tax_on_top_goes_back() {
        assert_eq!(paid(2_000, (0, 6_000), 0), Some(2_000));
        assert_eq!(paid(2_000, (600, 6_000), 0), Some(1_800), "ten percent off");
        assert_eq!(paid(2_000, (600, 6_000), 1_900), Some(2_142));
        assert_eq!(paid(2_000, (6_000, 6_000), 1_900), Some(0), "it cost nothing");
        assert_eq!(paid(0, (0, 0), 1_900), Some(0));
    }

    proptest! {
        #[test]
        fn all_of_it_is_worth_what_was_paid_for_the_goods(
            prices in prop::collection::vec(1_i64..=10_000_000, 1..20), share in 0_i64..=100
        ) {
            let goods: i64 = prices.iter().sum();
            let off = goods * share / 100;
            prop_assert_eq!(paid(goods, (off, goods), 0), Some(goods - off));
            let parts: i64 = prices.iter().filter_map(|price| paid(*price, (off, goods), 0)).sum();
            // Each part may be rounded by half a cent.
            let lines = i64::try_from(prices.len()).unwrap_or(i64::MAX);
            prop_assert!((parts - (goods - off)).abs() * 2 <= lines, "{} of {}", parts, goods - off);
        }
    }
}
