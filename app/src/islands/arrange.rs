//! Putting the pictures of a product into an order by dragging them.
#![allow(missing_docs, reason = "what the island macro makes of the arguments carries no comment")]

use leptos::prelude::*;

/// Has the pictures of the list below it be dragged to other places, each by its grip. It sends the
/// form that the buttons send, so without scripts nothing is missing but the dragging.
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
            "Drag a picture by its grip to another place, or use its buttons."
        </p>
    }
}

/// An order in which the picture of one place stands at another; nothing when it does so already, or
/// there is no such place.
#[cfg(any(feature = "hydrate", test))]
fn moved(order: &str, from: usize, to: usize) -> Option<String> {
    let mut keys: Vec<&str> = order.split(' ').collect();
    if from == to || from.max(to) >= keys.len() {
        return None;
    }
    let picture = keys.remove(from);
    keys.insert(to, picture);
    Some(keys.join(" "))
}

// Listens to the pointer: the browser's own dragging is for what is carried out of the page or into
// it, and fingers have it late or not at all.
#[cfg(feature = "hydrate")]
mod live {
    use std::{cell::Cell, rc::Rc};

    use wasm_bindgen::JsCast;
    use web_sys::{Element, HtmlFormElement, HtmlInputElement, KeyboardEvent, PointerEvent};

    use super::{
        super::browser::{document, listen, window},
        moved,
    };

    /// So near an edge of the window the page scrolls, in CSS pixels.
    const EDGE: f64 = 48.0;
    /// How far it scrolls each time that the pointer moves there, in CSS pixels.
    const STEP: f64 = 16.0;

    /// A picture that is dragged.
    #[derive(Clone, Copy)]
    struct Held {
        /// By which finger or mouse.
        pointer: i32,
        /// Its place.
        from: usize,
        /// The place that it is shown to land at.
        to: usize,
    }

    /// The entries of the list, which dragging marks and never moves: the order changes when the
    /// server has changed it.
    struct Pictures {
        entries: Vec<Element>,
        held: Cell<Option<Held>>,
    }

    /// What is done at an event.
    type Deed = fn(&Pictures, &PointerEvent) -> Option<()>;

    /// Listens for as long as the page lives.
    pub(super) fn begin() -> Option<()> {
        let document = document()?;
        let list = document.get_element_by_id("picture-list")?;
        let children = list.children();
        let entries = (0..children.length()).filter_map(|at| children.item(at)).collect();
        let pictures = Rc::new(Pictures { entries, held: Cell::new(None) });
        let deeds: [(&str, Deed); 4] = [
            ("pointerdown", Pictures::hold),
            ("pointermove", Pictures::carry),
            ("pointerup", Pictures::land),
            // It comes after the others too, and whenever the browser takes the pointer away.
            ("lostpointercapture", Pictures::lose),
        ];
        for (kind, deed) in deeds {
            let pictures = Rc::clone(&pictures);
            listen(&list, kind, move |event| {
                if let Some(event) = event.dyn_ref::<PointerEvent>() {
                    deed(&pictures, event);
                }
            });
        }
        listen(&document, "keydown", move |event| {
            if event.dyn_ref::<KeyboardEvent>().is_some_and(|key| key.key() == "Escape") {
                pictures.let_go();
            }
        });
        list.class_list().add_1("picture-list-live").ok()
    }

    impl Pictures {
        fn hold(&self, event: &PointerEvent) -> Option<()> {
            let target: Element = event.target()?.dyn_into().ok()?;
            let grip = target.closest(".picture-grip").ok().flatten()?;
            if !event.is_primary() || event.button() != 0 {
                return None;
            }
            let from = self.entries.iter().position(|entry| entry.contains(Some(&grip)))?;
            let pointer = event.pointer_id();
            grip.set_pointer_capture(pointer).ok()?;
            event.prevent_default();
            self.show(Some(Held { pointer, from, to: from }));
            Some(())
        }

        fn carry(&self, event: &PointerEvent) -> Option<()> {
            let held = self.held_by(event)?;
            let y = f64::from(event.client_y());
            scroll_near_edges(y);
            self.show(Some(Held { to: self.landing(held.from, y), ..held }));
            Some(())
        }

        fn land(&self, event: &PointerEvent) -> Option<()> {
            let Held { from, to, .. } = self.held_by(event)?;
            self.let_go();
            send(from, to)
        }

        fn lose(&self, event: &PointerEvent) -> Option<()> {
            self.held_by(event)?;
            self.let_go();
            Some(())
        }

        fn let_go(&self) {
            self.show(None);
        }

        /// What this pointer drags.
        fn held_by(&self, event: &PointerEvent) -> Option<Held> {
            self.held.get().filter(|held| held.pointer == event.pointer_id())
        }

        /// The place at which a picture lands when the pointer is at this height of the window: it has
        /// as many before it as there are others whose middles are above.
        fn landing(&self, from: usize, y: f64) -> usize {
            let others = self.entries.iter().enumerate().filter(|(at, _)| *at != from);
            others
                .filter(|(_, other)| {
                    let other = other.get_bounding_client_rect();
                    other.y() + other.height() / 2.0 < y
                })
                .count()
        }

        /// From now on this is dragged, and the list shows where it would land.
        fn show(&self, held: Option<Held>) {
            self.held.set(held);
            for (at, entry) in self.entries.iter().enumerate() {
                let lands = held.filter(|held| held.to == at);
                let marks = [
                    ("picture-held", held.is_some_and(|held| held.from == at)),
                    ("picture-lands-before", lands.is_some_and(|held| at < held.from)),
                    ("picture-lands-after", lands.is_some_and(|held| at > held.from)),
                ];
                for (mark, set) in marks {
                    // It lands there without the mark too.
                    let _ = entry.class_list().toggle_with_force(mark, set);
                }
            }
        }
    }

    /// A list may be longer than the window.
    fn scroll_near_edges(y: f64) -> Option<()> {
        let window = window()?;
        let height = window.inner_height().ok()?.as_f64()?;
        let by = if y < EDGE {
            -STEP
        } else if y > height - EDGE {
            STEP
        } else {
            return None;
        };
        window.scroll_by_with_x_and_y(0.0, by);
        Some(())
    }

    /// Sends the order in which the picture of one place stands at another, if it is another.
    fn send(from: usize, to: usize) -> Option<()> {
        let form: HtmlFormElement = document()?.get_element_by_id("arrange")?.dyn_into().ok()?;
        let order = form.query_selector("input[name=order]").ok().flatten()?;
        let order: HtmlInputElement = order.dyn_into().ok()?;
        let drawn = order.value();
        order.set_value(&moved(&drawn, from, to)?);
        let sent = form.request_submit().ok();
        // Its fields are read by now. Who comes back to this page finds the order that it shows.
        order.set_value(&drawn);
        sent
    }
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn a_picture_is_taken_to_another_place() {
        for (from, to, wanted) in [
            (2, 0, Some("c a b")),
            (0, 2, Some("b c a")),
            (0, 1, Some("b a c")),
            (1, 1, None),
            (0, 3, None),
            (3, 0, None),
        ] {
            assert_eq!(moved("a b c", from, to).as_deref(), wanted, "{from} to {to}");
        }
    }
}
