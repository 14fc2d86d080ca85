//! Days on which parcels leave and arrive. A day is a number of days since 1970-01-01, in UTC.

use std::collections::BTreeSet;

use kernel::Timestamp;

const DAY: i64 = 86_400_000;

/// No shop is closed for longer than this without a break: what a calendar full of mistakes is
/// looked through at most.
const LONGEST_BREAK: i64 = 400;

/// The day of a moment, and the minutes of it that have passed.
pub(crate) fn day_and_minute(moment: Timestamp) -> (i64, i64) {
    (moment.millis().div_euclid(DAY), moment.millis().rem_euclid(DAY) / 60_000)
}

/// Midnight UTC at the beginning of a day.
pub(crate) fn midnight(day: i64) -> Timestamp {
    Timestamp::from_millis(day.saturating_mul(DAY))
}

/// The day on which a parcel leaves that was ordered at `now`: today if that is a working day and
/// the cut-off has not come, else the next working day.
pub(crate) fn leaves_on(now: Timestamp, cutoff_minute: i64, closed: &BTreeSet<i64>) -> i64 {
    let (today, minute) = day_and_minute(now);
    if is_open(today, closed) && minute < cutoff_minute { today } else { after(today, 1, closed) }
}

/// The working day that is `count` working days after `day`.
pub(crate) fn after(day: i64, count: u32, closed: &BTreeSet<i64>) -> i64 {
    let mut reached = day;
    for _ in 0..count {
        let next = (reached + 1..=reached + LONGEST_BREAK).find(|&next| is_open(next, closed));
        reached = next.unwrap_or(reached + LONGEST_BREAK);
    }
    reached
}

/// Monday to Friday, but for the days on which the shop is closed.
fn is_open(day: i64, closed: &BTreeSet<i64>) -> bool {
    // 1970-01-01 was a Thursday: with 0 for Monday, the third day of its week.
    (day + 3).rem_euclid(7) < 5 && !closed.contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// 2026-12-23, a Wednesday.
    const WEDNESDAY: i64 = 20_810;
    const NOON: i64 = 720;

    fn at(day: i64, minute: i64) -> Timestamp {
        Timestamp::from_millis(day * DAY + minute * 60_000)
    }

    #[test]
    fn the_day_is_the_one_meant() {
        assert_eq!(midnight(WEDNESDAY).rfc3339(), "2026-12-23T00:00:00Z");
    }

    #[test]
    fn what_comes_after_the_cut_off_leaves_on_the_next_working_day() {
        let none = BTreeSet::new();
        assert_eq!(leaves_on(at(WEDNESDAY, NOON - 1), NOON, &none), WEDNESDAY);
        assert_eq!(leaves_on(at(WEDNESDAY, NOON), NOON, &none), WEDNESDAY + 1);
        let friday = WEDNESDAY + 2;
        assert_eq!(leaves_on(at(friday, NOON), NOON, &none), friday + 3);
        assert_eq!(leaves_on(at(friday + 1, 0), NOON, &none), friday + 3);
    }

    #[test]
    fn holidays_and_weekends_are_not_counted() {
        let christmas = BTreeSet::from([WEDNESDAY + 2]);
        assert_eq!(after(WEDNESDAY, 1, &christmas), WEDNESDAY + 1);
        assert_eq!(after(WEDNESDAY, 2, &christmas), WEDNESDAY + 5);
        assert_eq!(leaves_on(at(WEDNESDAY + 1, NOON), NOON, &christmas), WEDNESDAY + 5);
    }

    #[test]
    fn a_calendar_without_an_open_day_ends_the_search() {
        let always: BTreeSet<i64> = (0..60_000).collect();
        assert_eq!(after(WEDNESDAY, 2, &always), WEDNESDAY + 2 * LONGEST_BREAK);
    }

    proptest! {
        #[test]
        fn more_days_are_never_sooner_and_always_open(
            day in 0..40_000i64,
            count in 1..60u32,
            closed in prop::collection::btree_set(0..40_400i64, 0..50),
        ) {
            let reached = after(day, count, &closed);
            prop_assert!(is_open(reached, &closed));
            prop_assert!(reached > after(day, count - 1, &closed));
            let open = (day + 1..=reached).filter(|&day| is_open(day, &closed)).count();
            prop_assert_eq!(open, count as usize);
        }
    }
}
