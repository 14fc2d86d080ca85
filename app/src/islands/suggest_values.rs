//! Values that are suggested for a spec as soon as it has a name.
#![allow(missing_docs, reason = "what the island macro makes of the arguments carries no comment")]

use leptos::prelude::*;

/// Has each row of the specification suggest the values of the name that is typed in it. Rows that had
/// their names when the page was drawn do so without scripts.
#[island]
pub fn SuggestValues() -> impl IntoView {
    let root = NodeRef::<leptos::html::Span>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            live::begin();
            super::browser::mark_alive(&root);
        }
    });
    view! { <span hidden node_ref=root data-island="suggest-values"></span> }
}

/// The id of the field for the value in the row of this field for a name: `spec-2-value` beside
/// `spec-2-name`.
#[cfg(any(feature = "hydrate", test))]
fn beside(id: &str) -> Option<String> {
    let row = id.strip_prefix("spec-")?.strip_suffix("-name")?;
    row.parse::<u32>().ok().map(|row| format!("spec-{row}-value"))
}

#[cfg(feature = "hydrate")]
mod live {
    use wasm_bindgen::JsCast;
    use web_sys::{Event, HtmlInputElement};

    use super::{
        super::browser::{document, listen},
        beside,
    };

    /// Listens for as long as the page lives.
    pub(super) fn begin() {
        if let Some(document) = document() {
            listen(&document, "input", |event| {
                let _ = follow(&event);
            });
        }
    }

    /// Gives the value beside a name its list, or takes it away; nothing where no name was typed.
    fn follow(event: &Event) -> Option<()> {
        let name: HtmlInputElement = event.target()?.dyn_into().ok()?;
        let document = document()?;
        let value = document.get_element_by_id(&beside(&name.id())?)?;
        let typed = name.value();
        let lists = document.query_selector_all("datalist[data-spec]").ok()?;
        let list = (0..lists.length())
            .filter_map(|at| lists.item(at)?.dyn_into::<web_sys::Element>().ok())
            .find(|list| list.get_attribute("data-spec").as_deref() == Some(typed.trim()));
        match list {
            Some(list) => value.set_attribute("list", &list.id()).ok(),
            None => value.remove_attribute("list").ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn a_value_stands_beside_its_name() {
        assert_eq!(beside("spec-12-name").as_deref(), Some("spec-12-value"));
        for other in ["spec-1-value", "spec--name", "title", "axis-0-name"] {
            assert_eq!(beside(other), None, "{other}");
        }
    }
}
