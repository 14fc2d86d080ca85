//! How long sessions live.

use std::time::Duration;

use kernel::Timestamp;

const DAY: u64 = 24 * 60 * 60;
/// Use is written down at most this often, in milliseconds.
pub(crate) const TOUCH_EVERY: i64 = 5 * 60 * 1000;

/// How long sessions live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetimes {
    /// A guest's, after its last use.
    pub guest: Duration,
    /// A signed-in one's, after its last use.
    pub idle: Duration,
    /// A signed-in one's, after it was begun, however much it is used.
    pub absolute: Duration,
}

impl Default for Lifetimes {
    fn default() -> Self {
        let days = |days| Duration::from_secs(days * DAY);
        Self { guest: days(30), idle: days(14), absolute: days(60) }
    }
}

impl Lifetimes {
    /// Those of staff: half an hour without use, and a working day in all. Use is written down each
    /// five minutes, so half an hour may be a little less.
    #[must_use]
    pub const fn of_staff() -> Self {
        Self {
            guest: Duration::from_secs(DAY),
            idle: Duration::from_secs(30 * 60),
            absolute: Duration::from_secs(12 * 60 * 60),
        }
    }
}

/// When a session was used, and when it ends at the latest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) last_used: Timestamp,
    /// None for guests.
    pub(crate) ends: Option<Timestamp>,
}

pub(crate) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

impl Lifetimes {
    /// The moment at which a session is over if it is not used again.
    pub(crate) fn over_at(&self, span: Span) -> Timestamp {
        let idle = if span.ends.is_some() { self.idle } else { self.guest };
        let idle = span.last_used.millis().saturating_add(millis(idle));
        let absolute = span.ends.map_or(i64::MAX, Timestamp::millis);
        Timestamp::from_millis(idle.min(absolute))
    }

    /// Whole seconds that Redis is to keep a session, at least one.
    pub(crate) fn seconds_left(&self, span: Span, now: Timestamp) -> i64 {
        (self.over_at(span).millis() - now.millis()).div_euclid(1000).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn staff_stay_for_a_day_of_work_and_half_an_hour_without_any() {
        let staff = Lifetimes::of_staff();
        let over = |used, ends| {
            let span = Span {
                last_used: Timestamp::from_millis(used),
                ends: Some(Timestamp::from_millis(ends)),
            };
            staff.over_at(span).millis()
        };
        assert_eq!(over(0, millis(staff.absolute)), 1_800_000);
        assert_eq!(over(42_000_000, millis(staff.absolute)), 43_200_000);
    }

    #[test]
    fn the_nearer_of_two_limits_counts() {
        let lifetimes = Lifetimes {
            guest: Duration::from_secs(30),
            idle: Duration::from_secs(14),
            absolute: Duration::from_secs(60),
        };
        let at = Timestamp::from_millis;
        let over = |last_used, ends: Option<i64>| {
            let span = Span { last_used: at(last_used), ends: ends.map(at) };
            lifetimes.over_at(span).millis()
        };
        assert_eq!(over(1_000, None), 31_000);
        assert_eq!(over(1_000, Some(60_000)), 15_000);
        assert_eq!(over(50_000, Some(60_000)), 60_000);
        let span = Span { last_used: at(1_000), ends: None };
        assert_eq!(lifetimes.seconds_left(span, at(2_500)), 28);
        assert_eq!(lifetimes.seconds_left(span, at(99_000)), 1);
    }
}
