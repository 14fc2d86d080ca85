//! Where the link in the letter to a new member of staff leads.

use leptos::prelude::*;

use super::super::{Page, account::ByLink};
use crate::{
    context::{FormState, PageRequest},
    parts::form::{Field, field, hidden},
};

pub(super) fn draw(request: &PageRequest, form: &FormState) -> Page {
    let another =
        view! { "If the link is too old, ask whoever invited you to send another." }.into_any();
    ByLink { heading: "Join the staff", inside, another }.draw(request, form)
}

fn inside(token: String, form: &FormState) -> AnyView {
    view! {
        <p>"Choose a password. When you sign in with it, you set up a second step."</p>
        <form method="post" action="/admin/invitation" novalidate>
            {hidden("token", token)}
            {field(form, Field { name: "password", label: "Password", kind: "password", autocomplete: "new-password", hint: "8 to 128 characters.", ..Field::default() }, "")}
            <button class="button">"Set password"</button>
        </form>
    }
    .into_any()
}
