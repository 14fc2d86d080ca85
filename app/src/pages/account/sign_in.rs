//! Signing in.

use leptos::prelude::*;

use super::{super::Page, frame};
use crate::{
    context::{FormState, PageRequest},
    parts::form::{Field, done, field, hidden, summary},
};

const DONE: [(&str, &str); 5] = [
    ("signed-out", "You are signed out."),
    ("reset", "Your password is changed. Sign in with the new one."),
    ("verified", "Your address is verified. Sign in to go on."),
    ("mail-changed", "Your address is changed. Sign in with the new one."),
    ("erased", "Your account is erased. Thank you for having been here."),
];

pub(super) fn draw(request: &PageRequest, form: &FormState) -> Page {
    let next = next(request, form);
    let query = next.as_ref().map(|next| format!("?next={}", super::super::encode(next)));
    let register = format!("/register{}", query.unwrap_or_default());
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, ToOwned::to_owned)}
        <form method="post" action="/sign-in" novalidate>
            {next.map(|next| hidden("next", next))}
            {field(form, Field { name: "email", label: "Email", kind: "email", autocomplete: "username", ..Field::default() }, "")}
            {field(form, Field { name: "password", label: "Password", kind: "password", autocomplete: "current-password", ..Field::default() }, "")}
            <button class="button">"Sign in"</button>
        </form>
        <p><a href="/forgot-password">"Forgot your password?"</a></p>
        <section class="door-other" aria-labelledby="new-here">
            <h2 id="new-here">"New here?"</h2>
            <p>"You need no account to buy. With one, your cart and your wishlist come along to every device."</p>
            <p><a class="button button-quiet" href=register>"Create an account"</a></p>
        </section>
    };
    frame::door("Sign in", form, body.into_any())
}

/// Where to go afterwards, as the address or the form carries it; the server decides what of it
/// holds.
pub(in crate::pages) fn next(request: &PageRequest, form: &FormState) -> Option<String> {
    carried(request, form, "next")
}

/// What a form carries on from the address of its page.
pub(super) fn carried(request: &PageRequest, form: &FormState, name: &str) -> Option<String> {
    let typed = Some(form.value(name)).filter(|value| !value.is_empty());
    typed
        .or_else(|| super::super::parameter(&request.query, name))
        .filter(|value| !value.is_empty())
}
