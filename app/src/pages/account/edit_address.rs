//! Changing an address.

use kernel::{AccountId, AddressId};
use leptos::prelude::*;
use storefront::{
    Shop,
    profile::{AddressForm, ProfileError},
};

use super::{super::Page, address_fields::fields, failures, frame};
use crate::{
    context::FormState,
    pages::refusal,
    parts::form::{hidden, summary},
};

pub(super) async fn draw(
    shop: &Shop,
    account: &AccountId,
    id: &AddressId,
    form: &FormState,
) -> Page {
    let profile = match shop.profiles.profile(account).await {
        Ok(profile) => Some(profile),
        // What was typed is shown again all the same.
        Err(ProfileError::Unavailable) if !form.errors.is_empty() => None,
        Err(error) => return failures::profile(&error),
    };
    let stored = profile.as_ref().and_then(|profile| {
        let saved = profile.addresses.iter().find(|saved| saved.id == *id)?;
        Some((profile.version, AddressForm::from(saved.address.clone())))
    });
    if profile.is_some() && stored.is_none() {
        return refusal::not_found();
    }
    let version = version(form, stored.as_ref().map(|(version, _)| *version));
    let held = stored.map(|(_, held)| held).unwrap_or_default();
    let body = view! {
        {summary(form, ToOwned::to_owned)}
        <form class="panel" method="post" action=format!("/account/addresses/{id}") novalidate>
            {hidden("version", version)}
            {fields(form, &held)}
            <div class="deeds"><button class="button">"Save address"</button><a href="/account/addresses">"Leave it as it is"</a></div>
        </form>
    };
    frame::own("/account/addresses", Some("Change an address"), form, body.into_any())
}

/// The version that the form is made from. With fields to put right it stays that of the first
/// drawing, so that nobody's change is overwritten unseen; whoever has been told of another change
/// has seen it, and their form is made from what is stored now.
pub(super) fn version(form: &FormState, stored: Option<i64>) -> String {
    let told = form.errors.iter().any(|error| error.field.is_empty());
    let typed = Some(form.value("version")).filter(|typed| !typed.is_empty());
    let stored = stored.map(|version| version.to_string());
    if told { stored.or(typed) } else { typed.or(stored) }.unwrap_or_default()
}
