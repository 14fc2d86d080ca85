//! Lines of stock as comma-separated values, to take along.

use super::StockLine;
use crate::{csv, offer_room::typed_day};

/// What the columns are called.
const COLUMNS: [&str; 7] =
    ["SKU", "Product", "Free", "In checkouts", "Sold", "Expected back", "Warehouse"];

/// The first line of the file.
#[must_use]
pub fn stock_csv_head() -> String {
    csv::row(&COLUMNS)
}

/// A line of stock, with what it is sold as where that is known. A day is written as `2026-12-03`. No
/// cell is a formula.
#[must_use]
pub fn stock_csv_row(line: &StockLine, title: Option<&str>) -> String {
    csv::row(&[
        line.sku.to_string(),
        title.unwrap_or_default().to_owned(),
        line.free.to_string(),
        line.reserved.to_string(),
        line.sold.to_string(),
        line.expected.map(typed_day).unwrap_or_default(),
        line.warehouse.clone().unwrap_or_default(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Sku, Timestamp};

    #[test]
    fn a_line_has_a_cell_for_each_column_and_none_is_a_formula() {
        let mut line = StockLine {
            sku: Sku::parse("-MUG/1").expect("a SKU"),
            free: 3,
            reserved: 2,
            sold: 7,
            expected: Some(Timestamp::from_millis(1_796_256_000_000)),
            warehouse: Some("Harbour, east".to_owned()),
        };
        let head = stock_csv_head();
        assert!(head.starts_with("SKU,Product,Free,") && head.ends_with("Warehouse\r\n"));
        assert_eq!(
            stock_csv_row(&line, Some("=Mug")),
            "'-MUG/1,'=Mug,3,2,7,2026-12-03,\"Harbour, east\"\r\n"
        );
        (line.expected, line.warehouse) = (None, None);
        let bare = stock_csv_row(&line, None);
        assert_eq!(bare, "'-MUG/1,,3,2,7,,\r\n");
        assert_eq!(bare.matches(',').count(), head.matches(',').count());
    }
}
