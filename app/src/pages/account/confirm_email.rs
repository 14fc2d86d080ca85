//! Where the link to a new address leads. Programs that look at mail open links too, so the address
//! is changed by a button and not by opening the page.

use leptos::prelude::*;

use super::{super::Page, link::ByLink};
use crate::{
    context::{FormState, PageRequest},
    parts::form::hidden,
};

pub(super) fn draw(request: &PageRequest, form: &FormState) -> Page {
    let another = view! { "The link is good for half an hour, once. "<a href="/account/details#email">"Ask for another"</a> };
    let page = ByLink { heading: "Confirm your new address", inside, another: another.into_any() };
    page.draw(request, form)
}

fn inside(token: String, _: &FormState) -> AnyView {
    view! {
        <p>"From then on you sign in with the address that the letter went to."</p>
        <form method="post" action="/confirm-email" novalidate>
            {hidden("token", token)}
            <button class="button">"Use this address"</button>
        </form>
    }
    .into_any()
}
