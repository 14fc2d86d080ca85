//! The way in for staff: the password, then a code.

use leptos::prelude::*;

use super::{
    super::{Page, account::sign_in::next},
    enrol, frame,
};
use crate::{
    context::{FormState, PageRequest, StaffStep},
    parts::form::{Field, done, field, hidden, summary},
};

const DONE: [(&str, &str); 2] = [
    ("signed-out", "You are signed out."),
    ("welcome", "Your password is set. Sign in with it now."),
];

/// Draws the step that comes now. A code that was refused brings its step along in the form.
pub(super) fn draw(
    request: &PageRequest,
    form: &FormState,
    step: Option<StaffStep>,
    rest: &[&str],
) -> Page {
    let carried = Some(form.value("step")).filter(|step| !step.is_empty());
    let next = || next(request, form);
    match (step, rest, carried) {
        (Some(StaffStep::Codes(codes)), ..) => enrol::codes(&codes, next()),
        (Some(StaffStep::Code { step }), ..) => code(form, step, next()),
        (Some(StaffStep::Enrol { step, secret, picture }), ..) => {
            enrol::draw(form, step, Some((secret, picture)), next())
        }
        (None, ["code"], Some(step)) => code(form, step, next()),
        (None, ["enrol"], Some(step)) => enrol::draw(form, step, None, next()),
        (None, ["code" | "enrol"], None) => again(form),
        _ => password(request, form),
    }
}

fn password(request: &PageRequest, form: &FormState) -> Page {
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, ToOwned::to_owned)}
        <form method="post" action="/admin/sign-in" novalidate>
            {next(request, form).map(|next| hidden("next", next))}
            {field(form, Field { name: "email", label: "Email", kind: "email", autocomplete: "username", ..Field::default() }, "")}
            {field(form, Field { name: "password", label: "Password", kind: "password", autocomplete: "current-password", ..Field::default() }, "")}
            <button class="button">"Sign in"</button>
        </form>
    };
    frame::outside("Staff sign-in", form, body.into_any())
}

fn code(form: &FormState, step: String, next: Option<String>) -> Page {
    let body = view! {
        {summary(form, ToOwned::to_owned)}
        <form method="post" action="/admin/code" novalidate>
            {hidden("step", step)}
            {next.map(|next| hidden("next", next))}
            {field(form, Field { name: "code", label: "Code", kind: "code", autocomplete: "one-time-code", hint: "The six digits that your authenticator shows now, or one of your recovery codes.", ..Field::default() }, "")}
            <button class="button">"Sign in"</button>
        </form>
        <p><a href="/admin/sign-in">"Start again"</a></p>
    };
    frame::outside("Enter your code", form, body.into_any())
}

/// There is no step to go on from.
fn again(form: &FormState) -> Page {
    let body = view! {
        {summary(form, ToOwned::to_owned)}
        <p>"The step between password and code is over."</p>
        <p><a class="button" href="/admin/sign-in">"Sign in again"</a></p>
    };
    frame::outside("Enter your code", form, body.into_any())
}
