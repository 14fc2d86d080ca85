//! Making an account.

use leptos::prelude::*;

use super::{super::Page, frame, sign_in::next};
use crate::{
    context::{FormState, PageRequest},
    pages::{encode, parameter},
    parts::form::{Field, field, hidden, summary},
};

pub(super) fn draw(request: &PageRequest, form: &FormState) -> Page {
    if parameter(&request.query, "done").as_deref() == Some("sent") {
        return sent();
    }
    let next = next(request, form);
    let query = next.as_ref().map(|next| format!("?next={}", encode(next))).unwrap_or_default();
    let body = view! {
        <p>"An account keeps your cart, wishlist and addresses for you, on every device. You need none to buy."</p>
        {summary(form, ToOwned::to_owned)}
        <form method="post" action="/register" novalidate>
            {next.map(|next| hidden("next", next))}
            {field(form, Field { name: "email", label: "Email", kind: "email", autocomplete: "email", hint: "We send a link to it.", ..Field::default() }, "")}
            {field(form, Field { name: "name", label: "Name", autocomplete: "name", ..Field::default() }, "")}
            {field(form, Field { name: "password", label: "Password", kind: "password", autocomplete: "new-password", hint: "8 to 128 characters.", ..Field::default() }, "")}
            <button class="button">"Create account"</button>
        </form>
        <p class="quiet">"What we keep, and for how long: "<a href="/pages/privacy">"Privacy"</a></p>
        <p>"You have an account? "<a href=format!("/sign-in{query}")>"Sign in"</a></p>
    };
    frame::door("Create an account", form, body.into_any())
}

fn sent() -> Page {
    let body = view! {
        <p class="notice" role="status">"If this address can be used, a letter is on its way to it."</p>
        <p>"Open the link in it within a day and enter the password you just chose: then the account is yours."</p>
        <p>"Nothing there after a few minutes? Look among unwanted mail, or "<a href="/register">"try again"</a>"."</p>
    };
    frame::door("Look into your mail", &FormState::default(), body.into_any())
}
