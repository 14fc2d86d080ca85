//! How rates of tax are written.

/// A rate in hundredths of a percent, without needless zeros: `19%`, `5.5%`, `7.25%`.
pub(crate) fn percent(basis_points: u32) -> String {
    let (whole, rest) = (basis_points / 100, basis_points % 100);
    match (rest, rest % 10) {
        (0, _) => format!("{whole}%"),
        (_, 0) => format!("{whole}.{}%", rest / 10),
        _ => format!("{whole}.{rest:02}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_has_no_needless_zeros() {
        for (basis_points, text) in
            [(1_900, "19%"), (550, "5.5%"), (725, "7.25%"), (1_005, "10.05%"), (0, "0%")]
        {
            assert_eq!(percent(basis_points), text);
        }
    }
}
