//! What a person prefers.

use kernel::AccountId;
use leptos::prelude::*;
use storefront::{
    Shop,
    profile::{ColourScheme, Preferences, ProfileError},
};

use super::{super::Page, edit_address::version, failures, frame};
use crate::{
    context::{FormState, PageRequest},
    parts::{
        choices::{Choice, Group, first_id, radios, select, tick_box},
        form::{done, hidden, summary},
    },
};

const DONE: [(&str, &str); 1] = [("saved", "Your preferences are saved.")];

/// Languages to choose from, each by its own name.
const LANGUAGES: [(&str, &str); 12] = [
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("it", "Italiano"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("fi", "Suomi"),
    ("sv", "Svenska"),
];

pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    account: &AccountId,
    form: &FormState,
) -> Page {
    let (stored, held) = match shop.profiles.profile(account).await {
        Ok(profile) => (Some(profile.version), profile.preferences),
        // What was typed is shown again all the same.
        Err(ProfileError::Unavailable) if !form.errors.is_empty() => (None, Preferences::default()),
        Err(error) => return failures::profile(&error),
    };
    let schemes = colour_schemes();
    let first_scheme = first_id(&schemes);
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, |field| if field == "colour_scheme" { first_scheme.clone() } else { field.to_owned() })}
        <form class="panel" method="post" action="/account/preferences" novalidate>
            {hidden("version", version(form, stored))}
            {language(form, &held)}
            {radios(form, schemes, scheme_name(held.colour_scheme))}
            {tick_box(form, "newsletter", "Send me the newsletter", "Now and then, about what is new. You can end it here.", held.newsletter_since.is_some())}
            {tick_box(form, "remember_viewed", "Remember what I looked at", "Only you see it, on your account's first page. Untick it and all of it is forgotten.", held.remember_viewed)}
            <button class="button">"Save preferences"</button>
        </form>
    };
    frame::own("/account/preferences", None, form, body.into_any())
}

fn language(form: &FormState, held: &Preferences) -> AnyView {
    let held = held.language.as_ref().map_or("", |language| language.as_str());
    let known = LANGUAGES.iter().any(|(tag, _)| *tag == held);
    let choices = std::iter::once(Choice::new("", "That of the shop", ""))
        // One that was stored in another way is not lost by saving this form.
        .chain((!known && !held.is_empty()).then(|| Choice::new(held, held, "")))
        .chain(LANGUAGES.into_iter().map(|(tag, name)| Choice::new(tag, name, "")))
        .collect();
    select(form, "language", "Language you would like letters in", "language", choices, held)
}

fn colour_schemes() -> Group {
    Group {
        name: "colour_scheme",
        id: "colour_scheme".to_owned(),
        legend: "Light or dark".to_owned(),
        choices: vec![
            Choice::new("system", "As the device is set", ""),
            Choice::new("light", "Light", ""),
            Choice::new("dark", "Dark", ""),
        ],
    }
}

fn scheme_name(scheme: ColourScheme) -> &'static str {
    match scheme {
        ColourScheme::System => "system",
        ColourScheme::Light => "light",
        ColourScheme::Dark => "dark",
    }
}
