//! The link to the cart, with how much is in it and, with scripts, the cart in a drawer.
#![allow(missing_docs, reason = "what the island macro makes of the arguments carries no comment")]

use leptos::prelude::*;

/// A link to the cart. With scripts, whatever form changes the cart changes it in place: on the
/// cart's own page there, elsewhere in a drawer. Whatever fails ends in an ordinary page load.
#[island]
pub fn CartLink(
    /// Units in the cart.
    count: u32,
) -> impl IntoView {
    let units = RwSignal::new(count);
    let said = RwSignal::new(String::new());
    let root = NodeRef::<leptos::html::Div>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            live::Live::begin(units, said);
            super::browser::mark_alive(&root);
        }
    });
    view! {
        <div class="cart-link" node_ref=root data-island="cart">
            <a href="/cart">
                <svg class="glyph" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 8h14l1 13H4z"/><path d="M9 11V7a3 3 0 0 1 6 0v4"/></svg>
                <span class="glyph-text">"Cart"</span>
                <span class="cart-count" data-cart-count=move || units.get() hidden=move || units.get() == 0>
                    {move || units.get()}
                    <span class="hidden">" in it"</span>
                </span>
            </a>
            <div class="hidden" role="status" aria-live="polite">{said}</div>
            <dialog id="drawer" class="drawer" aria-label="Your cart">
                <h2 class="drawer-title">"Your cart"</h2>
                <form class="drawer-close" method="dialog"><button class="button button-quiet">"Close"</button></form>
                <div id="drawer-inside"></div>
                <p class="drawer-foot"><a class="button" href="/cart">"View cart"</a></p>
            </dialog>
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod live {
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{
        Document, DomParser, Element, HtmlDialogElement, HtmlElement, HtmlFormElement,
        SupportedType, UrlSearchParams,
    };

    use super::super::browser::{document, listen, post_form};

    /// What the listeners share.
    #[derive(Clone, Copy)]
    pub(super) struct Live {
        units: RwSignal<u32>,
        said: RwSignal<String>,
        /// Whether a change is on its way; a second press meanwhile is the same press.
        busy: StoredValue<bool>,
    }

    impl Live {
        /// Listens for as long as the page lives.
        pub(super) fn begin(units: RwSignal<u32>, said: RwSignal<String>) {
            let live = Self { units, said, busy: StoredValue::new(false) };
            let Some(document) = document() else { return };
            listen(&document, "submit", move |event| {
                let form = event.target().and_then(|target| target.dyn_into().ok());
                let Some(form) = form.filter(changes_the_cart) else { return };
                event.prevent_default();
                if !live.busy.get_value() {
                    live.busy.set_value(true);
                    leptos::task::spawn_local(live.send(form));
                }
            });
        }

        async fn send(self, form: HtmlFormElement) {
            let shown = self.send_and_show(&form).await;
            self.busy.set_value(false);
            if shown.is_none() {
                let _ = form.submit();
            }
        }

        async fn send_and_show(self, form: &HtmlFormElement) -> Option<()> {
            let fields = web_sys::FormData::new_with_form(form).ok()?;
            let fields = UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()?;
            // Pressed again it is another sending; only a page without scripts repeats its key.
            let random = js_sys::Math::random() * 9_007_199_254_740_992.0;
            fields.set("key", &format!("{:016x}", random as u64));
            let html = post_form("/cart", &fields).await?;
            let answer =
                DomParser::new().ok()?.parse_from_string(&html, SupportedType::TextHtml).ok()?;
            let count = answer.query_selector("[data-cart-count]").ok().flatten()?;
            let units = count.get_attribute("data-cart-count")?.parse().ok()?;
            self.show(&answer)?;
            self.units.set(units);
            Some(())
        }

        fn show(self, answer: &Document) -> Option<()> {
            let page = document()?;
            let Some(cart) = answer.get_element_by_id("cart") else {
                return self.show_refusal(&page, answer);
            };
            let said = cart.query_selector("[role=status], [role=alert]").ok().flatten();
            self.said.set(said.and_then(|said| said.text_content()).unwrap_or_default());
            if let Some(here) = page.get_element_by_id("cart")
                && here.closest("dialog").ok().flatten().is_none()
            {
                here.set_inner_html(&cart.inner_html());
                let news = here.query_selector("[role=status], [role=alert]").ok().flatten();
                focus(&news.unwrap_or(here));
                return Some(());
            }
            let inside = page.get_element_by_id("drawer-inside")?;
            inside.set_inner_html(&cart.outer_html());
            open_drawer(&page)
        }

        /// A refused form of a product: its page came back with the reason beside the field.
        fn show_refusal(self, page: &Document, answer: &Document) -> Option<()> {
            let new = answer.query_selector("form.buy").ok().flatten()?;
            let reason = new.query_selector(".field-error").ok().flatten()?;
            if let Some(old) = page.query_selector("form.buy").ok().flatten() {
                old.set_inner_html(&new.inner_html());
                focus(&old.query_selector("input[name=quantity]").ok().flatten()?);
            } else {
                let inside = page.get_element_by_id("drawer-inside")?;
                inside.set_inner_html("");
                let sentence = page.create_element("p").ok()?;
                sentence.set_text_content(reason.text_content().as_deref());
                inside.append_child(&sentence).ok()?;
                open_drawer(page)?;
            }
            self.said.set(reason.text_content().unwrap_or_default());
            Some(())
        }
    }

    fn changes_the_cart(form: &HtmlFormElement) -> bool {
        form.get_attribute("action").as_deref() == Some("/cart") && form.method() == "post"
    }

    fn open_drawer(page: &Document) -> Option<()> {
        let drawer: HtmlDialogElement = page.get_element_by_id("drawer")?.dyn_into().ok()?;
        if !drawer.open() {
            drawer.show_modal().ok()?;
        }
        Some(())
    }

    fn focus(element: &Element) {
        if let Some(element) = element.dyn_ref::<HtmlElement>() {
            let _ = element.set_attribute("tabindex", "-1");
            let _ = element.focus();
        }
    }
}
