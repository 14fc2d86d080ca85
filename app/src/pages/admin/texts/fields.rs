//! The fields of a text, and what it would look like.

use leptos::prelude::*;
use storefront::{
    Shop,
    settings_room::{TextDraft, TextForm},
    staff::StaffMember,
};

use crate::{
    context::FormState,
    parts::form::{Field, field},
};

/// Where a new page is to be.
pub(super) fn slug(form: &FormState) -> AnyView {
    field(
        form,
        Field {
            name: "slug",
            label: "Address",
            hint: "Lower-case letters, digits and hyphens, such as size-guide for /pages/size-guide. It stays.",
            ..Field::default()
        },
        "",
    )
}

/// All other fields, with how it stands now or what was typed.
pub(super) fn all(form: &FormState, now: &TextDraft) -> AnyView {
    view! {
        {field(form, Field { name: "title", label: "Title", hint: "The heading, and its link in the footer.", ..Field::default() }, &now.title)}
        {field(form, Field { name: "description", label: "Description", hint: "One sentence for search engines.", optional: true, ..Field::default() }, &now.description)}
        <div class="text-area">
            {field(form, Field { name: "markdown", label: "Text", kind: "area", hint: "Markdown: an empty line between paragraphs, ## before a heading, - before each thing of a list, [words](address) for a link. HTML is shown as it is typed.", ..Field::default() }, &now.markdown)}
        </div>
    }
    .into_any()
}

/// Saves, or shows first what it would look like.
pub(super) fn buttons(save: &'static str, preview: String) -> AnyView {
    view! {
        <div class="text-buttons">
            <button class="button">{save}</button>
            <button formaction=preview class="button button-quiet">"Preview"</button>
        </div>
    }
    .into_any()
}

/// What was typed, as the page would show it. Nothing where nobody asked.
pub(super) fn preview(shop: &Shop, member: &StaffMember, form: &FormState) -> Option<AnyView> {
    if form.form != "preview" || !form.errors.is_empty() {
        return None;
    }
    let typed = TextForm {
        slug: form.value("slug"),
        title: form.value("title"),
        description: form.value("description"),
        markdown: form.value("markdown"),
        version: form.value("version"),
    };
    let page = shop.settings_room.preview(member, &typed).ok()?;
    Some(
        view! {
            <section class="text-preview" aria-labelledby="preview">
                <h2 id="preview" tabindex="-1" autofocus>"Preview"</h2>
                <p class="notice" role="status">"Nothing is saved yet."</p>
                <article class="prose" aria-label=page.title.clone()>
                    <p class="text-preview-title">{page.title.clone()}</p>
                    <div inner_html=page.html></div>
                </article>
            </section>
        }
        .into_any(),
    )
}
