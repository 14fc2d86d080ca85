//! All that the shop has laid down about one country, as it stood at one moment.

use std::collections::BTreeSet;

use kernel::{Money, Timestamp};
use storefront::{
    pricing::{Destination, TaxClass},
    profile::Country,
};

/// Part of a country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// What its postcodes begin with, letters in capitals and digits; empty for the whole country.
    pub postcode_prefix: String,
    /// Its zone; none where it is not served.
    pub zone: Option<String>,
}

/// A method of delivery to a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The method's code.
    pub method: String,
    /// What it is called.
    pub name: String,
    /// The zone's code.
    pub zone: String,
    /// Until which minute of the day, in UTC, an order leaves on the same day.
    pub cutoff_minute: i64,
    /// Fewest working days on the way.
    pub min_days: u32,
    /// Most working days on the way.
    pub max_days: u32,
    /// What it costs by weight.
    pub rates: Vec<Rate>,
}

/// What a service costs up to a weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The weight in grams.
    pub up_to_grams: u64,
    /// The price.
    pub price: Money,
    /// From which worth of goods on it costs nothing.
    pub free_from: Option<Money>,
}

/// A rate of tax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxRate {
    /// The state or province, in capitals; empty for the whole country.
    pub region: String,
    /// For what.
    pub class: TaxClass,
    /// The rate in hundredths of a percent.
    pub basis_points: u32,
}

/// What the shop has laid down about a country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tariff {
    /// The country.
    pub country: Country,
    /// When this was read, by PostgreSQL's clock.
    pub now: Timestamp,
    /// Its areas.
    pub areas: Vec<Area>,
    /// The services to the zones of its areas.
    pub services: Vec<Service>,
    /// Its rates of tax of this day.
    pub tax_rates: Vec<TaxRate>,
    /// Days, in days since 1970-01-01, on which nothing leaves or arrives beside weekends.
    pub closed: BTreeSet<i64>,
}

impl Tariff {
    /// The zone of a place in this country: that of the area with the longest prefix.
    pub(crate) fn zone(&self, place: &Destination) -> Option<&str> {
        let postcode: String = place
            .postcode
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_uppercase())
            .collect();
        self.areas
            .iter()
            .filter(|area| postcode.starts_with(&area.postcode_prefix))
            .max_by_key(|area| area.postcode_prefix.len())
            .and_then(|area| area.zone.as_deref())
    }

    /// The rate of tax for a class of goods in a region of this country, in hundredths of a percent.
    /// None where none is laid down.
    pub(crate) fn basis_points(&self, class: TaxClass, region: &str) -> Option<u32> {
        if class == TaxClass::Zero {
            // Untaxed in a country that the shop knows, and only there.
            return self.basis_points(TaxClass::Standard, region).map(|_| 0);
        }
        let region = region.trim().to_uppercase();
        let find = |region: &str| {
            self.tax_rates
                .iter()
                .find(|rate| rate.class == class && rate.region == region)
                .map(|rate| rate.basis_points)
        };
        find(&region).or_else(|| find(""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spain() -> Tariff {
        let area = |prefix: &str, zone: Option<&str>| Area {
            postcode_prefix: prefix.to_owned(),
            zone: zone.map(str::to_owned),
        };
        let rate = |region: &str, basis_points| TaxRate {
            region: region.to_owned(),
            class: TaxClass::Standard,
            basis_points,
        };
        Tariff {
            country: Country::parse("ES").expect("a country"),
            now: Timestamp::default(),
            areas: vec![area("35", None), area("", Some("union")), area("350", Some("islands"))],
            services: Vec::new(),
            tax_rates: vec![rate("", 2100), rate("NAVARRA", 2050)],
            closed: BTreeSet::new(),
        }
    }

    #[test]
    fn the_longest_prefix_decides_and_may_shut_out() {
        let spain = spain();
        for (postcode, zone) in [
            ("28 013", Some("union")),
            ("35 100", None),
            ("35-012", Some("islands")),
            ("", Some("union")),
        ] {
            let place = Destination {
                country: spain.country,
                region: String::new(),
                postcode: postcode.to_owned(),
            };
            assert_eq!(spain.zone(&place), zone, "{postcode}");
        }
    }

    #[test]
    fn no_rate_is_not_the_same_as_no_tax() {
        let spain = spain();
        assert_eq!(spain.basis_points(TaxClass::Standard, ""), Some(2100));
        assert_eq!(spain.basis_points(TaxClass::Standard, " navarra"), Some(2050));
        assert_eq!(spain.basis_points(TaxClass::Standard, "Madrid"), Some(2100));
        assert_eq!(spain.basis_points(TaxClass::Zero, ""), Some(0));
        assert_eq!(spain.basis_points(TaxClass::Reduced, ""), None);
        let unknown = Tariff { tax_rates: Vec::new(), ..spain };
        assert_eq!(unknown.basis_points(TaxClass::Zero, ""), None);
    }
}
