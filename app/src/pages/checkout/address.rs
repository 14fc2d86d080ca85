//! Addresses in a checkout: the fields, and how one is shown.

use leptos::prelude::*;
use storefront::profile::{Address, AddressForm, Country};

use crate::{
    context::FormState,
    parts::{
        choices::{Choice, select},
        form::{Field, field},
    },
};

/// The fields of one of the addresses: the name of each, and what browsers fill it with.
pub(in crate::pages) struct Names {
    line1: [&'static str; 2],
    line2: [&'static str; 2],
    city: [&'static str; 2],
    region: [&'static str; 2],
    postcode: [&'static str; 2],
    country: [&'static str; 2],
}

/// Where it goes.
pub(super) const SHIPPING: Names = Names {
    line1: ["line1", "address-line1"],
    line2: ["line2", "address-line2"],
    city: ["city", "address-level2"],
    region: ["region", "address-level1"],
    postcode: ["postcode", "postal-code"],
    country: ["country", "country"],
};

/// Whom the invoice is for.
pub(super) const BILLING: Names = Names {
    line1: ["billing.line1", "billing address-line1"],
    line2: ["billing.line2", "billing address-line2"],
    city: ["billing.city", "billing address-level2"],
    region: ["billing.region", "billing address-level1"],
    postcode: ["billing.postcode", "billing postal-code"],
    country: ["billing.country", "billing country"],
};

/// Where it goes, typed by staff for somebody else: no browser fills that in.
pub(in crate::pages) const FOR_ANOTHER: Names = Names {
    line1: ["line1", "off"],
    line2: ["line2", "off"],
    city: ["city", "off"],
    region: ["region", "off"],
    postcode: ["postcode", "off"],
    country: ["country", "off"],
};

/// The fields but for the name, holding `held` or what was typed. The state or province is asked for
/// where letters need it, and shown where there is one.
pub(in crate::pages) fn fields(
    form: &FormState,
    names: &Names,
    held: &AddressForm,
    countries: Vec<Country>,
) -> AnyView {
    let choices = std::iter::once(Choice::new("", "Choose a country", ""))
        .chain(countries.into_iter().map(|it| Choice::new(it.code(), it.name(), "")))
        .collect();
    let line = |[name, autocomplete]: [&'static str; 2], label| Field {
        name,
        label,
        autocomplete,
        ..Field::default()
    };
    let region = wants_region(form, names, held)
        .then(|| field(form, line(names.region, "State or province"), &held.region));
    let second = Field { optional: true, ..line(names.line2, "Floor, company and the like") };
    let [country, filled_with] = names.country;
    view! {
        {field(form, line(names.line1, "Street and number"), &held.line1)}
        {field(form, second, &held.line2)}
        {field(form, line(names.postcode, "Postcode"), &held.postcode)}
        {field(form, line(names.city, "Town"), &held.city)}
        {region}
        {select(form, country, "Country", filled_with, choices, &held.country)}
    }
    .into_any()
}

fn wants_region(form: &FormState, names: &Names, held: &AddressForm) -> bool {
    let [region, _] = names.region;
    let typed = form.value(names.country[0]);
    let country = if typed.is_empty() { &held.country } else { &typed };
    !held.region.is_empty()
        || !form.value(region).is_empty()
        || form.error(region).is_some()
        || Country::parse(country).is_ok_and(Country::writes_region)
}

/// An address as it is written on a parcel.
pub(super) fn shown(address: &Address) -> AnyView {
    let place = format!("{} {}", address.postcode, address.city);
    let lines: Vec<_> = [
        address.line1.as_str(),
        &address.line2,
        place.trim(),
        &address.region,
        address.country.name(),
    ]
    .into_iter()
    .filter(|line| !line.is_empty())
    .map(|line| view! { <span>{line.to_owned()}</span> })
    .collect();
    view! { <address class="address-lines"><span>{address.name.clone()}</span>{lines}</address> }
        .into_any()
}
