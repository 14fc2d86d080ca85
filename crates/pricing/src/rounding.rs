//! The two ways in which this shop rounds, and no others.
//!
//! A part of an amount is rounded to the nearest cent, half a cent up. An amount that is shared out
//! is shared to the last cent: each gets its part rounded down, and the cents that are left go to
//! those who lost most by that, the first of equals first. All in whole numbers of 128 bits, which no
//! amount of [`kernel::Money`] times another overflows.

/// `amount * part / whole`, half up. Nothing when `whole` is nothing.
pub(crate) fn part_of(amount: i64, part: i64, whole: i64) -> i64 {
    if whole == 0 {
        return 0;
    }
    let (amount, part, whole) = (i128::from(amount), i128::from(part), i128::from(whole));
    narrow((2 * amount * part + whole).div_euclid(2 * whole))
}

/// Shares `amount` out by weights. The shares add up to `amount`, unless all weights are zero: then
/// every share is.
pub(crate) fn share_out(amount: i64, weights: &[i64]) -> Vec<i64> {
    let all: i128 = weights.iter().copied().map(i128::from).sum();
    if all == 0 {
        return vec![0; weights.len()];
    }
    let exact = |weight: i64| i128::from(amount) * i128::from(weight);
    let mut shares: Vec<i64> =
        weights.iter().map(|&weight| narrow(exact(weight).div_euclid(all))).collect();
    let given: i64 = shares.iter().sum();
    let mut by_loss: Vec<usize> = (0..weights.len()).collect();
    by_loss.sort_by_key(|&at| std::cmp::Reverse(exact(weights[at]).rem_euclid(all)));
    let left = usize::try_from(amount - given).unwrap_or_default();
    for at in by_loss.into_iter().take(left) {
        shares[at] += 1;
    }
    shares
}

/// What is a part of an amount fits where the amount did.
fn narrow(part: i128) -> i64 {
    i64::try_from(part).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LARGEST: i64 = 10_000_000_000_000;

    #[test]
    fn half_a_cent_goes_up() {
        assert_eq!(part_of(5, 1000, 10_000), 1);
        assert_eq!(part_of(4, 1000, 10_000), 0);
        assert_eq!(part_of(1999, 1900, 11_900), 319);
        assert_eq!(part_of(1, 1, 0), 0);
    }

    #[test]
    fn the_cent_that_is_left_goes_to_who_lost_most() {
        assert_eq!(share_out(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(share_out(10, &[999, 1, 0]), [10, 0, 0]);
        assert_eq!(share_out(2, &[1, 3, 3]), [0, 1, 1]);
        assert_eq!(share_out(5, &[0, 0]), [0, 0]);
        assert_eq!(share_out(5, &[]), Vec::<i64>::new());
    }

    proptest! {
        #[test]
        fn shares_add_up_and_are_off_by_less_than_a_cent(
            amount in 0..=LARGEST,
            weights in prop::collection::vec(0..=LARGEST, 1..40),
        ) {
            let all: i128 = weights.iter().copied().map(i128::from).sum();
            prop_assume!(all > 0);
            let shares = share_out(amount, &weights);
            prop_assert_eq!(shares.iter().sum::<i64>(), amount);
            for (share, weight) in shares.iter().zip(&weights) {
                let off = i128::from(*share) * all - i128::from(amount) * i128::from(*weight);
                prop_assert!(off.abs() < all, "{} of {}", share, weight);
            }
        }

        #[test]
        fn a_part_is_off_by_at_most_half_a_cent(
            amount in 0..=LARGEST, part in 0..=LARGEST, whole in 1..=LARGEST,
        ) {
            prop_assume!(part <= whole);
            let rounded = i128::from(part_of(amount, part, whole));
            let off = 2 * (rounded * i128::from(whole) - i128::from(amount) * i128::from(part));
            prop_assert!(off.abs() <= i128::from(whole));
        }
    }
}
