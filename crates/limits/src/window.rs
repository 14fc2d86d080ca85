//! A window that slides over counts.
//!
//! Time is cut into slices, ten of them a window. What was done in a slice counts until all of the
//! slice is older than the window. So in no time as long as the window more is allowed than the
//! limit, and it is counted at most a slice too long.

use std::{collections::BTreeMap, time::Duration};

use storefront::limits::{Rule, Verdict};

/// Slices of a window.
const SLICES: i64 = 10;

/// A rule in the numbers that are reckoned with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub(crate) limit: u32,
    /// In milliseconds.
    pub(crate) window: i64,
    /// In milliseconds.
    pub(crate) slice: i64,
}

impl Shape {
    pub(crate) fn of(rule: &Rule) -> Self {
        // Longer ones than a year are none.
        const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);
        let window = rule.window.clamp(Duration::from_secs(1), YEAR);
        let window = i64::try_from(window.as_millis()).unwrap_or(i64::MAX);
        Self { limit: rule.limit, window, slice: (window + SLICES - 1) / SLICES }
    }
}

/// Where someone stands under a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// How often it was done in the window.
    pub(crate) used: u32,
    /// The moment from which more is allowed than now, in milliseconds.
    pub(crate) frees_at: i64,
}

/// How often someone did something, by slice.
#[derive(Clone, Debug, Default)]
pub(crate) struct Window(BTreeMap<i64, u32>);

impl Window {
    /// Forgets what counts no more, and what a clock that ran far ahead wrote: nobody is kept out
    /// for that.
    pub(crate) fn forget(&mut self, shape: Shape, now: i64) {
        let oldest = (now - shape.window).div_euclid(shape.slice);
        let newest = (now + shape.window).div_euclid(shape.slice);
        self.0.retain(|slice, _| (oldest..=newest).contains(slice));
    }

    /// Counts one more.
    pub(crate) fn count(&mut self, shape: Shape, now: i64) {
        *self.0.entry(now.div_euclid(shape.slice)).or_default() += 1;
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where someone stands, once what counts no more is forgotten.
    pub(crate) fn standing(&self, shape: Shape, now: i64) -> Standing {
        let used = self.0.values().sum();
        let mut left: u32 = used;
        for (slice, count) in &self.0 {
            left -= count;
            if left < shape.limit {
                return Standing { used, frees_at: (slice + 1) * shape.slice + shape.window };
            }
        }
        let never = shape.limit == 0;
        Standing { used, frees_at: if never { now + shape.window } else { now } }
    }
}

/// What is said to one who stands so under these rules.
pub(crate) fn verdict(allowed: bool, standings: &[(Shape, Standing)], now: i64) -> Verdict {
    let told = standings.iter().map(|(shape, standing)| Verdict {
        allowed,
        limit: Some(shape.limit),
        remaining: shape.limit.saturating_sub(standing.used),
        reset_seconds: u64::try_from(standing.frees_at - now).unwrap_or(0).div_ceil(1000),
    });
    let least = told.min_by_key(|told| (told.remaining, std::cmp::Reverse(told.reset_seconds)));
    least.unwrap_or(Verdict::UNLIMITED)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shape(limit: u32, millis: u64) -> Shape {
        Shape::of(&Rule { name: "test", limit, window: Duration::from_millis(millis) })
    }

    /// Asks at these moments; those at which it was allowed, and what was said at the others.
    fn ask(shape: Shape, moments: &[i64]) -> (Vec<i64>, Vec<(i64, Standing)>) {
        let (mut window, mut allowed, mut refused) = (Window::default(), Vec::new(), Vec::new());
        for &now in moments {
            window.forget(shape, now);
            let standing = window.standing(shape, now);
            if standing.used < shape.limit {
                window.count(shape, now);
                allowed.push(now);
            } else {
                refused.push((now, standing));
            }
        }
        (allowed, refused)
    }

    proptest! {
        #[test]
        fn no_window_holds_more_and_none_is_refused_in_vain(
            limit in 0..8_u32,
            millis in 1000..20_000_u64,
            start in 0..100_000_i64,
            gaps in proptest::collection::vec(0..3_000_i64, 1..80),
        ) {
            let shape = shape(limit, millis);
            let moments: Vec<i64> = gaps
                .iter()
                .scan(start, |now, gap| {
                    *now += gap;
                    Some(*now)
                })
                .collect();
            let (allowed, refused) = ask(shape, &moments);
            let within = |from: i64, to: i64| {
                allowed.iter().filter(|at| **at > from && **at <= to).count()
            };
            for &at in &allowed {
                prop_assert!(within(at - shape.window, at) <= limit as usize);
            }
            for &(at, standing) in &refused {
                let lately = within(at - shape.window - shape.slice, at);
                prop_assert!(lately >= limit as usize, "refused at {at} after {lately}");
                prop_assert!(standing.frees_at > at);
                prop_assert!(standing.frees_at <= at + shape.window + shape.slice);
            }
        }

        #[test]
        fn who_waits_as_told_gets_in_and_not_before(
            limit in 1..5_u32,
            gaps in proptest::collection::vec(0..900_i64, 1..30),
        ) {
            let (shape, mut window, mut now) = (shape(limit, 5000), Window::default(), 7_777);
            for gap in gaps {
                now += gap;
                window.forget(shape, now);
                let standing = window.standing(shape, now);
                if standing.used < limit {
                    window.count(shape, now);
                    continue;
                }
                for (wait_until, enters) in [(standing.frees_at - 1, false), (standing.frees_at, true)] {
                    window.forget(shape, wait_until);
                    prop_assert_eq!(window.standing(shape, wait_until).used < limit, enters);
                }
                return Ok(());
            }
        }
    }

    #[test]
    fn a_clock_that_ran_ahead_keeps_nobody_out_for_long() {
        let (shape, mut window) = (shape(1, 1000), Window::default());
        window.count(shape, 5_000);
        window.forget(shape, 4_500);
        assert_eq!(window.standing(shape, 4_500).used, 1, "a little ahead is now");
        window.forget(shape, 1_000);
        assert_eq!(window.standing(shape, 1_000).used, 0);
    }

    #[test]
    fn of_several_rules_the_one_that_leaves_least_is_told() {
        let standing = |used, frees_at| Standing { used, frees_at };
        let (wide, tight) = (shape(100, 60_000), shape(5, 10_000));
        let told = verdict(true, &[(wide, standing(3, 9_000)), (tight, standing(4, 2_001))], 1_000);
        let expected = Verdict { allowed: true, limit: Some(5), remaining: 1, reset_seconds: 2 };
        assert_eq!(told, expected);
        let told = verdict(false, &[(tight, standing(5, 3_000)), (wide, standing(100, 9_000))], 0);
        assert_eq!((told.limit, told.remaining, told.reset_seconds), (Some(100), 0, 9));
        assert_eq!(verdict(true, &[], 0), Verdict::UNLIMITED);
    }
}
