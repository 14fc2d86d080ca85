//! How the shop presents itself: its name and logo, what it says of itself, who sells, and how prices are
//! meant.

mod logo;

use leptos::prelude::*;
use storefront::{
    Shop, ShopError,
    profile::Country,
    settings_room::{Setting, SettingsError, SettingsSheet},
    staff::StaffMember,
};

use super::{
    super::{Page, refusal},
    frame, version,
};
use crate::{
    context::{Failure, FormState, PageRequest},
    parts::{
        choices::{Choice, Group, radios, select},
        form::{Field, done, field, hidden, part, summary},
    },
};

const DONE: [(&str, &str); 5] = [
    ("changed", "The settings are saved. Every page shows them within a second."),
    ("logo", "The logo is kept. Every page shows it within a second."),
    ("no_logo", "The logo is gone. Every page shows the shop's name within a second."),
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
            match setting {
                Setting::Country => countries(&changed, now),
                Setting::Tax => tax(&changed, now),
                _ => field(&changed, shape(setting), now),
            }
        })
        .collect();
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, place)}
        {sheet.as_ref().map(facts)}
        {sheet.as_ref().map(|sheet| logo::panel(form, sheet, &read))}
        <section class="panel" aria-labelledby="change">
            <h2 id="change">"Change the settings"</h2>
            <p class="quiet">"A field that you leave empty follows the configuration. Country and tax hold for prices from now on: the tax of the country is shown until it is known where an order goes. Who is buying just now sees what has changed before paying, and orders stay as they were placed."</p>
            <form method="post" action="/admin/settings" novalidate>
                {hidden("version", read.clone())}
                {inputs}
                <button class="button">"Save settings"</button>
            </form>
        </section>
        {sheet.as_ref().map(elsewhere)}
    };
    frame::inside("/admin/settings", "Settings", member, form, body.into_any())
}

/// The id of the field that a summary leads to.
fn place(field: &str) -> String {
    match field {
        "version" => "now",
        "tax" => "tax-included",
        other => other,
    }
    .to_owned()
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
        Setting::Country => "Country of the shop",
        Setting::Tax => "Tax",
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
        Setting::Country | Setting::Tax => "",
    }
}

fn countries(form: &FormState, now: &str) -> AnyView {
    let all = Country::all().into_iter();
    let choices = std::iter::once(Choice::new("", "As the configuration says", ""))
        .chain(all.map(|country| Choice::new(country.code(), country.name(), "")))
        .collect();
    let setting = Setting::Country;
    select(form, setting.name(), label(setting), "off", choices, now)
}

fn tax(form: &FormState, now: &str) -> AnyView {
    let choices = vec![
        Choice::new(
            "included",
            "Prices hold the tax",
            "Shoppers pay what the page says, wherever it goes.",
        ),
        Choice::new(
            "added",
            "Tax is added to prices",
            "It comes on top when it is bought, at the rate of where it goes.",
        ),
    ];
    let (name, legend) = (Setting::Tax.name(), label(Setting::Tax).to_owned());
    radios(form, Group { name, id: name.to_owned(), legend, choices }, now)
}

/// What a setting holds, as people say it.
fn said(setting: Setting, value: &str) -> String {
    match (setting, value) {
        (_, "") => "Nothing".to_owned(),
        (Setting::Country, code) => Country::parse(code)
            .map_or_else(|_| code.to_owned(), |country| country.name().to_owned()),
        (Setting::Tax, "included") => "Included in prices".to_owned(),
        (Setting::Tax, _) => "Added to prices".to_owned(),
        (_, lines) => lines.replace('\n', ", "),
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
            let value = said(setting, sheet.value(setting));
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
    view! {
        <section aria-labelledby="elsewhere">
            <h2 id="elsewhere">"Set in the configuration"</h2>
            <p class="quiet">"Every price there is stands in the currency: of products, of delivery, of coupons and of orders. So it cannot be changed here. It is set where the shop is started, by QUAYSIDE_CURRENCY, before anything has a price."</p>
            <dl class="facts-list">
                <div><dt>"Currency"</dt><dd>{sheet.defaults.currency.code().to_owned()}</dd></div>
            </dl>
        </section>
    }
    .into_any()
}
