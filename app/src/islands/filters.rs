//! Narrowing a list without loading the page: the same addresses, the same markup.
#![allow(missing_docs, reason = "what the island macro makes of the arguments carries no comment")]

use leptos::prelude::*;

/// Watches the list's form and links. Sits before the list and replaces what is in it; whatever
/// fails ends in an ordinary page load.
#[island]
pub fn Filters() -> impl IntoView {
    let said = RwSignal::new(String::new());
    let root = NodeRef::<leptos::html::Div>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            watch::begin(said);
            super::browser::mark_alive(&root);
        }
    });
    view! { <div node_ref=root data-island="filters" class="hidden" role="status" aria-live="polite">{said}</div> }
}

#[cfg(feature = "hydrate")]
mod watch {
    use leptos::prelude::*;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{
        DomParser, Element, HtmlAnchorElement, HtmlElement, HtmlFormElement, HtmlInputElement,
        SupportedType, UrlSearchParams,
    };

    use super::super::browser::{document, get_text, listen, window};

    fn list() -> Option<Element> {
        document()?.get_element_by_id("list")
    }

    pub(super) fn begin(said: RwSignal<String>) {
        let (Some(list), Some(window)) = (list(), window()) else { return };
        let _ = list.class_list().add_1("list-live");
        listen(&list, "change", move |event| {
            let of_form = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlElement>().ok())
                .is_some_and(|field| {
                    field.closest("#filters").ok().flatten().is_some() || field.id() == "sort"
                });
            if let Some(address) = address_of_form().filter(|_| of_form) {
                go(address, true, said);
            }
        });
        listen(&list, "submit", move |event| {
            if let Some(address) = address_of_form() {
                event.prevent_default();
                go(address, true, said);
            }
        });
        listen(&list, "click", move |event| {
            let Some(mouse) = event.dyn_ref::<web_sys::MouseEvent>() else { return };
            let plain = mouse.button() == 0
                && !mouse.ctrl_key()
                && !mouse.meta_key()
                && !mouse.shift_key()
                && !mouse.alt_key();
            let link = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .and_then(|element| element.closest(".chips a, .paging a").ok().flatten());
            if let Some(link) =
                link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()).filter(|_| plain)
            {
                event.prevent_default();
                go(link.href(), true, said);
            }
        });
        listen(&window, "popstate", move |_| {
            if let Some(address) =
                super::super::browser::window().and_then(|window| window.location().href().ok())
            {
                go(address, false, said);
            }
        });
    }

    /// The address that the form stands for, without its empty fields.
    fn address_of_form() -> Option<String> {
        let form: HtmlFormElement = document()?.get_element_by_id("filters")?.dyn_into().ok()?;
        let parameters = UrlSearchParams::new().ok()?;
        let elements = form.elements();
        for place in 0..elements.length() {
            let element = elements.item(place)?;
            let (name, value, counts) = match element.dyn_ref::<HtmlInputElement>() {
                Some(input) => {
                    (input.name(), input.value(), input.type_() != "checkbox" || input.checked())
                }
                None => {
                    let select = element.dyn_ref::<web_sys::HtmlSelectElement>();
                    select.map_or_else(Default::default, |select| {
                        (select.name(), select.value(), true)
                    })
                }
            };
            if counts && !name.is_empty() && !value.is_empty() {
                parameters.append(&name, &value);
            }
        }
        let query = String::from(parameters.to_string());
        Some(format!("{}?{query}", form.get_attribute("action")?))
    }

    fn go(address: String, remember: bool, said: RwSignal<String>) {
        if let Some(list) = list() {
            let _ = list.set_attribute("aria-busy", "true");
        }
        leptos::task::spawn_local(async move {
            if replace(&address, remember, said).await.is_none() {
                if let Some(window) = window() {
                    let _ = window.location().set_href(&address);
                }
            }
        });
    }

    async fn replace(address: &str, remember: bool, said: RwSignal<String>) -> Option<()> {
        let html = get_text(address).await?;
        let page = DomParser::new().ok()?.parse_from_string(&html, SupportedType::TextHtml).ok()?;
        let new = page.get_element_by_id("list")?;
        let old = list()?;
        let focused = document()?.active_element();
        let value = focused.as_ref().and_then(|element| {
            element
                .dyn_ref::<HtmlInputElement>()
                .filter(|input| input.type_() == "checkbox")
                .map(HtmlInputElement::value)
        });
        let id = focused.map(|element| element.id()).filter(|id| !id.is_empty());
        let open = old
            .query_selector(".filters-fold")
            .ok()
            .flatten()
            .is_some_and(|fold| fold.has_attribute("open"));
        old.set_inner_html(&new.inner_html());
        let _ = old.remove_attribute("aria-busy");
        if let (true, Some(fold)) = (open, old.query_selector(".filters-fold").ok().flatten()) {
            let _ = fold.set_attribute("open", "");
        }
        focus_again(&old, value.as_deref(), id.as_deref());
        if remember {
            window()?
                .history()
                .ok()?
                .push_state_with_url(&JsValue::NULL, "", Some(address))
                .ok()?;
        }
        if let Some(title) =
            page.query_selector("title").ok().flatten().and_then(|title| title.text_content())
        {
            document()?.set_title(&title);
        }
        said.set(
            document()?
                .get_element_by_id("count")
                .and_then(|count| count.text_content())
                .unwrap_or_default(),
        );
        Some(())
    }

    /// The choice that had the focus has another place in the new list; its value is the same.
    fn focus_again(list: &Element, value: Option<&str>, id: Option<&str>) {
        if let (Some(value), Ok(boxes)) = (value, list.query_selector_all("input[type=checkbox]")) {
            for place in 0..boxes.length() {
                let found =
                    boxes.item(place).and_then(|node| node.dyn_into::<HtmlInputElement>().ok());
                if let Some(found) = found.filter(|input| input.value() == value) {
                    let _ = found.focus();
                    return;
                }
            }
        }
        let same = id
            .and_then(|id| document()?.get_element_by_id(id))
            .and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if let Some(same) = same {
            let _ = same.focus();
        }
    }
}
