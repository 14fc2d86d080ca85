//! How far the making of pictures' widths is.
#![allow(missing_docs, reason = "what the island macro makes of the arguments carries no comment")]

use leptos::prelude::*;

/// A link to the page that it stands on, which shows how far each picture is. With scripts that is kept
/// up to date in place, so that no word is lost that is being typed, until all widths are made.
#[island]
pub fn WidthsProgress(
    /// The page.
    address: String,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let made = move || !said.read().is_empty();
    let root = NodeRef::<leptos::html::Div>::new();
    #[cfg(feature = "hydrate")]
    let page = address.clone();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            live::begin(page.clone(), said);
            super::browser::mark_alive(&root);
        }
    });
    view! {
        <div node_ref=root data-island="widths-progress">
            <p hidden=made><a class="button button-quiet" href=address>"Look again"</a></p>
            <p class="quiet" aria-live="polite">{said}</p>
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod live {
    use std::time::Duration;

    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{Document, DomParser, Element, SupportedType};

    use super::super::browser::{document, get_text};

    /// How often the page is asked for.
    const AGAIN: Duration = Duration::from_secs(2);
    /// How often at most: a page that lies open somewhere is left alone.
    const LOOKS: u32 = 150;
    /// What says of one picture how far it is; its value is the picture's key.
    const MARK: &str = "data-widths";

    pub(super) fn begin(address: String, said: RwSignal<String>) {
        let busy = StoredValue::new(false);
        let looked = StoredValue::new(0);
        let look = move || {
            if busy.get_value() || looked.get_value() == LOOKS || !said.read_untracked().is_empty()
            {
                return;
            }
            busy.set_value(true);
            looked.update_value(|looked| *looked += 1);
            let address = address.clone();
            leptos::task::spawn_local(async move {
                // A page that does not come is asked for again the next time.
                if let Some(html) = get_text(&address).await
                    && take_over(&html) == Some(false)
                {
                    said.set("All sizes are made.".to_owned());
                }
                busy.set_value(false);
            });
        };
        set_interval(look, AGAIN);
    }

    /// Shows of each picture what the page says that answered. Whether some are not made yet; nothing
    /// where it does not say.
    fn take_over(html: &str) -> Option<bool> {
        let page = DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()?;
        let new = marked(&page)?;
        if new.is_empty() {
            return None;
        }
        for old in marked(&document()?)? {
            let key = old.get_attribute(MARK);
            let same = new.iter().find(|new| new.get_attribute(MARK) == key);
            if let Some(new) = same.filter(|new| new.outer_html() != old.outer_html()) {
                old.replace_with_with_node_1(new).ok()?;
            }
        }
        Some(page.query_selector("[data-island=widths-progress]").ok()?.is_some())
    }

    fn marked(page: &Document) -> Option<Vec<Element>> {
        let found = page.query_selector_all(&format!("[{MARK}]")).ok()?;
        let element = |at| found.item(at)?.dyn_into().ok();
        Some((0..found.length()).filter_map(element).collect())
    }
}
