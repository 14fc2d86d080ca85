//! Axes that begin at zero and go up in round steps.

/// An axis from zero to a multiple of a round step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scale {
    step: u64,
    count: u64,
}

impl Scale {
    /// An axis that reaches `largest` in at most `most` steps of 1, 2 or 5 times a power of ten times
    /// `unit`. For nothing at all it is one unit high.
    pub(crate) fn to(largest: u64, unit: u64, most: u64) -> Self {
        let (unit, most) = (unit.max(1), most.max(1));
        let powers = (0..=19).filter_map(|power| unit.checked_mul(10_u64.checked_pow(power)?));
        let mut steps = powers.flat_map(|power| [1, 2, 5].map(|times| power.checked_mul(times)));
        let reaches = |step: &u64| step.saturating_mul(most) >= largest;
        // Above all round steps there is one step to the largest.
        let step = steps.find_map(|step| step.filter(reaches)).unwrap_or(largest.max(1));
        Self { step, count: largest.div_ceil(step).max(1) }
    }

    /// The values at which there is a line, from zero to the top.
    pub(crate) fn ticks(self) -> impl Iterator<Item = u64> {
        (0..=self.count).map(move |tick| tick.saturating_mul(self.step))
    }

    /// How far up a value is, from 0 at zero to 1 at the top.
    pub(crate) fn part(self, value: u64) -> f64 {
        let top = self.count as f64 * self.step as f64;
        (value as f64 / top).clamp(0.0, 1.0)
    }

    /// A value as a number of pixels of so many.
    pub(crate) fn pixels(self, value: u64, of: i32) -> i32 {
        (self.part(value) * f64::from(of)).round() as i32
    }
}

/// Every how many places of `room` pixels there is a label that needs `need` pixels.
pub(crate) fn every(count: usize, room: i32, need: i32) -> usize {
    let count = i32::try_from(count).unwrap_or(i32::MAX).max(1);
    let place = (room / count).max(1);
    let apart = need.saturating_add(place - 1) / place;
    usize::try_from(apart).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(largest: u64, unit: u64) -> Vec<u64> {
        Scale::to(largest, unit, 4).ticks().collect()
    }

    #[test]
    fn steps_are_round_and_few() {
        assert_eq!(ticks(1, 1), [0, 1]);
        assert_eq!(ticks(3, 1), [0, 1, 2, 3]);
        assert_eq!(ticks(5, 1), [0, 2, 4, 6]);
        assert_eq!(ticks(17, 1), [0, 5, 10, 15, 20]);
        assert_eq!(ticks(80, 1), [0, 20, 40, 60, 80]);
        assert_eq!(ticks(81, 1), [0, 50, 100]);
        assert_eq!(ticks(999, 1), [0, 500, 1000]);
        for largest in 0..5_000 {
            let axis = ticks(largest, 1);
            assert!((2..=5).contains(&axis.len()), "{largest}");
            assert!(axis[axis.len() - 1] >= largest, "{largest}");
        }
    }

    #[test]
    fn money_goes_up_in_whole_units() {
        assert_eq!(ticks(50, 100), [0, 100]);
        assert_eq!(ticks(123_450, 100), [0, 50_000, 100_000, 150_000]);
    }

    #[test]
    fn nothing_at_all_still_has_a_top() {
        let scale = Scale::to(0, 1, 4);
        assert_eq!(scale.ticks().collect::<Vec<_>>(), [0, 1]);
        assert_eq!((scale.pixels(0, 100), scale.pixels(1, 100)), (0, 100));
        assert_eq!(Scale::to(0, 0, 0), Scale::to(0, 1, 1), "no unit and no step is one of each");
    }

    #[test]
    fn equal_values_are_equally_high_and_one_huge_value_is_the_top() {
        let scale = Scale::to(40, 1, 4);
        assert_eq!([scale.pixels(40, 160), scale.pixels(20, 160)], [160, 80]);
        let huge = Scale::to(u64::MAX, 1, 4);
        assert_eq!(huge.pixels(1, 100), 0);
        assert!((1..=100).contains(&huge.pixels(u64::MAX, 100)));
        assert!(huge.ticks().count() <= 5);
        let money = Scale::to(u64::MAX, 100, 4);
        assert!(money.ticks().all(|tick| (0.0..=1.0).contains(&money.part(tick))));
    }

    #[test]
    fn labels_have_room() {
        assert_eq!([every(7, 308, 44), every(7, 308, 45)], [1, 2]);
        assert_eq!(every(12, 300, 48), 2);
        assert_eq!([every(0, 300, 48), every(1, 0, 48)], [1, 48]);
    }
}
