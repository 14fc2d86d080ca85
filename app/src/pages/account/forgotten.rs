//! Asking for a link that sets a new password.

use leptos::prelude::*;

use super::{super::Page, frame};
use crate::{
    context::{FormState, PageRequest},
    pages::parameter,
    parts::form::{Field, field, summary},
};

pub(super) fn draw(request: &PageRequest, form: &FormState) -> Page {
    if parameter(&request.query, "done").as_deref() == Some("sent") {
        return sent();
    }
    let body = view! {
        <p>"Tell us your address, and we send you a link for choosing a new one."</p>
        {summary(form, ToOwned::to_owned)}
        <form method="post" action="/forgot-password" novalidate>
            {field(form, Field { name: "email", label: "Email", kind: "email", autocomplete: "username", ..Field::default() }, "")}
            <button class="button">"Send the link"</button>
        </form>
        <p><a href="/sign-in">"Back to signing in"</a></p>
    };
    frame::door("Forgotten your password", form, body.into_any())
}

fn sent() -> Page {
    let body = view! {
        <p class="notice" role="status">"If there is an account with this address, a letter is on its way to it."</p>
        <p>"The link in it is good for half an hour, once."</p>
        <p>"Nothing there after a few minutes? Look among unwanted mail, or "<a href="/forgot-password">"try again"</a>"."</p>
    };
    frame::door("Look into your mail", &FormState::default(), body.into_any())
}
