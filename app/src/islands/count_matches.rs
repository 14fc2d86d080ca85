//! How many products a rule finds, while it is typed.
#![allow(missing_docs, reason = "what the island macro makes of the arguments carries no comment")]

use leptos::prelude::*;

/// Says how many products the rule finds that stands in the form around it, some time after something
/// was typed last. It asks what the button asks that counts, so without scripts there is that button.
#[island]
pub fn CountMatches(
    /// Where the form is sent to be counted.
    address: String,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let root = NodeRef::<leptos::html::P>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            // Outside a form there is nothing to be counted.
            let _ = live::begin(&root, &address, said);
            super::browser::mark_alive(&root);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    drop(address);
    view! { <p class="quiet" aria-live="polite" node_ref=root data-island="count-matches">{said}</p> }
}

#[cfg(feature = "hydrate")]
mod live {
    use std::time::Duration;

    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{
        DomParser, Element, FormData, HtmlFormElement, HtmlInputElement, SupportedType,
        UrlSearchParams,
    };

    use super::super::browser::{listen, post_form};

    /// How long nothing is typed before it is counted.
    const REST: Duration = Duration::from_millis(600);

    /// Counts after each change for as long as the page lives. What was saved says itself how much it finds.
    pub(super) fn begin(root: &Element, address: &str, said: RwSignal<String>) -> Option<()> {
        let form: HtmlFormElement = root.closest("form").ok()??.dyn_into().ok()?;
        let counting = Counting { said, changes: StoredValue::new(0) };
        let (typed, address) = (form.clone(), address.to_owned());
        listen(&form, "input", move |_| counting.changed(&typed, &address));
        Some(())
    }

    #[derive(Clone, Copy)]
    struct Counting {
        said: RwSignal<String>,
        /// How often something was changed. What belongs to an older change is dropped.
        changes: StoredValue<u64>,
    }

    impl Counting {
        fn changed(self, form: &HtmlFormElement, address: &str) {
            let change = self.changes.get_value() + 1;
            self.changes.set_value(change);
            let (form, address) = (form.clone(), address.to_owned());
            let count = move || {
                if self.changes.get_value() != change {
                    return;
                }
                let Some(fields) = rule(&form) else {
                    self.said.set(String::new());
                    return;
                };
                leptos::task::spawn_local(async move {
                    let answer = post_form(&address, &fields).await;
                    if self.changes.get_value() == change {
                        self.said.set(told(answer.as_deref()));
                    }
                });
            };
            set_timeout(count, REST);
        }
    }

    /// The fields of the form; nothing when its products are picked.
    fn rule(form: &HtmlFormElement) -> Option<UrlSearchParams> {
        let kind = form.query_selector("input[name=kind]:checked").ok()??;
        let kind: HtmlInputElement = kind.dyn_into().ok()?;
        let fields = FormData::new_with_form(form).ok().filter(|_| kind.value() == "rule")?;
        UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()
    }

    /// What the page says that answered.
    fn told(answer: Option<&str>) -> String {
        let Some(html) = answer else {
            return "It was not counted just now. “Count” tries again.".to_owned();
        };
        let page = DomParser::new()
            .and_then(|parser| parser.parse_from_string(html, SupportedType::TextHtml));
        let counted = page.ok().and_then(|page| page.get_element_by_id("matches")?.text_content());
        counted.unwrap_or_else(|| {
            "It cannot be counted as it stands. “Count” says what is wrong.".to_owned()
        })
    }
}
