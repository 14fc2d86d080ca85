//! Time in steps: days, weeks that begin on Monday, months; all in UTC.

use kernel::Timestamp;

const DAY: i64 = 86_400_000;

/// By which steps figures are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Step {
    /// Seven days.
    #[default]
    Day,
    /// Twelve weeks.
    Week,
    /// Twelve months.
    Month,
}

impl Step {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// The name, as an address says it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The step of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }

    /// How many make a span.
    #[must_use]
    pub const fn count(self) -> usize {
        match self {
            Self::Day => 7,
            Self::Week | Self::Month => 12,
        }
    }

    /// The beginning of the step that a moment is in.
    #[must_use]
    pub const fn beginning(self, at: Timestamp) -> Timestamp {
        let days = at.millis().div_euclid(DAY);
        let back = match self {
            Self::Day => 0,
            // The first day of all was a Thursday.
            Self::Week => (days + 3).rem_euclid(7),
            Self::Month => at.date().2 as i64 - 1,
        };
        Timestamp::from_millis((days - back) * DAY)
    }

    /// The last `count` beginnings up to a moment, the oldest first.
    fn beginnings(self, count: usize, now: Timestamp) -> Vec<Timestamp> {
        let mut starts = vec![self.beginning(now)];
        while starts.len() < count {
            let first = starts[starts.len() - 1];
            starts.push(self.beginning(Timestamp::from_millis(first.millis() - 1)));
        }
        starts.reverse();
        starts
    }
}

/// Some steps, of which the last is under way, and as much time before them: it ends as far into its
/// last step as this one is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// By which steps.
    pub step: Step,
    /// Where each step begins, in their order; [`Step::count`] of them.
    pub starts: Vec<Timestamp>,
    /// The present: where the last step has come to.
    pub end: Timestamp,
    /// Where the span before begins.
    pub before_from: Timestamp,
    /// Where it ends.
    pub before_until: Timestamp,
}

impl Span {
    /// The span up to a moment.
    #[must_use]
    pub fn ending(step: Step, now: Timestamp) -> Self {
        let count = step.count();
        let mut before = step.beginnings(2 * count, now);
        let starts = before.split_off(count);
        let (last, last_before) = (starts[count - 1], before[count - 1]);
        let into = now.millis() - last.millis();
        // A month may be shorter than this one has come already.
        let until = (last_before.millis() + into).min(starts[0].millis());
        Self {
            step,
            end: now,
            before_from: before[0],
            before_until: Timestamp::from_millis(until),
            starts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The moment of a text such as `2026-11-21T14:05:59Z`, found by halving.
    fn at(text: &str) -> Timestamp {
        let (mut low, mut high) = (0, 4_102_444_800_i64);
        while low < high {
            let middle = (low + high) / 2;
            let before = Timestamp::from_millis(middle * 1000).rfc3339().as_str() < text;
            (low, high) = if before { (middle + 1, high) } else { (low, middle) };
        }
        Timestamp::from_millis(low * 1000)
    }

    fn days(span: &Span) -> Vec<String> {
        span.starts.iter().map(|start| start.rfc3339()[..10].to_owned()).collect()
    }

    #[test]
    fn names_lead_back_to_their_steps() {
        for step in Step::ALL {
            assert_eq!(Step::named(step.name()), Some(step));
        }
        assert_eq!(Step::named("year"), None);
    }

    #[test]
    fn seven_days_end_today() {
        let span = Span::ending(Step::Day, at("2026-03-02T10:00:00Z"));
        assert_eq!(days(&span)[..2], ["2026-02-24", "2026-02-25"]);
        assert_eq!(days(&span)[6], "2026-03-02");
        assert_eq!(span.before_from, at("2026-02-17T00:00:00Z"));
        assert_eq!(span.before_until, at("2026-02-23T10:00:00Z"));
        let midnight = Span::ending(Step::Day, at("2026-03-02T00:00:00Z"));
        assert_eq!(days(&midnight)[6], "2026-03-02", "a day begins with its midnight");
    }

    #[test]
    fn weeks_begin_on_monday() {
        for (now, monday) in [
            ("2026-11-22T23:59:59Z", "2026-11-16"),
            ("2026-11-23T00:00:00Z", "2026-11-23"),
            ("1970-01-05T00:00:00Z", "1970-01-05"),
        ] {
            let span = Span::ending(Step::Week, at(now));
            assert_eq!(days(&span)[11], monday, "{now}");
            assert_eq!(span.starts[0].millis() - span.before_from.millis(), 12 * 7 * DAY);
        }
    }

    #[test]
    fn months_are_as_long_as_they_are() {
        let span = Span::ending(Step::Month, at("2024-03-31T12:00:00Z"));
        assert_eq!(days(&span)[0], "2023-04-01");
        assert_eq!(days(&span)[9..], ["2024-01-01", "2024-02-01", "2024-03-01"]);
        assert_eq!(span.before_from, at("2022-04-01T00:00:00Z"));
        assert_eq!(span.before_until, at("2023-03-31T12:00:00Z"));
    }
}
