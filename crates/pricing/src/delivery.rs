//! Which ways of delivery there are, what they cost, and when the parcel comes.

use kernel::Money;
use storefront::pricing::{BasketLine, DeliveryOption, Destination, Undeliverable};

use crate::{
    tariff::{Rate, Service, Tariff},
    working_days::{after, leaves_on, midnight},
};

/// What one unit is taken to weigh when nobody has weighed it, in grams.
const UNWEIGHED: u32 = 500;

/// What all lines weigh that a parcel carries, in grams; none when there is no parcel.
pub(crate) fn weight(lines: &[BasketLine]) -> Option<u64> {
    let carried: Vec<u64> = lines
        .iter()
        .filter(|line| line.delivered)
        .map(|line| {
            u64::from(line.weight_grams.unwrap_or(UNWEIGHED)) * u64::from(line.quantity.units())
        })
        .collect();
    (!carried.is_empty()).then(|| carried.into_iter().fold(0, u64::saturating_add))
}

/// Ways of having `grams` brought to a place, cheapest first, then quickest. `worth` is that of the
/// goods after discount. With `waived`, the price of the cheapest is taken off each.
pub(crate) fn options(
    tariff: &Tariff,
    place: &Destination,
    grams: u64,
    worth: Money,
    waived: bool,
) -> Result<Vec<DeliveryOption>, Undeliverable> {
    let zone = tariff.zone(place).ok_or(Undeliverable::NotServed)?;
    let services: Vec<&Service> =
        tariff.services.iter().filter(|service| service.zone == zone).collect();
    if services.is_empty() {
        return Err(Undeliverable::NotServed);
    }
    let mut options: Vec<DeliveryOption> = services
        .into_iter()
        .filter_map(|service| Some(option(tariff, service, price(service, grams, worth)?)))
        .collect();
    options.sort_by(|a, b| {
        (a.price.amount(), a.latest, &a.code).cmp(&(b.price.amount(), b.latest, &b.code))
    });
    let Some(cheapest) = options.first().map(|option| option.price.amount()) else {
        return Err(Undeliverable::TooHeavy);
    };
    if waived {
        for option in &mut options {
            option.price = less(option.price, cheapest);
        }
    }
    Ok(options)
}

/// The price of the lightest rate in this currency that carries the weight.
fn price(service: &Service, grams: u64, worth: Money) -> Option<Money> {
    let currency = worth.currency();
    let rate: &Rate = service
        .rates
        .iter()
        .filter(|rate| rate.price.currency() == currency && rate.up_to_grams >= grams)
        .min_by_key(|rate| rate.up_to_grams)?;
    let free = rate
        .free_from
        .is_some_and(|from| from.currency() == currency && worth.amount() >= from.amount());
    Some(if free { Money::zero(currency) } else { rate.price })
}

fn option(tariff: &Tariff, service: &Service, price: Money) -> DeliveryOption {
    let leaves = leaves_on(tariff.now, service.cutoff_minute, &tariff.closed);
    DeliveryOption {
        code: service.method.clone(),
        name: service.name.clone(),
        price,
        earliest: midnight(after(leaves, service.min_days, &tariff.closed)),
        latest: midnight(after(leaves, service.max_days, &tariff.closed)),
    }
}

