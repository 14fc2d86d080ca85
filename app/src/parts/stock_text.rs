//! What a shopper is told about stock.

use storefront::stock::Availability;

use super::moment::written_day;

/// The words.
pub(crate) fn sentence(availability: Availability) -> String {
    match availability {
        Availability::Always => "Always available".to_owned(),
        Availability::InStock => "In stock".to_owned(),
        Availability::Low(units) => format!("Only {units} left"),
        Availability::BackOn(day) => format!("Sold out, back on {}", written_day(day)),
        Availability::SoldOut => "Sold out".to_owned(),
    }
}

/// The class that colours them.
pub(crate) const fn class(availability: Availability) -> &'static str {
    match availability {
        Availability::Always | Availability::InStock => "stock stock-in",
        Availability::Low(_) => "stock stock-low",
        Availability::BackOn(_) | Availability::SoldOut => "stock stock-out",
    }
}
