//! The days on which something may arrive, as people read them.

use kernel::Timestamp;

const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// From the first to the last such day, in UTC: `Tue 24 to Thu 26 Nov`.
pub(crate) fn arrival(earliest: Timestamp, latest: Timestamp) -> String {
    let ((year, month, day), (last_year, last_month, last_day)) = (earliest.date(), latest.date());
    let last = format!("{} {last_day} {}", weekday(latest), MONTHS[last_month as usize - 1]);
    let first = format!("{} {day}", weekday(earliest));
    if (year, month, day) == (last_year, last_month, last_day) {
        last
    } else if (year, month) == (last_year, last_month) {
        format!("{first} to {last}")
    } else {
        format!("{first} {} to {last}", MONTHS[month as usize - 1])
    }
}

/// 1 January 1970 was a Thursday.
fn weekday(at: Timestamp) -> &'static str {
    WEEKDAYS[at.millis().div_euclid(86_400_000).rem_euclid(7) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_named_once_where_they_share_a_month() {
        let day = |number: i64| Timestamp::from_millis(number * 86_400_000);
        // 24 November 2026.
        let tuesday = 20_781;
        for (first, last, text) in [
            (tuesday, tuesday, "Tue 24 Nov"),
            (tuesday, tuesday + 2, "Tue 24 to Thu 26 Nov"),
            (tuesday + 6, tuesday + 8, "Mon 30 Nov to Wed 2 Dec"),
            (tuesday + 37, tuesday + 38, "Thu 31 Dec to Fri 1 Jan"),
            (-1, 0, "Wed 31 Dec to Thu 1 Jan"),
        ] {
            assert_eq!(arrival(day(first), day(last)), text);
        }
    }
}
