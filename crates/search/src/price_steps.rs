//! Round prices, from which the price ranges of a facet are put together.

/// The round prices of one power of ten, in tenths of it.
const ROUND: [i64; 6] = [10, 15, 20, 30, 50, 75];
/// How many powers of ten of minor units there are steps for.
const POWERS: u32 = 12;
/// How many steps there are; the first begins at nothing.
pub(crate) const STEPS: usize = 1 + ROUND.len() * POWERS as usize;

/// Where a step begins, in minor units. The step after the last never begins.
pub(crate) fn begin(step: usize) -> i64 {
    if step == 0 {
        return 0;
    }
    let power = u32::try_from((step - 1) / ROUND.len()).unwrap_or(POWERS);
    if power >= POWERS {
        return i64::MAX;
    }
    // Whole units of money: the smallest step is 1.00.
    ROUND[(step - 1) % ROUND.len()] * 10 * 10_i64.pow(power)
}

/// The step that a price is on.
pub(crate) fn step(price: i64) -> u8 {
    let (mut low, mut high) = (0, STEPS);
    while high - low > 1 {
        let middle = (low + high) / 2;
        if begin(middle) <= price {
            low = middle;
        } else {
            high = middle;
        }
    }
    u8::try_from(low).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_price_is_on_the_step_that_begins_at_or_below_it() {
        for price in (0..5_000).chain([12_345_678, i64::MAX / 2]) {
            let step = usize::from(step(price));
            assert!(begin(step) <= price && price < begin(step + 1), "{price}");
        }
        assert_eq!(begin(1), 100);
        assert_eq!(begin(7), 1_000);
    }
}
