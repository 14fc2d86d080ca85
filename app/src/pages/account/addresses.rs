//! The address book, and the form for a new address.

use kernel::AccountId;
use leptos::prelude::*;
use storefront::{
    Shop,
    profile::{AddressForm, MOST_ADDRESSES, Profile, ProfileError, Purpose, SavedAddress},
};

use super::{super::Page, address_fields::fields, failures, frame};
use crate::{
    context::{FormState, PageRequest, Visitor},
    parts::form::{done, hidden, summary},
};

const DONE: [(&str, &str); 4] = [
    ("added", "The address is added."),
    ("changed", "The address is changed."),
    ("removed", "The address is removed."),
    ("chosen", "From now on this address is offered first."),
];

pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    visitor: &Visitor,
    account: &AccountId,
    form: &FormState,
) -> Page {
    let profile = match shop.profiles.profile(account).await {
        Ok(profile) => Some(profile),
        // What was typed is shown again all the same.
        Err(ProfileError::Unavailable) if !form.errors.is_empty() => None,
        Err(error) => return failures::profile(&error),
    };
    let full = profile.as_ref().is_some_and(|profile| profile.addresses.len() >= MOST_ADDRESSES);
    let name = profile.as_ref().map(|profile| profile.name.clone()).unwrap_or_default();
    let key = Some(form.value("id")).filter(|key| !key.is_empty());
    let key = key.unwrap_or_else(|| visitor.form_key.clone());
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, ToOwned::to_owned)}
        {profile.as_ref().map(list)}
        {if full { crowded() } else { new(form, name, key) }}
    };
    frame::own("/account/addresses", None, form, body.into_any())
}

fn list(profile: &Profile) -> AnyView {
    if profile.addresses.is_empty() {
        return view! { <div class="empty"><p>"There is no address here yet. One that you add now is filled in for you when you buy."</p></div> }.into_any();
    }
    let first = |purpose| profile.default_address(purpose).map(|saved| &saved.id);
    let (delivery, billing) = (first(Purpose::Delivery), first(Purpose::Billing));
    let entries: Vec<_> = profile
        .addresses
        .iter()
        .map(|saved| entry(saved, delivery == Some(&saved.id), billing == Some(&saved.id)))
        .collect();
    view! { <ul class="addresses">{entries}</ul> }.into_any()
}

fn entry(saved: &SavedAddress, delivery: bool, billing: bool) -> AnyView {
    let address = &saved.address;
    let href = format!("/account/addresses/{}", saved.id);
    let place = format!("{} {}", address.postcode, address.city);
    let lines: Vec<_> = [
        address.line1.as_str(),
        &address.line2,
        place.trim(),
        &address.region,
        address.country.name(),
        &address.phone,
    ]
    .into_iter()
    .filter(|line| !line.is_empty())
    .map(|line| view! { <span>{line.to_owned()}</span> })
    .collect();
    let about = format!(": {}, {}", address.name, address.line1);
    let deed = |what: &str, label: &'static str| {
        view! { <form method="post" action=format!("{href}/{what}")><button class="button-text">{label}<span class="hidden">{about.clone()}</span></button></form> }
    };
    view! {
        <li class="address">
            {(delivery || billing).then(|| view! { <p class="address-use">{used_for(delivery, billing)}</p> })}
            <address class="address-lines"><strong>{address.name.clone()}</strong>{lines}</address>
            <div class="deeds">
                <a href=href.clone()>"Edit"<span class="hidden">{about.clone()}</span></a>
                {(!delivery).then(|| deed("deliver", "Deliver here"))}
                {(!billing).then(|| deed("invoice", "Invoice here"))}
                {deed("remove", "Remove")}
            </div>
        </li>
    }
    .into_any()
}

fn used_for(delivery: bool, billing: bool) -> &'static str {
    match (delivery, billing) {
        (true, true) => "Parcels and invoices go here",
        (true, false) => "Parcels go here",
        _ => "Invoices go here",
    }
}

fn new(form: &FormState, name: String, key: String) -> AnyView {
    let held = AddressForm { name, ..AddressForm::default() };
    view! {
        <section class="panel" aria-labelledby="new-address">
            <h2 id="new-address">"A new address"</h2>
            <form method="post" action="/account/addresses" novalidate>
                {hidden("id", key)}
                {fields(form, &held)}
                <button class="button">"Add address"</button>
            </form>
        </section>
    }
    .into_any()
}

fn crowded() -> AnyView {
    view! { <p class="notice">{format!("These are {MOST_ADDRESSES} addresses, as many as fit. Remove one to add another.")}</p> }
        .into_any()
}
