//! Pages that say why there is nothing to show, and how to go on.

use http::StatusCode;
use leptos::prelude::*;
use storefront::ShopError;

use super::Page;
use crate::{
    context::{Failure, PageRequest},
    respond::set_status,
};

/// A page for a status, with a search box.
pub(crate) fn page(status: StatusCode, heading: &str, sentence: &str) -> Page {
    set_status(status);
    let reference = (status.is_server_error())
        .then(|| use_context::<PageRequest>().map(|request| request.request_id))
        .flatten()
        .filter(|id| !id.is_empty());
    let body = view! {
        <div class="refusal">
            <p class="refusal-code" aria-hidden="true">{status.as_u16()}</p>
            <h1>{heading.to_owned()}</h1>
            <p>{sentence.to_owned()}</p>
            <form class="refusal-search" action="/search" role="search" aria-label="Search instead">
                <label for="refusal-q">"Search the shop"</label>
                <div class="field-row"><input id="refusal-q" type="search" name="q" autocomplete="off"/><button class="button">"Search"</button></div>
            </form>
            <p><a href="/">"Go to the home page"</a></p>
            {reference.map(|id| view! { <p class="quiet">"If you write to us about it, name "<code>{id}</code>"."</p> })}
        </div>
    };
    let mut page = Page::new(heading, body.into_any());
    page.description = sentence.to_owned();
    page.unlisted = true;
    page
}

/// There is nothing at this address.
pub(crate) fn not_found() -> Page {
    page(
        StatusCode::NOT_FOUND,
        "We could not find that page",
        "The address may be mistyped, or what was here has moved on. Search usually finds it.",
    )
}

/// The page for what went wrong.
pub(crate) fn error(error: ShopError) -> Page {
    match error {
        ShopError::NotFound => not_found(),
        ShopError::Gone => page(
            StatusCode::GONE,
            "This is no longer sold",
            "It left our shelves for good. Something like it may still be here.",
        ),
        ShopError::Unavailable => resting(),
    }
}

fn resting() -> Page {
    page(
        StatusCode::SERVICE_UNAVAILABLE,
        "This part of the shop is resting",
        "It does not answer just now. Nothing of yours is lost; try again in a moment.",
    )
}

/// What the visitor asked for broke, or took too long.
pub(crate) fn failed(failure: Failure) -> Page {
    match failure {
        Failure::Late => resting(),
        Failure::NotFound => not_found(),
        Failure::Forbidden => page(
            StatusCode::FORBIDDEN,
            "This is not for your role",
            "You are signed in, and none of your roles allows this. An owner can change that.",
        ),
        Failure::Broken => page(
            StatusCode::INTERNAL_SERVER_ERROR,
            "Something went wrong on our side",
            "It has been written down for us to mend. Try again, or go on from here.",
        ),
    }
}

/// A parameter that cannot be right.
pub(crate) fn bad_request(sentence: &str) -> Page {
    page(StatusCode::BAD_REQUEST, "That address does not add up", sentence)
}
