//! Forms: labelled fields with what was typed and why it was refused, and the summary above them.

use leptos::prelude::*;

use crate::context::FormState;

/// A field of one line, or of several.
#[derive(Clone, Copy, Default)]
pub(crate) struct Field {
    /// Its name in the form.
    pub(crate) name: &'static str,
    /// Its id, where another form on the page has a field of the same name.
    pub(crate) id: Option<&'static str>,
    /// What stands above it.
    pub(crate) label: &'static str,
    /// `type` of the input, `area` for several lines, `code` for one that is good once, `digits` for
    /// one of digits alone, or `amount` for money; text unless set.
    pub(crate) kind: &'static str,
    /// What browsers and password managers fill in; `off` unless set.
    pub(crate) autocomplete: &'static str,
    /// A sentence under the label.
    pub(crate) hint: &'static str,
    /// Whether it may be left empty, which the label then says.
    pub(crate) optional: bool,
}

impl Field {
    pub(crate) fn id(&self) -> &'static str {
        self.id.unwrap_or(self.name)
    }
}

/// What is wrong, in one place that takes the focus; nothing for a form that was not refused.
/// `id` is the id of a field by its name.
pub(crate) fn summary(form: &FormState, id: impl Fn(&str) -> String) -> Option<AnyView> {
    if form.errors.is_empty() {
        return None;
    }
    let items: Vec<_> = form
        .errors
        .iter()
        .map(|error| {
            let message = error.message.clone();
            if error.field.is_empty() {
                view! { <li>{message}</li> }.into_any()
            } else {
                view! { <li><a href=format!("#{}", id(&error.field))>{message}</a></li> }.into_any()
            }
        })
        .collect();
    Some(view! { <div class="summary" role="alert" tabindex="-1" autofocus><h2>"Please look at this again"</h2><ul>{items}</ul></div> }.into_any())
}

/// Text as it may stand in a text area, whose content leptos writes as it is. The line break in front
/// is the one that browsers take away.
fn escaped(text: &str) -> String {
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}

/// A labelled field that holds `value`, or what was typed before it was refused. A password or a
/// code is never filled in.
pub(crate) fn field(form: &FormState, field: Field, value: &str) -> AnyView {
    let Field { name, label, kind, hint, optional, .. } = field;
    let id = field.id();
    let kind = if kind.is_empty() { "text" } else { kind };
    let autocomplete = if field.autocomplete.is_empty() { "off" } else { field.autocomplete };
    let typed = form.values.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let secret = ["password", "code", "digits"].contains(&kind);
    let value = if secret { "" } else { typed.unwrap_or(value) }.to_owned();
    let error = form.error(name).map(ToOwned::to_owned);
    let (note, tip) = (format!("{id}-error"), format!("{id}-hint"));
    let invalid = error.is_some().then_some("true");
    let described: Vec<_> =
        [error.is_some().then(|| note.clone()), (!hint.is_empty()).then(|| tip.clone())]
            .into_iter()
            .flatten()
            .collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let inputmode = match kind {
        "email" => Some("email"),
        "tel" => Some("tel"),
        "digits" => Some("numeric"),
        "amount" => Some("decimal"),
        _ => None,
    };
    let plain = (kind == "email" || secret).then_some("none");
    let kind = if ["code", "digits", "amount"].contains(&kind) { "text" } else { kind };
    let input = if kind == "area" {
        view! { <textarea id=id name=name rows="7" autocomplete=autocomplete aria-invalid=invalid aria-describedby=described>{escaped(&value)}</textarea> }.into_any()
    } else {
        view! { <input id=id name=name r#type=kind inputmode=inputmode autocapitalize=plain autocomplete=autocomplete value=value aria-invalid=invalid aria-describedby=described/> }.into_any()
    };
    view! {
        <div class="field">
            <label for=id>{label}{optional.then(|| view! { <span class="quiet">" (optional)"</span> })}</label>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=tip>{hint}</p> })}
            {error.map(|message| view! { <p class="field-error" id=note>{message}</p> })}
            {input}
        </div>
    }
    .into_any()
}

/// A labelled field for one file of the kinds that `accept` lists.
pub(crate) fn file_field(
    form: &FormState,
    name: &'static str,
    label: &'static str,
    hint: String,
    accept: &'static str,
) -> AnyView {
    let (note, tip) = (format!("{name}-error"), format!("{name}-hint"));
    let error = form.error(name).map(ToOwned::to_owned);
    let invalid = error.is_some().then_some("true");
    let described = if error.is_some() { format!("{note} {tip}") } else { tip.clone() };
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <p class="field-hint" id=tip>{hint}</p>
            {error.map(|message| view! { <p class="field-error" id=note>{message}</p> })}
            <input id=name name=name r#type="file" accept=accept autocomplete="off" aria-invalid=invalid aria-describedby=described/>
        </div>
    }
    .into_any()
}

/// A page's title, which says first that its form was refused.
pub(crate) fn title(form: &FormState, title: &str) -> String {
    if form.errors.is_empty() { title.to_owned() } else { format!("Error: {title}") }
}

/// What was typed into one of several forms on a page; nothing for the others.
pub(crate) fn part(form: &FormState, name: &str) -> FormState {
    if form.form == name { form.clone() } else { FormState::default() }
}

/// A field that nobody sees.
pub(crate) fn hidden(name: &'static str, value: impl Into<String>) -> AnyView {
    view! { <input type="hidden" name=name value=value.into()/> }.into_any()
}

/// The sentence for what was just done, by the word in the address.
pub(crate) fn done(query: &str, sentences: &[(&str, &'static str)]) -> Option<AnyView> {
    let word = crate::pages::parameter(query, "done")?;
    let (_, sentence) = sentences.iter().find(|(known, _)| *known == word)?;
    Some(view! { <p class="notice" role="status">{*sentence}</p> }.into_any())
}
