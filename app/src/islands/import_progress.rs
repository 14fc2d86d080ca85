//! How far an import is.
#![allow(missing_docs, reason = "what the island macro makes of the arguments carries no comment")]

use leptos::prelude::*;

/// A bar, a sentence, and a link to the page that it stands on. With scripts both are kept up to date,
/// and the page is loaded once the work is done.
#[island]
pub fn ImportProgress(
    /// The page of the run; how far it is stands below it, at `/progress`.
    address: String,
    /// How much of the file was read when the page was drawn, in percent.
    percent: u32,
    /// How far it was then, as a sentence.
    told: String,
) -> impl IntoView {
    let percent = RwSignal::new(percent);
    let told = RwSignal::new(told);
    let root = NodeRef::<leptos::html::Div>::new();
    #[cfg(feature = "hydrate")]
    let page = address.clone();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            live::begin(page.clone(), percent, told);
            super::browser::mark_alive(&root);
        }
    });
    view! {
        <div class="import-progress" node_ref=root data-island="import-progress">
            <label for="import-progress">"How far it is"</label>
            <progress id="import-progress" max="100" value=move || percent.get().to_string()></progress>
            <p class="import-told">{told}</p>
            <p><a class="button button-quiet" href=address>"Look again"</a></p>
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod live {
    use std::time::Duration;

    use leptos::prelude::*;

    use super::super::browser::{get_text, member, text, window};

    /// How often is asked.
    const AGAIN: Duration = Duration::from_secs(2);

    pub(super) fn begin(page: String, percent: RwSignal<u32>, told: RwSignal<String>) {
        let busy = StoredValue::new(false);
        let look = move || {
            if busy.get_value() {
                return;
            }
            busy.set_value(true);
            let page = page.clone();
            leptos::task::spawn_local(async move {
                // What does not come is asked for again the next time.
                if let Some(answer) = get_text(&format!("{page}/progress")).await
                    && let Ok(answer) = js_sys::JSON::parse(&answer)
                {
                    told.set(text(&answer, "told"));
                    percent.set(member(&answer, "percent").as_f64().unwrap_or_default() as u32);
                    if member(&answer, "busy").as_bool() == Some(false)
                        && let Some(window) = window()
                    {
                        let _ = window.location().set_href(&page);
                    }
                }
                busy.set_value(false);
            });
        };
        set_interval(look, AGAIN);
    }
}
