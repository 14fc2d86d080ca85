//! What stands around a person's own pages, and around those for who is not signed in.

use leptos::prelude::*;

use super::super::Page;
use crate::{
    context::FormState,
    parts::{crumbs::trail, form::title},
};

/// The parts of an account, each with its address.
pub(super) const PARTS: [(&str, &str); 8] = [
    ("/account", "Overview"),
    ("/orders", "Orders"),
    ("/account/details", "Details"),
    ("/account/addresses", "Addresses"),
    ("/account/wishlist", "Wishlist"),
    ("/account/preferences", "Preferences"),
    ("/account/sessions", "Devices"),
    ("/account/privacy", "Your data"),
];

/// A page of an account: `here` is the address of its part. A page below a part gives its own name
/// as `below`.
pub(in crate::pages) fn own(
    here: &str,
    below: Option<&str>,
    form: &FormState,
    body: AnyView,
) -> Page {
    let part = PARTS.iter().find(|(href, _)| *href == here).map_or("", |(_, name)| *name);
    let name = below.unwrap_or(part);
    let above: Vec<_> = [("/account", "Account"), (here, part)]
        .into_iter()
        .filter(|(href, _)| *href != here || below.is_some())
        .map(|(href, name)| (href.to_owned(), name.to_owned()))
        .collect();
    let whole = here == "/account";
    let heading = if whole { "Your account" } else { name };
    let links: Vec<_> = PARTS
        .into_iter()
        .map(|(href, name)| {
            let current = (href == here).then_some(if below.is_some() { "true" } else { "page" });
            view! { <li><a href=href aria-current=current>{name}</a></li> }
        })
        .collect();
    let body = view! {
        {trail(&above, Some(if whole { "Account" } else { name }))}
        <div class="account">
            <nav class="account-parts" aria-label="Your account"><ul>{links}</ul></nav>
            <div class="account-inside"><h1>{heading.to_owned()}</h1>{body}</div>
        </div>
    };
    Page::unlisted(title(form, heading), body.into_any())
}

/// A page with one form, for who is not signed in or comes by a link.
pub(in crate::pages) fn door(heading: &str, form: &FormState, body: AnyView) -> Page {
    let body = view! { <div class="door"><h1>{heading.to_owned()}</h1>{body}</div> };
    Page::unlisted(title(form, heading), body.into_any())
}
