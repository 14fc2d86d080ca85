//! Choices in forms: a box to tick, several of them, one of a few, one of many.

use leptos::prelude::*;

use crate::context::FormState;

/// Something to choose, and what is said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    /// What the form sends.
    pub(crate) value: String,
    /// What stands beside it.
    pub(crate) label: String,
    /// A sentence under the label, or nothing.
    pub(crate) note: String,
}

impl Choice {
    pub(crate) fn new(value: &str, label: &str, note: &str) -> Self {
        Self { value: value.to_owned(), label: label.to_owned(), note: note.to_owned() }
    }
}

/// Several choices under one heading.
#[derive(Clone, Debug, Default)]
pub(crate) struct Group {
    /// The field's name in the form.
    pub(crate) name: &'static str,
    /// The ids are made of it; the name, unless another form on the page has a field of that name.
    pub(crate) id: String,
    /// What stands above them.
    pub(crate) legend: String,
    /// What can be chosen.
    pub(crate) choices: Vec<Choice>,
}

/// What was chosen before the form was refused. A form that was never sent has chosen nothing yet.
fn chosen<'a>(form: &'a FormState, name: &str) -> Option<Vec<&'a str>> {
    let sent = form.values.iter().filter(|(key, _)| key == name);
    (!form.values.is_empty()).then(|| sent.map(|(_, value)| value.as_str()).collect())
}

/// A box to tick, which sends `on`.
pub(crate) fn tick_box(
    form: &FormState,
    name: &'static str,
    label: &'static str,
    note: &'static str,
    ticked: bool,
) -> AnyView {
    let ticked = chosen(form, name).map_or(ticked, |sent| !sent.is_empty());
    let (error, error_id) = refusal(form, name, name);
    let invalid = error_id.is_some().then_some("true");
    let choice = Choice::new("on", label, note);
    view! { <div class="field">{error}{one("checkbox", name, name.to_owned(), choice, ticked, invalid, error_id)}</div> }
        .into_any()
}

/// Boxes of which any number may be ticked.
pub(crate) fn boxes(form: &FormState, group: Group, ticked: &[&str]) -> AnyView {
    many("checkbox", form, group, ticked)
}

/// A few choices, of which one holds.
pub(crate) fn radios(form: &FormState, group: Group, picked: &str) -> AnyView {
    many("radio", form, group, &[picked])
}

/// The id of the first choice of a group, where a summary leads to.
pub(crate) fn first_id(group: &Group) -> String {
    group.choices.first().map(|choice| choice_id(&group.id, &choice.value)).unwrap_or_default()
}

/// A list of which one is chosen.
pub(crate) fn select(
    form: &FormState,
    name: &'static str,
    label: &'static str,
    autocomplete: &'static str,
    choices: Vec<Choice>,
    picked: &str,
) -> AnyView {
    let picked = chosen(form, name).and_then(|sent| sent.first().copied()).unwrap_or(picked);
    let options: Vec<_> = choices
        .into_iter()
        .map(|Choice { value, label, .. }| {
            let selected = value == picked;
            view! { <option value=value selected=selected>{label}</option> }
        })
        .collect();
    let (error, error_id) = refusal(form, name, name);
    let invalid = error_id.is_some().then_some("true");
    view! {
        <div class="field">
            <label for=name>{label}</label>
            {error}
            <select id=name name=name autocomplete=autocomplete aria-invalid=invalid aria-describedby=error_id>{options}</select>
        </div>
    }
    .into_any()
}

fn many(kind: &'static str, form: &FormState, group: Group, held: &[&str]) -> AnyView {
    let held = chosen(form, group.name).unwrap_or_else(|| held.to_vec());
    let (error, error_id) = refusal(form, group.name, &group.id);
    let choices: Vec<_> = group
        .choices
        .into_iter()
        .map(|choice| {
            let holds = held.contains(&choice.value.as_str());
            one(kind, group.name, choice_id(&group.id, &choice.value), choice, holds, None, None)
        })
        .collect();
    view! { <fieldset class="field choices" aria-describedby=error_id><legend>{group.legend}</legend>{error}{choices}</fieldset> }
        .into_any()
}

fn choice_id(group: &str, value: &str) -> String {
    format!("{group}-{value}")
}

fn one(
    kind: &'static str,
    name: &'static str,
    id: String,
    choice: Choice,
    held: bool,
    invalid: Option<&'static str>,
    error: Option<String>,
) -> AnyView {
    let Choice { value, label, note } = choice;
    let note_id = format!("{id}-hint");
    let described: Vec<_> =
        error.into_iter().chain((!note.is_empty()).then(|| note_id.clone())).collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    view! {
        <div class="choice">
            <input id=id.clone() r#type=kind name=name value=value checked=held aria-invalid=invalid aria-describedby=described/>
            <label for=id>{label}</label>
            {(!note.is_empty()).then(|| view! { <p class="field-hint" id=note_id>{note}</p> })}
        </div>
    }
    .into_any()
}

/// Why a choice was refused, and the id by which the field refers to that.
fn refusal(form: &FormState, name: &str, id: &str) -> (Option<AnyView>, Option<String>) {
    let Some(message) = form.error(name).map(ToOwned::to_owned) else { return (None, None) };
    let id = format!("{id}-error");
    let view = view! { <p class="field-error" id=id.clone()>{message}</p> };
    (Some(view.into_any()), Some(id))
}
