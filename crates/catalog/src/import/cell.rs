//! What single cells say, by the rules of the form for products.

use kernel::Timestamp;
use storefront::{
    draft::ProductStatus, pricing::TaxClass, product::OptionChoice, product_desk::status_named,
};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// The longest name or value of an option, in characters.
const LONGEST_CHOICE: usize = 200;

/// A text of at most so many characters.
pub(super) fn at_most(most: usize, text: String) -> Result<String, String> {
    match text.chars().count() {
        length if length > most => Err(format!("it has {length} characters; at most {most} go")),
        _ => Ok(text),
    }
}

/// `draft`, `active` or `archived`.
pub(super) fn status(text: &str) -> Result<ProductStatus, String> {
    status_named(&text.to_lowercase())
        .ok_or_else(|| format!("`{text}` is none of draft, active and archived"))
}

/// A class of tax.
pub(super) fn tax_class(text: &str) -> Result<String, String> {
    let class = text.to_lowercase();
    match TaxClass::parse(&class) {
        Ok(_) => Ok(class),
        Err(_) => Err(format!("`{text}` is none of standard, reduced and zero")),
    }
}

/// Yes or no.
pub(super) fn yes(text: &str) -> Result<bool, String> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "1" => Ok(true),
        "no" | "false" | "0" => Ok(false),
        _ => Err(format!("`{text}` is neither yes nor no")),
    }
}

/// Whole grams; none where nothing is said.
pub(super) fn weight(text: &str) -> Result<Option<u32>, String> {
    number(text).map_err(|()| format!("`{text}` is no number of whole grams"))
}

/// Months from 1 to 60; none where nothing is said.
pub(super) fn months(text: &str) -> Result<Option<u8>, String> {
    let months = number(text).ok().filter(|months| months.is_none_or(|n| (1..=60).contains(&n)));
    months.ok_or_else(|| format!("`{text}` is no number of months from 1 to 60"))
}

fn number<T: std::str::FromStr>(text: &str) -> Result<Option<T>, ()> {
    if text.is_empty() {
        return Ok(None);
    }
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().map(Some).map_err(|_| ()) } else { Err(()) }
}

/// Lines that say something.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// What a variant is on an axis.
pub(super) fn choice(axis: &str, value: &str) -> Result<OptionChoice, String> {
    if axis.is_empty() {
        return Err("the option has no name".to_owned());
    }
    let axis = at_most(LONGEST_CHOICE, axis.to_owned())?;
    Ok(OptionChoice { axis, value: at_most(LONGEST_CHOICE, value.to_owned())? })
}

/// A moment, or the beginning of a day.
pub(super) fn moment(text: &str) -> Result<Timestamp, String> {
    let whole = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.to_owned() };
    let moment = OffsetDateTime::parse(&whole, &Rfc3339)
        .map_err(|_| format!("`{whole}` is no moment such as 2024-02-29T12:00:00Z"))?;
    let millis = i64::from(moment.millisecond());
    Ok(Timestamp::from_millis(moment.unix_timestamp() * 1_000 + millis))
}

/// A moment as it is read again; empty for one that no calendar has.
pub(crate) fn write_moment(moment: Timestamp) -> String {
    let nanos = i128::from(moment.millis()) * 1_000_000;
    let moment = OffsetDateTime::from_unix_timestamp_nanos(nanos).ok();
    moment.and_then(|moment| moment.format(&Rfc3339).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_as_they_were_written() {
        for millis in [0, 1_795_269_959_123, 951_825_600_000, -1] {
            let moment = Timestamp::from_millis(millis);
            assert_eq!(super::moment(&write_moment(moment)), Ok(moment));
        }
        let day = moment("2024-02-29").expect("a day");
        assert_eq!(write_moment(day), "2024-02-29T00:00:00Z");
        assert!(moment("yesterday").is_err() && moment("2023-02-29").is_err());
    }

    #[test]
    fn numbers_are_whole_and_within_their_bounds() {
        assert_eq!((weight(""), weight("250")), (Ok(None), Ok(Some(250))));
        assert_eq!((months(""), months("12")), (Ok(None), Ok(Some(12))));
        for text in ["-1", "1.5", "+2", "4294967296", "1 kg"] {
            assert!(weight(text).is_err() && months(text).is_err(), "{text}");
        }
        assert!(months("0").is_err() && months("61").is_err());
    }

    #[test]
    fn words_are_taken_in_any_case() {
        assert_eq!((yes("Yes"), yes("FALSE")), (Ok(true), Ok(false)));
        assert_eq!(tax_class("Reduced"), Ok("reduced".to_owned()));
        assert_eq!(status("Draft"), Ok(ProductStatus::Draft));
        assert!(yes("perhaps").is_err() && tax_class("high").is_err());
        assert!(at_most(2, "äöü".to_owned()).is_err() && at_most(3, "äöü".to_owned()).is_ok());
    }
}
