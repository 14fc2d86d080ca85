//! A method to one zone: how long it takes, and what it costs by weight.

use kernel::Money;
use leptos::prelude::*;
use storefront::{
    Shop,
    offer_room::{MOST_STEPS, OfferError, ServiceView, StepForm, StepView, kilograms},
    staff::StaffMember,
};

use super::{
    super::{
        super::{Page, refusal},
        coupons::COUNTS,
        frame, version,
    },
    address_of, failed, priced,
};
use crate::{
    context::FormState,
    pages::decode,
    parts::form::{Field, field, hidden, part, summary},
};

/// Empty rows after the last step.
const SPARE: usize = 2;

/// `method` and `zone` are codes as the address has them.
pub(in crate::pages::admin) async fn draw(
    shop: &Shop,
    member: &StaffMember,
    form: &FormState,
    method: &str,
    zone: &str,
) -> Page {
    let (method, zone) = (decode(method), decode(zone));
    let sheet = match shop.offer_room.method(member, &method).await {
        Ok(sheet) => Some(sheet),
        // What was typed is shown again all the same.
        Err(OfferError::Unavailable) if !form.errors.is_empty() => None,
        Err(error) => return failed(&error),
    };
    let name = sheet.as_ref().map(|sheet| {
        sheet.zones.iter().find(|(code, _)| *code == zone).map(|(_, name)| name.clone())
    });
    let name = match name {
        Some(Some(name)) => name,
        Some(None) => return refusal::not_found(),
        None => zone.clone(),
    };
    let service =
        sheet.as_ref().and_then(|sheet| sheet.services.iter().find(|service| service.zone == zone));
    // A method that does not go there yet has no version to go by.
    let shown = sheet.as_ref().map(|_| service.map_or(0, |service| service.version));
    let currency = shop.offer_room.currency();
    let priced_form = part(form, "service");
    let steps = rows(&priced_form, service, |step| step.price.currency() == currency);
    let days = |pick: fn(&ServiceView) -> u32| {
        service.map(|service| pick(service).to_string()).unwrap_or_default()
    };
    let action = format!("{}/zones/{zone}", address_of(&method));
    let body = view! {
        <p><a href=address_of(&method)>"The whole method"</a></p>
        {summary(form, |field| if field == "version" { "now".to_owned() } else { field.to_owned() })}
        {sheet.as_ref().map(|_| facts(service))}
        <p class="quiet">{COUNTS}</p>
        <section class="panel" aria-labelledby="change">
            <h2 id="change">"Days and price"</h2>
            <form method="post" action=action.clone() novalidate>
                {hidden("version", version(form, shown))}
                {field(&priced_form, Field { name: "min_days", label: "Fewest working days", ..Field::default() }, &days(|service| service.min_days))}
                {field(&priced_form, Field { name: "max_days", label: "Most working days", ..Field::default() }, &days(|service| service.max_days))}
                {steps_table(&priced_form, &steps, currency.code())}
                <button class="button">"Save price"</button>
            </form>
        </section>
        {service.map(|service| view! {
            <form method="post" action=format!("{action}/end")>{hidden("version", service.version.to_string())}<button class="button button-quiet">"Do not deliver there any more"</button></form>
        })}
    };
    let heading = format!("Delivery {method} to {name}");
    frame::inside("/admin/delivery", &heading, member, form, body.into_any())
}

fn facts(service: Option<&ServiceView>) -> AnyView {
    let Some(service) = service else {
        return view! { <p id="now" tabindex="-1">"The method does not go there now."</p> }
            .into_any();
    };
    view! {
        <dl class="facts-list" id="now" tabindex="-1">
            <div><dt>"Working days"</dt><dd>{format!("{} to {}", service.min_days, service.max_days)}</dd></div>
            <div><dt>"Price"</dt><dd><ul>{priced(&service.steps)}</ul></dd></div>
        </dl>
    }
    .into_any()
}

/// The rows of the form: what was typed, or the steps as they stand and a few empty ones.
fn rows(
    form: &FormState,
    service: Option<&ServiceView>,
    ours: impl Fn(&StepView) -> bool,
) -> Vec<StepForm> {
    let typed = |name: &str| -> Vec<String> {
        let values = form.values.iter().filter(|(key, _)| key == name);
        values.map(|(_, value)| value.clone()).collect()
    };
    let (weights, prices, free) = (typed("up_to"), typed("price"), typed("free_from"));
    let mut rows: Vec<StepForm> = if weights.is_empty() {
        let steps = service.map(|service| service.steps.as_slice()).unwrap_or_default();
        steps
            .iter()
            .filter(|step| ours(step))
            .map(|step| StepForm {
                up_to: kilograms(step.up_to_grams),
                price: step.price.decimal(),
                free_from: step.free_from.map(Money::decimal).unwrap_or_default(),
            })
            .chain(std::iter::repeat_with(StepForm::default).take(SPARE))
            .collect()
    } else {
        let at = |values: &[String], index: usize| values.get(index).cloned().unwrap_or_default();
        (0..weights.len())
            .map(|index| StepForm {
                up_to: at(&weights, index),
                price: at(&prices, index),
                free_from: at(&free, index),
            })
            .collect()
    };
    rows.truncate(MOST_STEPS);
    rows
}

fn steps_table(form: &FormState, steps: &[StepForm], currency: &'static str) -> AnyView {
    let error = form.error("steps").map(ToOwned::to_owned);
    let invalid = error.is_some().then_some("true");
    let described = error.is_some().then_some("steps-error");
    let rows: Vec<_> = steps
        .iter()
        .enumerate()
        .map(|(index, step)| {
            let cell = |name: &'static str, label: &str, value: &str| {
                // A refusal leads to the first of them.
                let first = index == 0 && name == "up_to";
                let id = if first { "steps".to_owned() } else { format!("{name}-{index}") };
                let label = format!("Step {}: {label}", index + 1);
                view! {
                    <td>
                        <label class="hidden" for=id.clone()>{label}</label>
                        <input id=id name=name r#type="text" inputmode="decimal" autocomplete="off" aria-invalid=invalid aria-describedby=described value=value.to_owned()/>
                    </td>
                }
            };
            view! {
                <tr>
                    {cell("up_to", "up to this weight", &step.up_to)}
                    {cell("price", "price", &step.price)}
                    {cell("free_from", "free from", &step.free_from)}
                </tr>
            }
        })
        .collect();
    view! {
        <div class="field offer-steps">
            <p class="field-hint">"Amounts are in "{currency}". The lightest step that carries an order decides. Empty rows are left out; save to get more of them."</p>
            {error.map(|message| view! { <p class="field-error" id="steps-error">{message}</p> })}
            <div class="table-scroll" role="region" aria-label="Steps of weight" tabindex="0">
                <table>
                    <caption class="hidden">"Price by weight"</caption>
                    <thead><tr><th scope="col">"Up to, in kg"</th><th scope="col">"Price"</th><th scope="col">"Free from (optional)"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
    .into_any()
}
