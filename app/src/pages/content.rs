//! The merchant's own pages, and the form on the contact page.

use leptos::prelude::*;
use storefront::content::ContentPage;

use super::{Page, parameters};
use crate::{
    context::{FormState, PageRequest},
    parts::crumbs::crumbs,
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
    let summary = (!form.errors.is_empty()).then(|| {
        let items: Vec<_> = form.errors.iter().map(|error| view! { <li><a href=format!("#{}", error.field)>{error.message}</a></li> }).collect();
        view! { <div class="summary" role="alert" tabindex="-1" autofocus><h2>"Please look at this again"</h2><ul>{items}</ul></div> }
    });
    view! {
        <section class="panel" aria-labelledby="write">
            <h2 id="write">"Write to us"</h2>
            {thanks}
            {summary}
            <form method="post" action="/pages/contact" novalidate>
                <input type="hidden" name="key" value=key/>
                {field(form, "name", "Name", "text", "name")}
                {field(form, "email", "Email", "email", "email")}
                {field(form, "message", "Message", "area", "off")}
                <button class="button">"Send message"</button>
            </form>
        </section>
    }
    .into_any()
}

/// Text as it may stand in a text area, whose content leptos writes as it is. The line break in front
/// is the one that browsers take away.
fn escaped(text: &str) -> String {
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}

/// A labelled field with what was typed and, where it was refused, why.
fn field(
    form: &FormState,
    name: &'static str,
    label: &'static str,
    kind: &'static str,
    autocomplete: &'static str,
) -> AnyView {
    let value = form.value(name);
    let error = form.error(name);
    let note = error.map(|_| format!("{name}-error"));
    let invalid = error.map(|_| "true");
    let input = if kind == "area" {
        view! { <textarea id=name name=name rows="7" autocomplete=autocomplete aria-invalid=invalid aria-describedby=note.clone()>{escaped(&value)}</textarea> }.into_any()
    } else {
        view! { <input id=name name=name r#type=kind inputmode=(kind == "email").then_some("email") autocomplete=autocomplete value=value aria-invalid=invalid aria-describedby=note.clone()/> }.into_any()
    };
    view! {
        <div class="field">
            <label for=name>{label}</label>
            {error.map(|message| view! { <p class="field-error" id=note>{message}</p> })}
            {input}
        </div>
    }
    .into_any()
}
