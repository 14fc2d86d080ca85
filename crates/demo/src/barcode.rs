//! Article numbers of the range that every shop may use inside its own walls.

/// The thirteen digits of the `number`th article: an EAN-13 that begins with 27, which is never
/// given to a maker.
pub(crate) fn internal_ean(number: u64) -> String {
    // A step that shares no factor with 10^10 gives each number its own digits, far apart.
    let digits = format!("27{:010}", (number * 7_368_787_013 + 4_181_246_639) % 10_000_000_000);
    let check = check_digit(&digits);
    format!("{digits}{check}")
}

/// The digit that makes the weighted sum of an EAN-13 a multiple of ten.
pub(crate) fn check_digit(twelve: &str) -> u32 {
    let sum: u32 = twelve
        .bytes()
        .zip([1, 3].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_of_printed_examples() {
        assert_eq!(check_digit("400638133393"), 1);
        assert_eq!(check_digit("590123412345"), 7);
    }
}
