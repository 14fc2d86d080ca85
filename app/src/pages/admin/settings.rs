//! How the shop presents itself: its name, what it says of itself, and who sells.

use leptos::prelude::*;
use storefront::{
    Shop, ShopError,
    settings_room::{Setting, SettingsError, SettingsSheet},
    staff::StaffMember,
};

use super::{
    super::{Page, refusal},
    frame, version,
};
use crate::{
    context::{Failure, FormState, PageRequest},
    parts::form::{Field, done, field, hidden, part, summary},
};

const DONE: [(&str, &str); 3] = [
    ("changed", "The settings are saved. Every page shows them within a second."),
    ("reset", "It follows the configuration again."),
    ("before", "It stood like this already. Nothing was done twice."),
];

pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
) -> Page {
    let sheet = match shop.settings_room.sheet(member).await {
        Ok(sheet) => Some(sheet),
        // What was typed is shown again all the same.
        Err(SettingsError::Unavailable) if !form.errors.is_empty() => None,
        Err(error) => return failed(&error),
    };
    let changed = part(form, "change");
    let read = version(form, sheet.as_ref().map(|sheet| sheet.version));
    let inputs: Vec<_> = Setting::ALL
        .into_iter()
        .map(|setting| {
            let now = sheet.as_ref().map(|sheet| sheet.value(setting)).unwrap_or_default();
            field(&changed, shape(setting), now)
        })
        .collect();
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, |field| if field == "version" { "now".to_owned() } else { field.to_owned() })}
        {sheet.as_ref().map(facts)}
        <section class="panel" aria-labelledby="change">
            <h2 id="change">"Change the settings"</h2>
            <p class="quiet">"A field that you leave empty follows the configuration."</p>
            <form method="post" action="/admin/settings" novalidate>
                {hidden("version", read)}
                {inputs}
                <button class="button">"Save settings"</button>
            </form>
        </section>
        {sheet.as_ref().map(elsewhere)}
    };
    frame::inside("/admin/settings", "Settings", member, form, body.into_any())
}

/// What a page about settings says that could not be drawn.
pub(super) fn failed(error: &SettingsError) -> Page {
    match error {
        SettingsError::Forbidden => refusal::failed(Failure::Forbidden),
        SettingsError::NotFound => refusal::not_found(),
        _ => refusal::error(ShopError::Unavailable),
    }
}

/// What a setting is called.
const fn label(setting: Setting) -> &'static str {
    match setting {
        Setting::ShopName => "Name of the shop",
        Setting::Tagline => "Tagline",
        Setting::DeliveryNote => "Delivery note",
        Setting::Seller => "Who sells",
        Setting::TaxNumber => "VAT or tax number",
    }
}

const fn hint(setting: Setting) -> &'static str {
    match setting {
        Setting::ShopName => {
            "Stands in the header, in titles and in letters. The sender of letters takes it when the shop is started anew."
        }
        Setting::Tagline => "One sentence, on the home page and in the footer.",
        Setting::DeliveryNote => {
            "One sentence by every buy button: how long it takes, what it costs."
        }
        Setting::Seller => {
            "Name and postal address by the law, a line each, with the country. Orders keep what held when they were placed."
        }
        Setting::TaxNumber => "Stands on invoices.",
    }
}

fn shape(setting: Setting) -> Field {
    let kind = if setting == Setting::Seller { "area" } else { "" };
    let (name, label, hint) = (setting.name(), label(setting), hint(setting));
    Field { name, label, kind, hint, optional: true, ..Field::default() }
}

/// What holds, where each comes from, and the way back.
fn facts(sheet: &SettingsSheet) -> AnyView {
    let rows: Vec<_> = Setting::ALL
        .into_iter()
        .map(|setting| {
            let value = sheet.value(setting).replace('\n', ", ");
            let value = if value.is_empty() { "Nothing".to_owned() } else { value };
            let set = sheet.set.get(setting).is_some();
            let from = if set { "Set here" } else { "Configuration" };
            view! {
                <tr>
                    <th scope="row">{label(setting)}</th>
                    <td>{value}</td>
                    <td>{from}</td>
                    <td>{set.then(|| back(setting, sheet.version))}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table-scroll settings-now" role="region" aria-label="How it stands" id="now" tabindex="0">
            <table>
                <caption class="hidden">"How it stands"</caption>
                <thead><tr><th scope="col">"Setting"</th><th scope="col">"What holds"</th><th scope="col">"From"</th><th scope="col">"The way back"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn back(setting: Setting, version: u32) -> AnyView {
    view! { <form method="post" action=format!("/admin/settings/{}/reset", setting.name())>{hidden("version", version.to_string())}<button class="button-text">"Back to the configuration"<span class="hidden">{format!(": {}", label(setting))}</span></button></form> }
        .into_any()
}

/// What only the configuration sets.
fn elsewhere(sheet: &SettingsSheet) -> AnyView {
    let defaults = &sheet.defaults;
    let tax = if defaults.tax_included { "Included in prices" } else { "Added to prices" };
    view! {
        <section aria-labelledby="elsewhere">
            <h2 id="elsewhere">"Set in the configuration"</h2>
            <p class="quiet">"These hold for every price and order there is, so they are set where the shop is started, by QUAYSIDE_CURRENCY, QUAYSIDE_COUNTRY and QUAYSIDE_TAX."</p>
            <dl class="facts-list">
                <div><dt>"Currency"</dt><dd>{defaults.currency.code()}</dd></div>
                <div><dt>"Country"</dt><dd>{defaults.country.name()}</dd></div>
                <div><dt>"Tax"</dt><dd>{tax}</dd></div>
            </dl>
        </section>
    }
    .into_any()
}
