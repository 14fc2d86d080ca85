//! The shop's logo: how it is, another one, none.

use leptos::prelude::*;
use storefront::{logo::Logo, settings_room::SettingsSheet};

use crate::{
    context::FormState,
    parts::{
        form::{file_field, hidden, part},
        logo::picture,
    },
};

/// The logo with its forms, which say that version `read` was read.
pub(super) fn panel(form: &FormState, sheet: &SettingsSheet, read: &str) -> AnyView {
    let form = part(form, "logo");
    let now = sheet.set.logo.as_ref();
    view! {
        <section class="panel settings-logo" aria-labelledby="logo-part">
            <h2 id="logo-part">"Logo"</h2>
            {now.map_or_else(none, |logo| shown(logo, sheet.version))}
            {sent(&form)}
            {sending(&form, read)}
        </section>
    }
    .into_any()
}

fn none() -> AnyView {
    view! { <p class="quiet">"There is none: the shop's name stands at the head of every page."</p> }
        .into_any()
}

fn shown(logo: &Logo, version: u32) -> AnyView {
    view! {
        <p>{picture(logo, "The logo as it is now")}</p>
        <form method="post" action="/admin/settings/logo/remove">
            {hidden("version", version.to_string())}
            <button class="button button-quiet">"Remove the logo"</button>
        </form>
    }
    .into_any()
}

/// What somebody sent that was not taken because somebody else was quicker.
fn sent(form: &FormState) -> Option<AnyView> {
    form.error("version")?;
    let sent = form.value("sent");
    let mut parts = sent.split(' ');
    let logo = Logo {
        key: parts.next().filter(|key| !key.is_empty())?.to_owned(),
        width: parts.next()?.parse().ok()?,
        height: parts.next()?.parse().ok()?,
        see_through: true,
    };
    let words = "This is what you sent. Choose it again if it is to count:";
    Some(view! { <p>{words}</p><p>{picture(&logo, "The logo that you sent")}</p> }.into_any())
}

fn sending(form: &FormState, read: &str) -> AnyView {
    let (width, height) = (Logo::WIDEST, Logo::TALLEST);
    let hint = format!(
        "JPEG, PNG or WebP, at most 10 MB. It is shown at most {width} pixels wide and {height} high, so one of twice that is sharp everywhere."
    );
    view! {
        <form method="post" action="/admin/settings/logo" enctype="multipart/form-data">
            {hidden("version", read)}
            {file_field(form, "logo", "Picture", hint, "image/png,image/jpeg,image/webp")}
            <button class="button">"Use as logo"</button>
        </form>
    }
    .into_any()
}
