//! Delivery: zones and methods, and making one.

mod method;
mod service;
mod zone;

use leptos::prelude::*;
use storefront::{
    Shop,
    offer_room::{MethodView, OfferError, StepView, ZonePart, ZoneView, clock, kilograms},
    profile::Country,
    staff::StaffMember,
};

use super::{
    super::Page,
    coupons::{COUNTS, failed},
    frame,
};
use crate::{
    context::{FormState, PageRequest},
    parts::form::{Field, done, field, part, summary},
};

pub(super) use method::draw as draw_method;
pub(super) use service::draw as draw_service;
pub(super) use zone::draw as draw_zone;

const DONE: [(&str, &str); 3] = [
    ("zone", "The zone is made."),
    ("changed", "The zone is changed."),
    ("before", "It stood like this already. Nothing was done twice."),
];

pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
) -> Page {
    let found = match shop.offer_room.delivery(member).await {
        Ok(found) => Some(found),
        // What was typed is shown again all the same.
        Err(OfferError::Unavailable) if !form.errors.is_empty() => None,
        Err(error) => return failed(&error),
    };
    let (zone, method) = (part(form, "zone"), part(form, "method"));
    let lists = found.as_ref().map(|found| {
        view! {
            <section class="offer-part"><h2 id="methods">"Methods"</h2>{methods(&found.methods, &found.zones)}</section>
            <section class="offer-part"><h2 id="zones">"Zones"</h2>{zones(&found.zones)}{parts(&found.unserved)}</section>
        }
    });
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, |field| format!("{}-{field}", form.form))}
        <p class="quiet">{COUNTS}</p>
        {lists}
        <section class="panel" aria-labelledby="new-method">
            <h2 id="new-method">"Add a method"</h2>
            <form method="post" action="/admin/delivery/methods" novalidate>
                {field(&method, Field { name: "code", id: Some("method-code"), label: "Code", hint: "Small letters, digits or hyphens. It stays.", ..Field::default() }, "")}
                {field(&method, Field { name: "name", id: Some("method-name"), label: "Name", hint: "Shoppers read it.", ..Field::default() }, "")}
                {field(&method, Field { name: "cutoff", id: Some("method-cutoff"), label: "Leaves on the same day until", kind: "time", hint: "In UTC.", ..Field::default() }, "")}
                <button class="button">"Add method"</button>
            </form>
        </section>
        <section class="panel" aria-labelledby="new-zone">
            <h2 id="new-zone">"Add a zone"</h2>
            <form method="post" action="/admin/delivery/zones" novalidate>
                {field(&zone, Field { name: "code", id: Some("zone-code"), label: "Code", hint: "Small letters, digits or hyphens. It stays.", ..Field::default() }, "")}
                {field(&zone, Field { name: "name", id: Some("zone-name"), label: "Name", ..Field::default() }, "")}
                {field(&zone, Field { name: "countries", id: Some("zone-countries"), label: "Countries", hint: "Their codes, such as DE, AT, CH.", optional: true, ..Field::default() }, "")}
                <button class="button">"Add zone"</button>
            </form>
        </section>
    };
    frame::inside("/admin/delivery", "Delivery", member, form, body.into_any())
}

/// The page of a method.
fn address_of(method: &str) -> String {
    format!("/admin/delivery/methods/{method}")
}

/// What a zone is called.
fn named(zones: &[ZoneView], code: &str) -> String {
    let found = zones.iter().find(|zone| zone.code == code);
    found.map_or_else(|| code.to_owned(), |zone| zone.name.clone())
}

fn methods(methods: &[MethodView], zones: &[ZoneView]) -> AnyView {
    if methods.is_empty() {
        return view! { <div class="empty"><p>"There is no method yet: nothing can be delivered."</p></div> }.into_any();
    }
    let rows: Vec<_> = methods
        .iter()
        .map(|method| {
            let to: Vec<_> = method.zones.iter().map(|code| named(zones, code)).collect();
            let to = if to.is_empty() { "Nowhere yet".to_owned() } else { to.join(", ") };
            view! {
                <tr>
                    <th scope="row"><a href=address_of(&method.code)>{method.name.clone()}</a></th>
                    <td>{format!("{} UTC", clock(method.cutoff_minute))}</td>
                    <td>{to}</td>
                    <td>{if method.active { "Offered" } else { "Switched off" }}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table-scroll" role="region" aria-label="Methods" tabindex="0">
            <table>
                <caption class="hidden">"Methods of delivery"</caption>
                <thead><tr><th scope="col">"Method"</th><th scope="col">"Same day until"</th><th scope="col">"Goes to"</th><th scope="col">"Stands"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn zones(zones: &[ZoneView]) -> AnyView {
    if zones.is_empty() {
        return view! { <div class="empty"><p>"There is no zone yet: no country is served."</p></div> }.into_any();
    }
    let rows: Vec<_> = zones
        .iter()
        .map(|zone| {
            view! {
                <tr>
                    <th scope="row"><a href=format!("/admin/delivery/zones/{}", zone.code)>{zone.name.clone()}</a></th>
                    <td>{listed(&zone.countries)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table-scroll" role="region" aria-label="Zones" tabindex="0">
            <table>
                <caption class="hidden">"Zones and their countries"</caption>
                <thead><tr><th scope="col">"Zone"</th><th scope="col">"Countries"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn listed(countries: &[Country]) -> String {
    let names: Vec<_> = countries.iter().map(|country| country.name()).collect();
    if names.is_empty() { "None".to_owned() } else { names.join(", ") }
}

/// Parts of countries that are left out.
fn parts(parts: &[ZonePart]) -> Option<AnyView> {
    let names: Vec<_> =
        parts.iter().map(|part| format!("{} {}…", part.country.code(), part.prefix)).collect();
    (!names.is_empty()).then(|| {
        view! { <p class="quiet">"Not served, by postcode: "{names.join(", ")}</p> }.into_any()
    })
}

/// The steps of a price, in words.
fn priced(steps: &[StepView]) -> Vec<AnyView> {
    steps
        .iter()
        .map(|step| {
            let free = step.free_from.map(|from| format!(", free from {from}")).unwrap_or_default();
            let weight = kilograms(step.up_to_grams);
            view! { <li>{format!("Up to {weight} kg: {}{free}", step.price)}</li> }.into_any()
        })
        .collect()
}
