//! Who sells.

use serde::{Deserialize, Serialize};

/// Who sells, as invoices name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seller {
    /// The name by the law, such as `Quayside Ltd`.
    pub name: String,
    /// The postal address, a line each; none where the shop was not told.
    pub address: Vec<String>,
    /// The VAT or tax number, where the shop was told one.
    pub tax_number: Option<String>,
}

/// Why a text names no seller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a seller has up to {lines} lines of up to {longest} characters each", lines = Seller::MOST_LINES, longest = Seller::LONGEST_LINE)]
pub struct InvalidSeller;

impl Seller {
    /// Most lines of name and address.
    pub const MOST_LINES: usize = 8;
    /// Longest line, in characters.
    pub const LONGEST_LINE: usize = 120;

    /// Reads name and address from lines that line breaks or `|` divide, the name first. Without
    /// any the name is the shop's.
    ///
    /// # Errors
    /// [`InvalidSeller`].
    pub fn read(lines: &str, tax_number: &str, shop_name: &str) -> Result<Self, InvalidSeller> {
        let text = |line: &str| line.trim().to_owned();
        let mut lines = lines.split(['\n', '|']).map(text).filter(|line| !line.is_empty());
        let name = lines.next().unwrap_or_else(|| text(shop_name));
        let address: Vec<_> = lines.collect();
        let tax_number = Some(text(tax_number)).filter(|number| !number.is_empty());
        let fits = |line: &String| {
            line.chars().count() <= Self::LONGEST_LINE && !line.contains(char::is_control)
        };
        let all = [&name].into_iter().chain(&address).chain(&tax_number).all(fits);
        if !all || address.len() >= Self::MOST_LINES {
            return Err(InvalidSeller);
        }
        Ok(Self { name, address, tax_number })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_divided_by_breaks_or_bars() {
        let one = Seller::read("Quayside Ltd | Quay 1||20457 Hamburg", " DE123 ", "Shop");
        let other = Seller::read("Quayside Ltd\r\n Quay 1\n20457 Hamburg\n", "DE123", "Shop");
        let read = one.expect("a seller");
        assert_eq!(other, Ok(read.clone()));
        assert_eq!(read.name, "Quayside Ltd");
        assert_eq!(read.address, ["Quay 1", "20457 Hamburg"]);
        assert_eq!(read.tax_number.as_deref(), Some("DE123"));
    }

    #[test]
    fn without_a_name_it_is_the_shops() {
        let read = Seller::read(" ", "", "Shop").expect("a seller");
        assert_eq!((read.name.as_str(), read.address.len(), read.tax_number), ("Shop", 0, None));
    }

    #[test]
    fn what_no_invoice_has_room_for_is_refused() {
        let lines = |count: usize| vec!["line"; count].join("|");
        assert!(Seller::read(&lines(Seller::MOST_LINES), "", "Shop").is_ok());
        let long = "x".repeat(Seller::LONGEST_LINE + 1);
        for (text, number) in [(lines(Seller::MOST_LINES + 1), ""), (long, ""), ("A\tB".into(), "")]
        {
            assert_eq!(Seller::read(&text, number, "Shop"), Err(InvalidSeller), "{text}");
        }
        assert_eq!(Seller::read("A", &"1".repeat(121), "Shop"), Err(InvalidSeller));
    }
}