/// An amount less another, and never less than nothing.
fn less(amount: Money, off: i64) -> Money {
    Money::new((amount.amount() - off).max(0), amount.currency()).unwrap_or(amount)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::collections::BTreeSet;

    use crate::tariff::{Area, TaxRate};
    use kernel::{Currency, Quantity, Sku, Timestamp};
    use storefront::{pricing::TaxClass, profile::Country};

    pub(crate) fn euros(amount: i64) -> Money {
        Money::new(amount, Currency::EUR).expect("in range")
    }

    fn service(method: &str, days: (u32, u32), rates: &[(u64, i64, Option<i64>)]) -> Service {
        Service {
            method: method.to_owned(),
            name: method.to_owned(),
            zone: "home".to_owned(),
            cutoff_minute: 720,
            min_days: days.0,
            max_days: days.1,
            rates: rates
                .iter()
                .map(|&(up_to_grams, price, free_from)| Rate {
                    up_to_grams,
                    price: euros(price),
                    free_from: free_from.map(euros),
                })
                .collect(),
        }
    }

    /// Germany on Wednesday, 2026-12-23, at nine in the morning.
    pub(crate) fn germany() -> Tariff {
        let tax = |class, basis_points| TaxRate { region: String::new(), class, basis_points };
        Tariff {
            country: Country::parse("DE").expect("a country"),
            now: Timestamp::from_millis((20_810 * 24 + 9) * 3_600_000),
            areas: vec![
                Area { postcode_prefix: String::new(), zone: Some("home".to_owned()) },
                Area { postcode_prefix: "27498".to_owned(), zone: None },
            ],
            services: vec![
                service("standard", (2, 3), &[(31_500, 990, None), (5_000, 490, Some(5_000))]),
                service("express", (1, 1), &[(31_500, 1_490, None)]),
            ],
            tax_rates: vec![tax(TaxClass::Standard, 1900), tax(TaxClass::Reduced, 700)],
            closed: BTreeSet::from([20_812]),
        }
    }

    pub(crate) fn place(postcode: &str) -> Destination {
        Destination {
            country: Country::parse("DE").expect("a country"),
            region: String::new(),
            postcode: postcode.to_owned(),
        }
    }

    fn shown(options: &[DeliveryOption]) -> Vec<(&str, i64)> {
        options.iter().map(|option| (option.code.as_str(), option.price.amount())).collect()
    }

    #[test]
    fn weight_and_worth_decide_the_price() {
        let ask = |grams, worth| options(&germany(), &place("10115"), grams, euros(worth), false);
        let prices = |grams, worth| {
            ask(grams, worth).map(|options| {
                shown(&options).into_iter().map(|(_, price)| price).collect::<Vec<_>>()
            })
        };
        assert_eq!(prices(5_000, 4_999), Ok(vec![490, 1_490]));
        assert_eq!(prices(5_000, 5_000), Ok(vec![0, 1_490]));
        assert_eq!(prices(5_001, 5_000), Ok(vec![990, 1_490]));
        assert_eq!(prices(31_501, 5_000), Err(Undeliverable::TooHeavy));
    }

    #[test]
    fn a_place_may_not_be_served() {
        let island = options(&germany(), &place("27498"), 1, euros(1), false);
        assert_eq!(island, Err(Undeliverable::NotServed));
    }

    #[test]
    fn a_coupon_takes_the_cheapest_price_off_every_method() {
        let options = options(&germany(), &place("10115"), 1, euros(1), true).expect("served");
        assert_eq!(shown(&options), [("standard", 0), ("express", 1_000)]);
    }

    #[test]
    fn dates_count_working_days_from_the_day_it_leaves() {
        let options = options(&germany(), &place("10115"), 1, euros(1), false).expect("served");
        let days: Vec<_> =
            options.iter().map(|o| (o.earliest.date().2, o.latest.date().2)).collect();
        // Friday the 25th is closed: Thursday 24, Monday 28, Tuesday 29.
        assert_eq!(days, [(28, 29), (24, 24)]);
    }

    #[test]
    fn what_nobody_has_weighed_has_a_weight_and_what_is_not_sent_has_none() {
        let line = |grams, delivered| BasketLine {
            sku: Sku::parse("A-1").expect("a SKU"),
            quantity: Quantity::new(3).expect("a quantity"),
            unit_price: euros(1),
            tax_class: TaxClass::Standard,
            weight_grams: grams,
            delivered,
        };
        assert_eq!(weight(&[line(None, true), line(Some(200), true)]), Some(2_100));
        assert_eq!(weight(&[line(Some(0), true)]), Some(0));
        assert_eq!(weight(&[line(Some(200), false)]), None);
    }
}
