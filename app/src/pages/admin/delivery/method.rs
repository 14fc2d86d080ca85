//! One method of delivery: what it is called, where it goes, switching it off and on.

use leptos::prelude::*;
use storefront::{
    Shop,
    offer_room::{MethodSheet, MethodView, OfferError, ServiceView, clock},
    staff::StaffMember,
};

use super::{
    super::{super::Page, coupons::COUNTS, frame, version},
    address_of, failed, priced,
};
use crate::{
    context::{FormState, PageRequest},
    pages::decode,
    parts::form::{Field, done, field, hidden, part, summary},
};

const DONE: [(&str, &str); 7] = [
    ("method", "The method is made. Say below where it goes and what it costs."),
    ("changed", "The method is changed."),
    ("on", "The method is switched on."),
    ("off", "The method is switched off."),
    ("priced", "The price is changed."),
    ("ended", "The method does not go there any more."),
    ("before", "It stood like this already. Nothing was done twice."),
];

/// `code` is that of the method as the address has it.
pub(in crate::pages::admin) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
    code: &str,
) -> Page {
    let code = decode(code);
    let sheet = match shop.offer_room.method(member, &code).await {
        Ok(sheet) => Some(sheet),
        // What was typed is shown again all the same.
        Err(OfferError::Unavailable) if !form.errors.is_empty() => None,
        Err(error) => return failed(&error),
    };
    let method = sheet.as_ref().map(|sheet| &sheet.method);
    let name = method.map(|method| method.name.clone()).unwrap_or_default();
    let cutoff = method.map(|method| clock(method.cutoff_minute)).unwrap_or_default();
    let changed = part(form, "change");
    let action = address_of(&code);
    let body = view! {
        <p><a href="/admin/delivery">"All of delivery"</a></p>
        {done(&request.query, &DONE)}
        {summary(form, |field| if field == "version" { "now".to_owned() } else { field.to_owned() })}
        {method.map(facts)}
        <p class="quiet">{COUNTS}</p>
        {method.map(|method| switch(&action, method.active, method.version))}
        {sheet.as_ref().map(|sheet| services(sheet, &action))}
        <section class="panel" aria-labelledby="change">
            <h2 id="change">"Change the method"</h2>
            <form method="post" action=action.clone() novalidate>
                {hidden("version", version(form, method.map(|method| method.version)))}
                {field(&changed, Field { name: "name", label: "Name", hint: "Shoppers read it.", ..Field::default() }, &name)}
                {field(&changed, Field { name: "cutoff", label: "Leaves on the same day until", kind: "time", hint: "In UTC.", ..Field::default() }, &cutoff)}
                <button class="button">"Save method"</button>
            </form>
        </section>
    };
    let heading = format!("Delivery {code}");
    frame::inside("/admin/delivery", &heading, member, form, body.into_any())
}

fn facts(method: &MethodView) -> AnyView {
    view! {
        <dl class="facts-list" id="now" tabindex="-1">
            <div><dt>"Name"</dt><dd>{method.name.clone()}</dd></div>
            <div><dt>"Same day until"</dt><dd>{format!("{} UTC", clock(method.cutoff_minute))}</dd></div>
            <div><dt>"Stands"</dt><dd>{if method.active { "Offered" } else { "Switched off" }}</dd></div>
        </dl>
    }
    .into_any()
}

fn switch(action: &str, active: bool, version: u32) -> AnyView {
    let (to, label) = if active { ("off", "Switch off") } else { ("on", "Switch on") };
    view! { <form method="post" action=format!("{action}/switch")>{hidden("to", to)}{hidden("version", version.to_string())}<button class="button button-quiet">{label}</button></form> }
        .into_any()
}

/// Where the method goes, and where it could.
fn services(sheet: &MethodSheet, action: &str) -> AnyView {
    let rows: Vec<_> = sheet
        .zones
        .iter()
        .map(|(code, name)| {
            let service = sheet.services.iter().find(|service| service.zone == *code);
            row(action, code, name, service)
        })
        .collect();
    if rows.is_empty() {
        return view! { <div class="empty"><p>"There is no zone yet that it could go to."</p><p><a href="/admin/delivery#new-zone">"Add a zone"</a></p></div> }.into_any();
    }
    view! {
        <section class="offer-part">
            <h2 id="services">"Where it goes"</h2>
            <div class="table-scroll" role="region" aria-label="Where it goes" tabindex="0">
                <table>
                    <caption class="hidden">"Working days and price to each zone"</caption>
                    <thead><tr><th scope="col">"Zone"</th><th scope="col">"Working days"</th><th scope="col">"Price"</th><th scope="col">"Change"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn row(action: &str, code: &str, name: &str, service: Option<&ServiceView>) -> AnyView {
    let href = format!("{action}/zones/{code}");
    let days = service.map(|service| format!("{} to {}", service.min_days, service.max_days));
    let label = if service.is_some() { "Change" } else { "Deliver there" };
    let prices = match service {
        Some(service) => view! { <ul>{priced(&service.steps)}</ul> }.into_any(),
        None => view! { "Does not go there" }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{name.to_owned()}</th>
            <td>{days}</td>
            <td>{prices}</td>
            <td><a href=href>{label}<span class="hidden">{format!(": {name}")}</span></a></td>
        </tr>
    }
    .into_any()
}
