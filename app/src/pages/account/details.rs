//! Name, mail and password: three forms on one page.

use kernel::AccountId;
use leptos::prelude::*;
use storefront::{
    Shop,
    account::{AccountError, AccountView},
};

use super::{super::Page, failures, frame};
use crate::{
    context::{FormState, PageRequest},
    parts::form::{Field, done, field, part, summary},
};

const DONE: [(&str, &str); 3] = [
    ("name", "Your name is changed."),
    ("password", "Your password is changed. Everywhere else you are signed out."),
    (
        "mail-asked",
        "A letter is on its way to the new address. Until you open the link in it, the present one stays.",
    ),
];

pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    account: &AccountId,
    form: &FormState,
) -> Page {
    let view = match shop.own_account.view(account).await {
        Ok(view) => Some(view),
        // What was typed is shown again all the same.
        Err(AccountError::Unavailable) if !form.errors.is_empty() => None,
        Err(error) => return failures::account(&error),
    };
    let which = form.form;
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, |field| id(which, field))}
        {name(&part(form, "name"), view.as_ref())}
        {mail(&part(form, "email"), view.as_ref())}
        {password(&part(form, "password"), view.as_ref())}
    };
    frame::own("/account/details", None, form, body.into_any())
}

/// The id of a field: the present password is asked for in two forms.
fn id(form: &str, field: &str) -> String {
    if field == "current_password" { format!("{form}-{field}") } else { field.to_owned() }
}

fn name(form: &FormState, view: Option<&AccountView>) -> AnyView {
    let held = view.map(|view| view.name.clone()).unwrap_or_default();
    view! {
        <section class="panel" aria-labelledby="name-part">
            <h2 id="name-part">"Name"</h2>
            <form method="post" action="/account/name" novalidate>
                {field(form, Field { name: "name", label: "Name", autocomplete: "name", ..Field::default() }, &held)}
                <button class="button">"Change name"</button>
            </form>
        </section>
    }
    .into_any()
}

fn mail(form: &FormState, view: Option<&AccountView>) -> AnyView {
    let now =
        view.map(|view| view! { <p>"Now: "<strong>{view.email.as_str().to_owned()}</strong></p> });
    view! {
        <section class="panel" aria-labelledby="mail-part">
            <h2 id="mail-part">"Email"</h2>
            {now}
            <form method="post" action="/account/email" novalidate>
                {field(form, Field { name: "current_password", id: Some("email-current_password"), label: "Present password", kind: "password", autocomplete: "current-password", ..Field::default() }, "")}
                {field(form, Field { name: "email", label: "New email", kind: "email", autocomplete: "email", hint: "We send a link to it.", ..Field::default() }, "")}
                <button class="button">"Change email"</button>
            </form>
        </section>
    }
    .into_any()
}

fn password(form: &FormState, view: Option<&AccountView>) -> AnyView {
    // Password managers learn from it whose password this is. It is not sent.
    let whose = view.map(|view| view! { <input r#type="text" autocomplete="username" value=view.email.as_str().to_owned() readonly hidden/> });
    view! {
        <section class="panel" aria-labelledby="password-part">
            <h2 id="password-part">"Password"</h2>
            <form method="post" action="/account/password" novalidate>
                {whose}
                {field(form, Field { name: "current_password", id: Some("password-current_password"), label: "Present password", kind: "password", autocomplete: "current-password", ..Field::default() }, "")}
                {field(form, Field { name: "password", label: "New password", kind: "password", autocomplete: "new-password", hint: "8 to 128 characters.", ..Field::default() }, "")}
                <button class="button">"Change password"</button>
            </form>
        </section>
    }
    .into_any()
}
