//! The first page of an account.

use kernel::AccountId;
use leptos::prelude::*;
use storefront::Shop;

use super::{super::Page, failures, frame};
use crate::{
    context::{FormState, PageRequest},
    parts::{form::done, glimpse::glimpse, moment::day},
};

const DONE: [(&str, &str); 2] = [
    ("verified", "Your address is verified, and you are signed in."),
    ("mail-changed", "Your address is changed. Sign in with the new one from now on."),
];

/// What each part is for, in the order of the parts, without the overview itself.
const ABOUT: [&str; 7] = [
    "What you have bought, and where it is.",
    "Your name, email and password.",
    "Where parcels and invoices go.",
    "What you have put aside.",
    "Letters, light or dark, and what we remember.",
    "Where you are signed in, and ending that.",
    "Take a copy of it with you, or erase your account.",
];

pub(super) async fn draw(shop: &Shop, request: &PageRequest, account: &AccountId) -> Page {
    let view = match shop.own_account.view(account).await {
        Ok(view) => view,
        Err(error) => return failures::account(&error),
    };
    let viewed = viewed(shop, account).await;
    let parts: Vec<_> = frame::PARTS
        .into_iter()
        .skip(1)
        .zip(ABOUT)
        .map(|((href, name), about)| view! { <li><a href=href>{name}</a><p class="quiet">{about}</p></li> })
        .collect();
    let body = view! {
        {done(&request.query, &DONE)}
        <dl class="facts-list">
            <div><dt>"Name"</dt><dd>{view.name}</dd></div>
            <div><dt>"Email"</dt><dd>{view.email.as_str().to_owned()}</dd></div>
            <div><dt>"With us since"</dt><dd>{day(view.created_at)}</dd></div>
        </dl>
        <ul class="account-tiles">{parts}</ul>
        <form class="sign-out" method="post" action="/sign-out"><button class="button button-quiet">"Sign out"</button></form>
        {viewed}
    };
    frame::own("/account", None, &FormState::default(), body.into_any())
}

/// What was looked at, for who allowed that. The rest of the page does not wait for stores that
/// are away.
async fn viewed(shop: &Shop, account: &AccountId) -> Option<AnyView> {
    let profile = shop.profiles.profile(account).await.ok()?;
    if !profile.preferences.remember_viewed {
        return None;
    }
    let viewed = shop.lists.viewed(account).await.ok()?;
    if viewed.is_empty() {
        return None;
    }
    let cards: Vec<_> = viewed.iter().map(|item| glimpse(item, None)).collect();
    Some(
        view! {
            <section class="shelf" aria-labelledby="viewed">
                <h2 id="viewed">"Recently viewed"</h2>
                <div class="cards">{cards}</div>
            </section>
        }
        .into_any(),
    )
}
