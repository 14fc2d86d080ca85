//! The merchant's own pages, and the form on the contact page.

use leptos::prelude::*;
use storefront::content::ContentPage;

use super::{Page, parameters};
use crate::{
    context::{FormState, PageRequest},
    parts::{
        crumbs::crumbs,
        form::{Field, field, hidden, summary},
    },
};

pub(super) fn draw(content: ContentPage, request: &PageRequest, form: Option<FormState>) -> Page {
    let contact = content.slug.as_str() == "contact";
    let sent =
        parameters(&request.query).iter().any(|(name, value)| name == "sent" && value == "1");
    let refused = form.as_ref().is_some_and(|form| !form.errors.is_empty());
    let form = contact.then(|| contact_form(&form.unwrap_or_default(), sent, &request.request_id));
    let body = view! {
        {crumbs(&[], Some(&content.title))}
        <article class="prose">
            <h1>{content.title.clone()}</h1>
            <div inner_html=content.html></div>
        </article>
        {form}
    };
    let title = if refused { format!("Error: {}", content.title) } else { content.title };
    let mut page = Page::new(title, body.into_any());
    page.description = content.description;
    page.canonical = Some(format!("/pages/{}", content.slug));
    page
}

fn contact_form(form: &FormState, sent: bool, key: &str) -> AnyView {
    let key =
        Some(form.value("key")).filter(|key| !key.is_empty()).unwrap_or_else(|| key.to_owned());
    let thanks = sent.then(|| view! { <p class="notice" role="status">"Thank you, your message is with us. We answer within two working days."</p> });
    view! {
        <section class="panel" aria-labelledby="write">
            <h2 id="write">"Write to us"</h2>
            {thanks}
            {summary(form, ToOwned::to_owned)}
            <form method="post" action="/pages/contact" novalidate>
                {hidden("key", key)}
                {field(form, Field { name: "name", label: "Name", autocomplete: "name", ..Field::default() }, "")}
                {field(form, Field { name: "email", label: "Email", kind: "email", autocomplete: "email", ..Field::default() }, "")}
                {field(form, Field { name: "message", label: "Message", kind: "area", ..Field::default() }, "")}
                <button class="button">"Send message"</button>
            </form>
        </section>
    }
    .into_any()
}
