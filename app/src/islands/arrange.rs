//! Putting the pictures of a product into an order by dragging them.
#![allow(missing_docs, reason = "what the island macro makes of the arguments carries no comment")]

use leptos::prelude::*;

/// Has the pictures of the list below it be dragged to other places. It sends the form that the
/// buttons send, so without scripts nothing is missing but the dragging.
#[island]
pub fn ArrangePictures() -> impl IntoView {
    let alive = RwSignal::new(false);
    let root = NodeRef::<leptos::html::P>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            alive.set(live::begin().is_some());
            super::browser::mark_alive(&root);
        }
    });
    view! {
        <p class="quiet" node_ref=root data-island="arrange" hidden=move || !alive.get()>
            "Drag a picture to another place, or use the buttons beside it."
        </p>
    }
}

#[cfg(feature = "hydrate")]
mod live {
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, Event, HtmlFormElement, HtmlInputElement};

    use super::super::browser::{document, listen};

    /// Listens for as long as the page lives.
    pub(super) fn begin() -> Option<()> {
        let list = document()?.get_element_by_id("picture-list")?;
        let dragged = StoredValue::new(None::<usize>);
        listen(&list, "dragstart", move |event| {
            let handle = target(&event).filter(|target| target.has_attribute("data-handle"));
            dragged.set_value(handle.and_then(|handle| place(&handle)));
        });
        listen(&list, "dragend", move |_| dragged.set_value(None));
        listen(&list, "dragover", move |event| {
            if dragged.get_value().is_some() {
                event.prevent_default();
            }
        });
        listen(&list, "drop", move |event| {
            let Some(from) = dragged.get_value() else { return };
            event.prevent_default();
            if let Some(to) = target(&event).and_then(|target| place(&target)) {
                send(from, to);
            }
        });
        Some(())
    }

    fn target(event: &Event) -> Option<Element> {
        event.target()?.dyn_into().ok()
    }

    /// The place of the picture that something belongs to.
    fn place(element: &Element) -> Option<usize> {
        let entry = element.closest("[data-place]").ok().flatten()?;
        entry.get_attribute("data-place")?.parse().ok()
    }

    /// Sends the order in which the picture of one place stands at another.
    fn send(from: usize, to: usize) -> Option<()> {
        let form: HtmlFormElement = document()?.get_element_by_id("arrange")?.dyn_into().ok()?;
        let order = form.query_selector("input[name=order]").ok().flatten()?;
        let order: HtmlInputElement = order.dyn_into().ok()?;
        let value = order.value();
        let mut keys: Vec<&str> = value.split(' ').collect();
        if from == to || from.max(to) >= keys.len() {
            return None;
        }
        let picture = keys.remove(from);
        keys.insert(to, picture);
        order.set_value(&keys.join(" "));
        form.submit().ok()
    }
}
