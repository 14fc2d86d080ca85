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
            watch::Watch::begin(said);
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

    /// What the list's listeners share.
    #[derive(Clone, Copy)]
    pub(super) struct Watch {
        /// What the live region says.
        said: RwSignal<String>,
        /// The address that the list shows, or is about to.
        asked: StoredValue<String>,
    }

    fn list() -> Option<Element> {
        document()?.get_element_by_id("list")
    }

    fn element<T: JsCast>(selector: &str) -> Option<T> {
        list()?.query_selector(selector).ok().flatten()?.dyn_into().ok()
    }

    /// The page's address without the part that only scrolls.
    fn here() -> Option<String> {
        let address = window()?.location().href().ok()?;
        Some(address.split('#').next().unwrap_or_default().to_owned())
    }

    impl Watch {
        /// Listens to the list for as long as the page lives.
        pub(super) fn begin(said: RwSignal<String>) {
            let (Some(list), Some(window), Some(here)) = (list(), window(), here()) else { return };
            let watch = Self { said, asked: StoredValue::new(here) };
            let _ = list.class_list().add_1("list-live");
            listen(&list, "change", move |event| {
                let field = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                let form = field
                    .and_then(|field| field.closest("#filters, [form=filters]").ok().flatten());
                if form.is_some() {
                    watch.go_to_form();
                }
            });
            listen(&list, "submit", move |event| {
                let form = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                // The list holds other forms too: each product's own.
                if form.is_none_or(|form| form.id() != "filters") {
                    return;
                }
                event.prevent_default();
                watch.go_to_form();
                if let Some(fold) = element::<Element>(".filters-fold") {
                    let _ = fold.remove_attribute("open");
                }
            });
            listen(&list, "click", move |event| watch.click(&event));
            listen(&window, "popstate", move |_| {
                if let Some(address) = self::here().filter(|here| watch.asked.get_value() != *here)
                {
                    watch.go(address, false);
                }
            });
        }

        /// Follows a link to another state of the list, unless it is opened elsewhere.
        fn click(self, event: &web_sys::Event) {
            let Some(mouse) = event.dyn_ref::<web_sys::MouseEvent>() else { return };
            let elsewhere =
                mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key();
            let link = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .and_then(|element| element.closest(".chips a, .paging a").ok().flatten());
            let link = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
            if let Some(link) = link.filter(|_| mouse.button() == 0 && !elsewhere) {
                event.prevent_default();
                if let (Some(list), true) =
                    (list(), link.closest(".paging").ok().flatten().is_some())
                {
                    list.scroll_into_view();
                }
                self.go(link.href(), true);
            }
        }

        fn go_to_form(self) {
            // A second press for what is shown already must not be a second step back.
            if let Some(address) = address_of_form().filter(|to| self.asked.get_value() != *to) {
                self.go(address, true);
            }
        }

        fn go(self, address: String, remember: bool) {
            if let Some(list) = list() {
                let _ = list.set_attribute("aria-busy", "true");
            }
            self.asked.set_value(address.clone());
            leptos::task::spawn_local(async move {
                if self.show(&address, remember).await.is_none()
                    && let Some(window) = window()
                {
                    let _ = window.location().set_href(&address);
                }
            });
        }

        async fn show(self, address: &str, remember: bool) -> Option<()> {
            let html = get_text(address).await?;
            // Something else was asked for meanwhile; its answer is on its way.
            if self.asked.get_value() != address {
                return Some(());
            }
            let page =
                DomParser::new().ok()?.parse_from_string(&html, SupportedType::TextHtml).ok()?;
            let new = page.get_element_by_id("list")?;
            let old = list()?;
            let focused =
                document()?.active_element().filter(|focused| old.contains(Some(focused)));
            let open =
                element::<Element>(".filters-fold").is_some_and(|fold| fold.has_attribute("open"));
            let focus = focused.map(|focused| {
                let choice = focused.dyn_ref::<HtmlInputElement>();
                let choice = choice.filter(|input| input.type_() == "checkbox");
                (choice.map(HtmlInputElement::value), focused.id())
            });
            old.set_inner_html(&new.inner_html());
            old.set_class_name(&format!("{} list-live", new.class_name()));
            let _ = old.remove_attribute("aria-busy");
            if let (true, Some(fold)) = (open, element::<Element>(".filters-fold")) {
                let _ = fold.set_attribute("open", "");
            }
            if let Some((choice, id)) = focus {
                focus_again(&old, choice.as_deref(), &id);
            }
            if remember {
                let history = window()?.history().ok()?;
                history.push_state_with_url(&JsValue::NULL, "", Some(address)).ok()?;
            }
            if let Some(title) = page.query_selector("title").ok().flatten() {
                document()?.set_title(&title.text_content().unwrap_or_default());
            }
            let count = element::<Element>("#count").and_then(|count| count.text_content());
            self.said.set(count.unwrap_or_default());
            Some(())
        }
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
        let origin = window()?.location().origin().ok()?;
        Some(format!("{origin}{}?{query}", form.get_attribute("action")?))
    }

    /// The choice that had the focus has another place in the new list; its value is the same. What
    /// is no longer there hands the focus to the count.
    fn focus_again(list: &Element, choice: Option<&str>, id: &str) {
        if let (Some(choice), Ok(boxes)) = (choice, list.query_selector_all("input[type=checkbox]"))
        {
            for place in 0..boxes.length() {
                let found =
                    boxes.item(place).and_then(|node| node.dyn_into::<HtmlInputElement>().ok());
                if let Some(found) = found.filter(|input| input.value() == choice) {
                    let _ = found.focus();
                    return;
                }
            }
        }
        let same = document().and_then(|document| document.get_element_by_id(id));
        let same =
            same.filter(|_| !id.is_empty()).and_then(|same| same.dyn_into::<HtmlElement>().ok());
        if let Some(target) = same.or_else(|| element::<HtmlElement>("#count")) {
            let _ = target.focus();
        }
    }
}
