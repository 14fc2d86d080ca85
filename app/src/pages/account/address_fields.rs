//! The fields of an address, as they stand in the form for a new one and in that for an old one.

use leptos::prelude::*;
use storefront::profile::{AddressForm, Country};

use crate::{
    context::FormState,
    parts::{
        choices::{Choice, select},
        form::{Field, field},
    },
};

/// The fields, holding `held` or what was typed.
pub(super) fn fields(form: &FormState, held: &AddressForm) -> AnyView {
    let countries = std::iter::once(Choice::new("", "Choose a country", ""))
        .chain(
            Country::all()
                .into_iter()
                .map(|country| Choice::new(country.code(), country.name(), "")),
        )
        .collect();
    view! {
        {field(form, Field { name: "name", label: "Full name", autocomplete: "name", ..Field::default() }, &held.name)}
        {field(form, Field { name: "line1", label: "Street and number", autocomplete: "address-line1", ..Field::default() }, &held.line1)}
        {field(form, Field { name: "line2", label: "Floor, company and the like", autocomplete: "address-line2", optional: true, ..Field::default() }, &held.line2)}
        {field(form, Field { name: "city", label: "Town", autocomplete: "address-level2", ..Field::default() }, &held.city)}
        {field(form, Field { name: "region", label: "State or province", autocomplete: "address-level1", hint: "Leave it empty where addresses have none.", ..Field::default() }, &held.region)}
        {field(form, Field { name: "postcode", label: "Postcode", autocomplete: "postal-code", hint: "Leave it empty where addresses have none.", ..Field::default() }, &held.postcode)}
        {select(form, "country", "Country", "country", countries, &held.country)}
        {field(form, Field { name: "phone", label: "Phone", kind: "tel", autocomplete: "tel", hint: "For whoever brings the parcel.", optional: true, ..Field::default() }, &held.phone)}
    }
    .into_any()
}
