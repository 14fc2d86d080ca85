//! Where the link for a new password leads.

use leptos::prelude::*;

use super::{super::Page, link::ByLink};
use crate::{
    context::{FormState, PageRequest},
    parts::form::{Field, field, hidden},
};

pub(super) fn draw(request: &PageRequest, form: &FormState) -> Page {
    let another = view! { "The link is good for half an hour, once. "<a href="/forgot-password">"Ask for another"</a> };
    let page = ByLink { heading: "Choose a new password", inside, another: another.into_any() };
    page.draw(request, form)
}

fn inside(token: String, form: &FormState) -> AnyView {
    view! {
        <form method="post" action="/reset-password" novalidate>
            {hidden("token", token)}
            {field(form, Field { name: "password", label: "New password", kind: "password", autocomplete: "new-password", hint: "8 to 128 characters.", ..Field::default() }, "")}
            <button class="button">"Set password"</button>
        </form>
        <p class="quiet">"Wherever you are signed in, you are signed out then."</p>
    }
    .into_any()
}
