//! Where the link in the letter to a new account leads.

use leptos::prelude::*;

use super::{super::Page, link::ByLink};
use crate::{
    context::{FormState, PageRequest},
    parts::form::{Field, field, hidden},
};

pub(super) fn draw(request: &PageRequest, form: &FormState) -> Page {
    let another = view! { "The link is good for a day. If it is too old, "<a href="/register">"register again"</a>"; if you forgot the password, "<a href="/forgot-password">"choose a new one"</a>"." };
    let page = ByLink { heading: "Verify your address", inside, another: another.into_any() };
    page.draw(request, form)
}

fn inside(token: String, form: &FormState) -> AnyView {
    view! {
        <p>"Enter the password that you chose when you registered. So the account is yours and nobody else's."</p>
        <form method="post" action="/verify-email" novalidate>
            {hidden("token", token)}
            {field(form, Field { name: "password", label: "Password", kind: "password", autocomplete: "current-password", ..Field::default() }, "")}
            <button class="button">"Verify and sign in"</button>
        </form>
    }
    .into_any()
}
