//! Moments, as people read them.

use kernel::Timestamp;
use leptos::prelude::*;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A moment in UTC, to the minute, marked up for programs.
pub(crate) fn moment(at: Timestamp) -> AnyView {
    view! { <time datetime=at.rfc3339()>{written(at)}</time> }.into_any()
}

/// The day of a moment in UTC, marked up for programs.
pub(crate) fn day(at: Timestamp) -> AnyView {
    let (year, month, number) = at.date();
    view! { <time datetime=format!("{year:04}-{month:02}-{number:02}")>{written_day(at)}</time> }
        .into_any()
}

/// A moment in UTC to the minute, as words.
pub(crate) fn written(at: Timestamp) -> String {
    let minute = at.seconds().rem_euclid(86_400) / 60;
    format!("{}, {:02}:{:02} UTC", written_day(at), minute / 60, minute % 60)
}

/// The day of a moment in UTC, as words.
pub(crate) fn written_day(at: Timestamp) -> String {
    let (year, month, day) = at.date();
    format!("{day} {} {year}", MONTHS[month as usize - 1])
}

/// The day of a moment in UTC, as briefly as it can be said: `21 Nov`.
pub(crate) fn short_day(at: Timestamp) -> String {
    format!("{} {}", at.date().2, short_month(at))
}

/// The month of a moment in UTC: `Nov`.
pub(crate) fn short_month(at: Timestamp) -> &'static str {
    let (_, month, _) = at.date();
    &MONTHS[month as usize - 1][..3]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_out() {
        let at = Timestamp::from_millis(1_795_269_959_999);
        assert_eq!(at.rfc3339(), "2026-11-21T14:05:59Z");
        assert_eq!(written(at), "21 November 2026, 14:05 UTC");
        assert_eq!((short_day(at).as_str(), short_month(at)), ("21 Nov", "Nov"));
        assert_eq!(written(Timestamp::from_millis(-1)), "31 December 1969, 23:59 UTC");
    }
}
