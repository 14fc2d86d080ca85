//! What two people made of the same product, to be chosen from.

use leptos::prelude::*;

use crate::context::FormState;

/// What to choose after somebody else has saved first; nothing otherwise.
pub(super) fn section(form: &FormState) -> Option<AnyView> {
    form.error("both")?;
    let parts = form.values.iter().filter(|(name, _)| name == "both");
    let choices: Vec<_> = parts.map(|(_, part)| choice(form, part)).collect();
    let sentence = if choices.is_empty() {
        "You changed different things. Both are in the form below: save it, and both are kept."
    } else {
        "Choose whose counts where you both changed something. All else of both is in the form below."
    };
    let section = view! {
        <section class="sheet-both" id="both" tabindex="-1" aria-labelledby="both-head">
            <h2 id="both-head">"Two people changed it"</h2>
            <p>{sentence}</p>
            {choices}
        </section>
    };
    Some(section.into_any())
}

fn choice(form: &FormState, part: &str) -> AnyView {
    let id = format!("both-{}", part.replace(['.', '/'], "-"));
    let option = |whose: &'static str, label: &'static str, picked: bool| {
        let text = form.value(&format!("{whose}.{part}"));
        let text = if text.is_empty() { "Nothing".to_owned() } else { text };
        let (id, note) = (format!("{id}-{whose}"), format!("{id}-{whose}-hint"));
        view! {
            <div class="choice">
                <input id=id.clone() r#type="radio" name=format!("choice.{part}") value=whose checked=picked aria-describedby=note.clone()/>
                <label for=id>{label}</label>
                <p class="field-hint sheet-text" id=note>{text}</p>
            </div>
        }
    };
    view! {
        <fieldset class="field choices">
            <legend>{form.value(&format!("label.{part}"))}</legend>
            {option("mine", "Mine", true)}
            {option("theirs", "Theirs", false)}
        </fieldset>
    }
    .into_any()
}
