//! One zone: what it is called, and its countries.

use leptos::prelude::*;
use storefront::{
    Shop,
    offer_room::{OfferError, ZoneView},
    profile::Country,
    staff::StaffMember,
};

use super::{
    super::{super::Page, frame, version},
    failed, listed,
};
use crate::{
    context::FormState,
    pages::decode,
    parts::form::{Field, field, hidden, summary},
};

/// `code` is that of the zone as the address has it.
pub(in crate::pages::admin) async fn draw(
    shop: &Shop,
    member: &StaffMember,
    form: &FormState,
    code: &str,
) -> Page {
    let code = decode(code);
    let zone = match shop.offer_room.zone(member, &code).await {
        Ok(zone) => Some(zone),
        // What was typed is shown again all the same.
        Err(OfferError::Unavailable) if !form.errors.is_empty() => None,
        Err(error) => return failed(&error),
    };
    let name = zone.as_ref().map(|zone| zone.name.clone()).unwrap_or_default();
    let countries: Vec<&str> =
        zone.iter().flat_map(|zone| &zone.countries).map(Country::code).collect();
    let countries = countries.join(", ");
    let body = view! {
        <p><a href="/admin/delivery">"All of delivery"</a></p>
        {summary(form, |field| if field == "version" { "now".to_owned() } else { field.to_owned() })}
        {zone.as_ref().map(facts)}
        <section class="panel" aria-labelledby="change">
            <h2 id="change">"Change the zone"</h2>
            <form method="post" action=format!("/admin/delivery/zones/{code}") novalidate>
                {hidden("version", version(form, zone.as_ref().map(|zone| zone.version)))}
                {field(form, Field { name: "name", label: "Name", ..Field::default() }, &name)}
                {field(form, Field { name: "countries", label: "Countries", kind: "area", hint: "Their codes, such as DE, AT, CH. One that you take out is not served until another zone has it.", optional: true, ..Field::default() }, &countries)}
                <button class="button">"Save zone"</button>
            </form>
        </section>
    };
    let heading = format!("Zone {code}");
    frame::inside("/admin/delivery", &heading, member, form, body.into_any())
}

fn facts(zone: &ZoneView) -> AnyView {
    let parts: Vec<_> =
        zone.parts.iter().map(|part| format!("{} {}…", part.country.code(), part.prefix)).collect();
    view! {
        <dl class="facts-list" id="now" tabindex="-1">
            <div><dt>"Name"</dt><dd>{zone.name.clone()}</dd></div>
            <div><dt>"Countries"</dt><dd>{listed(&zone.countries)}</dd></div>
            {(!parts.is_empty()).then(|| view! { <div><dt>"Postcodes"</dt><dd>{parts.join(", ")}</dd></div> })}
        </dl>
    }
    .into_any()
}
