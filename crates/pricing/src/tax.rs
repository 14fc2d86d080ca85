//! Tax, by rate.
//!
//! The goods of one rate are taxed together, after discount, so that a sum of many small lines is
//! rounded once. Delivery is taxed as the goods it brings are: it is shared out by their worth.

use kernel::{Currency, Money, MoneyError};
use storefront::{pricing::TaxLine, shop::TaxBasis};

use crate::rounding::{part_of, share_out};

/// All of it, in basis points.
pub(crate) const WHOLE: i64 = 10_000;

/// Whether prices include tax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TaxMode {
    /// They do, wherever the order goes: the shopper pays what the page says, and the rate of the
    /// destination decides how much of it is tax.
    #[default]
    Included,
    /// It comes on top.
    OnTop,
}

impl TaxMode {
    pub(crate) fn of(basis: TaxBasis) -> Self {
        if basis.included { Self::Included } else { Self::OnTop }
    }
}

/// The tax on goods, each `(basis points, minor units after discount)`, and on their delivery. One
/// line a rate, highest first.
pub(crate) fn tax_lines(
    mode: TaxMode,
    goods: &[(u32, i64)],
    shipping: i64,
    currency: Currency,
) -> Result<Vec<TaxLine>, MoneyError> {
    let mut rates: Vec<(u32, i64)> = Vec::new();
    for &(basis_points, amount) in goods {
        match rates.iter_mut().find(|(rate, _)| *rate == basis_points) {
            Some((_, sum)) => *sum = sum.checked_add(amount).ok_or(MoneyError::TooLarge)?,
            None => rates.push((basis_points, amount)),
        }
    }
    rates.sort_unstable_by_key(|&(basis_points, _)| std::cmp::Reverse(basis_points));
    let mut worth: Vec<i64> = rates.iter().map(|&(_, sum)| sum).collect();
    if worth.iter().all(|&sum| sum == 0) {
        // Goods that cost nothing: their delivery is taxed at the highest rate among them.
        worth.iter_mut().take(1).for_each(|sum| *sum = 1);
    }
    let shipping = share_out(shipping, &worth);
    rates
        .into_iter()
        .zip(shipping)
        .map(|((basis_points, sum), shipping)| {
            let base = sum.checked_add(shipping).ok_or(MoneyError::TooLarge)?;
            let rate = i64::from(basis_points);
            let (net, tax) = match mode {
                TaxMode::Included => {
                    let tax = part_of(base, rate, WHOLE + rate);
                    (base - tax, tax)
                }
                TaxMode::OnTop => (base, part_of(base, rate, WHOLE)),
            };
            Ok(TaxLine {
                basis_points,
                net: Money::new(net, currency)?,
                tax: Money::new(tax, currency)?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(mode: TaxMode, goods: &[(u32, i64)], shipping: i64) -> Vec<(u32, i64, i64)> {
        tax_lines(mode, goods, shipping, Currency::EUR)
            .expect("in range")
            .into_iter()
            .map(|line| (line.basis_points, line.net.amount(), line.tax.amount()))
            .collect()
    }

    #[test]
    fn tax_is_in_the_price_or_on_top_of_it() {
        assert_eq!(lines(TaxMode::Included, &[(1900, 11_900)], 0), [(1900, 10_000, 1_900)]);
        assert_eq!(lines(TaxMode::OnTop, &[(1900, 10_000)], 0), [(1900, 10_000, 1_900)]);
        assert_eq!(lines(TaxMode::Included, &[(0, 500)], 0), [(0, 500, 0)]);
    }

    #[test]
    fn goods_of_one_rate_are_rounded_once() {
        let pennies = [(1900, 3); 10];
        assert_eq!(lines(TaxMode::OnTop, &pennies, 0), [(1900, 30, 6)]);
    }

    #[test]
    fn delivery_is_taxed_as_its_goods_are() {
        let mixed = lines(TaxMode::OnTop, &[(700, 1_000), (1900, 3_000)], 400);
        assert_eq!(mixed, [(1900, 3_300, 627), (700, 1_100, 77)]);
        let gifts = lines(TaxMode::OnTop, &[(700, 0), (1900, 0)], 100);
        assert_eq!(gifts, [(1900, 100, 19), (700, 0, 0)]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_between_net_tax_and_gross(
            goods in prop::collection::vec((0..3_000u32, 0..100_000_000i64), 1..30),
            shipping in 0..1_000_000i64,
        ) {
            let gross: i64 = goods.iter().map(|(_, amount)| amount).sum::<i64>() + shipping;
            let included = lines(TaxMode::Included, &goods, shipping);
            let sum: i64 = included.iter().map(|(_, net, tax)| net + tax).sum();
            prop_assert_eq!(sum, gross);
            let on_top = lines(TaxMode::OnTop, &goods, shipping);
            let net: i64 = on_top.iter().map(|(_, net, _)| net).sum();
            prop_assert_eq!(net, gross);
        }
    }
}
