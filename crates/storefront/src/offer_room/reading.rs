//! What is typed about offers, read exactly: nothing is rounded.

use kernel::Timestamp;

/// The last year in which something may begin or end.
const LAST_YEAR: i64 = 9998;
const DAY: i64 = 86_400_000;

/// The digits before a point or comma, and those after it as so many places.
fn fixed(text: &str, places: usize) -> Option<u64> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || whole.len() > 9 || part.len() > places {
        return None;
    }
    format!("{whole}{part:0<places$}").parse().ok()
}

/// Reads a percentage with at most two decimals, as hundredths of a percent: `19`, `5.5 %`.
pub(crate) fn basis_points(text: &str) -> Option<u32> {
    let text = text.trim();
    let number = text.strip_suffix('%').unwrap_or(text).trim_end();
    fixed(number, 2)
        .and_then(|points| u32::try_from(points).ok())
        .filter(|points| *points <= 10_000)
}

/// A percentage as it is typed: `19`, `5.5`.
#[must_use]
pub fn percent(basis_points: u32) -> String {
    let (whole, part) = (basis_points / 100, basis_points % 100);
    match part {
        0 => whole.to_string(),
        part if part % 10 == 0 => format!("{whole}.{}", part / 10),
        part => format!("{whole}.{part:02}"),
    }
}

/// Reads a weight in kilograms, as grams: `5`, `31.5`.
pub(super) fn grams(text: &str) -> Option<u64> {
    fixed(text.trim(), 3).filter(|grams| *grams > 0)
}

/// A weight as it is typed, in kilograms.
#[must_use]
pub fn kilograms(grams: u64) -> String {
    let text = format!("{}.{:03}", grams / 1000, grams % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Reads a whole number above zero.
pub(super) fn number(text: &str) -> Option<u32> {
    let text = text.trim();
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse::<u32>().ok().filter(|number| *number > 0) } else { None }
}

/// Reads a moment of the day, as minutes after midnight: `13:00`.
pub(super) fn minute(text: &str) -> Option<u32> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// A moment of the day as it is typed.
#[must_use]
pub fn clock(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn two(text: &str) -> Option<u32> {
    let plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// Reads a day, as its midnight in UTC: `2026-12-03`.
pub(crate) fn day(text: &str) -> Option<Timestamp> {
    let mut parts = text.trim().splitn(3, '-');
    let (year, month, number) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: i64 = year.parse().ok()?;
    let (month, number) = (two(month)?, two(number)?);
    if !(1970..=LAST_YEAR).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    let midnight = Timestamp::from_millis(days_to(year, month, number) * DAY);
    // The thirtieth of February is some day in March.
    (midnight.date() == (year, month, number)).then_some(midnight)
}

/// The days from 1970-01-01 to a day: Howard Hinnant's `days_from_civil`.
fn days_to(year: i64, month: u32, day: u32) -> i64 {
    let (month, day) = (i64::from(month), i64::from(day));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_index = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * month_index + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// A day as it is typed.
#[must_use]
pub fn typed_day(at: Timestamp) -> String {
    let (year, month, day) = at.date();
    format!("{year:04}-{month:02}-{day:02}")
}

/// Reads a moment in UTC: `2026-12-03T13:00`, with seconds or without.
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    let (date, time) = text.trim().split_once(['T', ' '])?;
    let (time, seconds) = match time.len() {
        8 => time.rsplit_once(':')?,
        _ => (time, "00"),
    };
    let seconds = two(seconds).filter(|seconds| *seconds < 60)?;
    let of_day = i64::from(minute(time)? * 60 + seconds) * 1000;
    Some(Timestamp::from_millis(day(date)?.millis() + of_day))
}

/// A moment as its field wants it: `2026-12-03T13:00`, with seconds where there are any.
#[must_use]
pub fn typed_moment(at: Timestamp) -> String {
    let text = at.rfc3339();
    let text = text.trim_end_matches('Z');
    text.strip_suffix(":00").unwrap_or(text).to_owned()
}

/// Reads the code of a zone or a method: 1 to 32 small letters, digits or hyphens.
pub(super) fn code(text: &str) -> Option<String> {
    let text = text.trim();
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    ((1..=32).contains(&text.len()) && text.bytes().all(fits)).then(|| text.to_owned())
}

/// Reads what a zone or a method is called: 1 to 80 characters.
pub(super) fn name(text: &str) -> Option<String> {
    let text = text.trim();
    let fits = (1..=80).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_read_exactly() {
        for (text, points) in
            [("19", 1_900), (" 5.5 % ", 550), ("0,01", 1), ("100", 10_000), ("0", 0)]
        {
            assert_eq!(basis_points(text), Some(points), "{text}");
            assert_eq!(basis_points(&percent(points)), Some(points), "{text}");
        }
        for bad in ["", "%", "-1", "+1", "1e1", "5.555", "100.01", "5.", ".5", "1.2.3", "١"] {
            assert_eq!(basis_points(bad), None, "{bad}");
        }
        assert_eq!([percent(550), percent(1_905), percent(1_900)], ["5.5", "19.05", "19"]);
    }

    #[test]
    fn weights_are_read_to_the_gram() {
        for (text, weight) in [("5", 5_000), ("31,5", 31_500), ("0.001", 1), (" 1000 ", 1_000_000)]
        {
            assert_eq!(grams(text), Some(weight), "{text}");
            assert_eq!(grams(&kilograms(weight)), Some(weight), "{text}");
        }
        for bad in ["", "0", "0.0001", "5 kg", "-5", "9999999999"] {
            assert_eq!(grams(bad), None, "{bad}");
        }
        assert_eq!([kilograms(31_500), kilograms(5_000), kilograms(10)], ["31.5", "5", "0.01"]);
    }

    #[test]
    fn days_and_moments_are_read_as_their_fields_write_them() {
        for text in ["1970-01-01", "2000-02-29", "2026-12-03", "2100-02-28", "9998-12-31"] {
            assert_eq!(day(text).map(typed_day).as_deref(), Some(text));
        }
        for bad in
            ["", "2026-02-30", "2026-2-3", "26-02-03", "2026-13-01", "9999-01-01", "+026-01-01"]
        {
            assert_eq!(day(bad), None, "{bad}");
        }
        for text in ["2026-12-03T13:00", "2026-12-03T13:00:59", "2000-02-29T00:00"] {
            assert_eq!(moment(text).map(typed_moment).as_deref(), Some(text));
        }
        assert_eq!(moment("2026-12-03 13:00"), moment("2026-12-03T13:00:00"));
        for bad in ["", "2026-12-03", "2026-12-03T24:00", "2026-12-03T1:00", "2026-12-03T13:00:60"]
        {
            assert_eq!(moment(bad), None, "{bad}");
        }
        assert_eq!((minute("13:00"), clock(780).as_str()), (Some(780), "13:00"));
    }

    #[test]
    fn numbers_codes_and_names_have_their_bounds() {
        assert_eq!(
            (number(" 12 "), number("0"), number("+1"), number("4294967296")),
            (Some(12), None, None, None)
        );
        assert_eq!(code(" near-2 ").as_deref(), Some("near-2"));
        assert!(code("").is_none() && code("Near").is_none() && code(&"x".repeat(33)).is_none());
        assert_eq!(name(" Rest of Europe ").as_deref(), Some("Rest of Europe"));
        assert!(name(" ").is_none() && name("a\nb").is_none() && name(&"x".repeat(81)).is_none());
    }
}
