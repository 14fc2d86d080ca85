//! The search box in the header, with suggestions while one types.
#![allow(missing_docs, reason = "what the island macro makes of the arguments carries no comment")]

use leptos::prelude::*;

/// One line of the list of suggestions.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Suggestion {
    kind: &'static str,
    label: String,
    note: String,
    href: String,
}

/// A search form. With scripts its field is a combobox: arrows move through the suggestions, Enter
/// opens one, Escape closes the list and keeps what was typed.
#[island]
pub fn SearchBox(
    /// What the field holds at first.
    query: String,
    /// Id of the field, from which the list's ids are made.
    id: String,
) -> impl IntoView {
    let suggestions = RwSignal::new(Vec::<Suggestion>::new());
    let open = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    let alive = RwSignal::new(false);
    let root = NodeRef::<leptos::html::Form>::new();
    let field = NodeRef::<leptos::html::Input>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            alive.set(true);
            super::browser::mark_alive(&root);
        }
    });
    let list_id = format!("{id}-list");
    let option_id = {
        let id = id.clone();
        move |place: usize| format!("{id}-option-{place}")
    };
    let shown = move || open.get() && !suggestions.with(Vec::is_empty);
    let step = move |event: leptos::ev::KeyboardEvent| {
        let count = suggestions.with_untracked(Vec::len);
        let now = active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if count > 0 => {
                event.prevent_default();
                if !open.get_untracked() {
                    open.set(true);
                    active.set(None);
                    return;
                }
                // One place beyond the list is the field itself.
                let places = count + 1;
                let here = now.map_or(count, |place| place);
                let next = if event.key() == "ArrowDown" {
                    (here + 1) % places
                } else {
                    (here + places - 1) % places
                };
                active.set((next < count).then_some(next));
            }
            "Escape" if open.get_untracked() => {
                event.prevent_default();
                open.set(false);
                active.set(None);
            }
            "Enter" => {
                let href = now.and_then(|place| {
                    suggestions.with_untracked(|all| all.get(place).map(|one| one.href.clone()))
                });
                if let Some(href) = href.filter(|_| open.get_untracked()) {
                    event.prevent_default();
                    follow(&href);
                }
            }
            _ => {}
        }
    };
    let active_id = {
        let option_id = option_id.clone();
        move || active.get().filter(|_| shown()).map(&option_id)
    };
    let rows = move || {
        suggestions
            .get()
            .into_iter()
            .enumerate()
            .map(|(place, suggestion)| {
                let href = suggestion.href.clone();
                view! {
                    <li
                        id=option_id(place)
                        role="option"
                        class=format!("suggestion suggestion-{}", suggestion.kind)
                        aria-selected=move || if active.get() == Some(place) { "true" } else { "false" }
                        on:mousedown=move |event| { event.prevent_default(); follow(&href); }
                    >
                        <span class="suggestion-label">{suggestion.label}</span>
                        <span class="suggestion-note">{suggestion.note}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <form class="search" action="/search" role="search" aria-label="Search the shop" node_ref=root data-island="search">
            <label class="hidden" for=id.clone()>"Search products"</label>
            <input
                id=id
                node_ref=field
                type="search"
                name="q"
                value=query
                placeholder="Search products"
                autocomplete="off"
                enterkeyhint="search"
                maxlength="200"
                role=move || alive.get().then_some("combobox")
                aria-autocomplete=move || alive.get().then_some("list")
                aria-controls={let list_id = list_id.clone(); move || alive.get().then(|| list_id.clone())}
                aria-expanded=move || alive.get().then(|| if shown() { "true" } else { "false" })
                aria-activedescendant=active_id
                on:input=move |event| { active.set(None); ask(event_target_value(&event), suggestions, open, field); }
                on:keydown=step
                on:blur=move |_| { open.set(false); active.set(None); }
            />
            <button class="button">"Search"</button>
            <ul class="suggestions" id=list_id role=move || alive.get().then_some("listbox") aria-label="Suggestions" hidden=move || !shown()>{rows}</ul>
        </form>
    }
}

#[cfg(not(feature = "hydrate"))]
fn follow(_: &str) {}

#[cfg(not(feature = "hydrate"))]
fn ask(
    _: String,
    _: RwSignal<Vec<Suggestion>>,
    _: RwSignal<bool>,
    _: NodeRef<leptos::html::Input>,
) {
}

#[cfg(feature = "hydrate")]
use in_browser::{ask, follow};

#[cfg(feature = "hydrate")]
mod in_browser {
    use std::time::Duration;

    use leptos::prelude::*;
    use wasm_bindgen::JsValue;

    use super::{
        super::browser::{get_text, list, member, text, window},
        Suggestion,
    };

    /// How long the field rests before suggestions are asked for.
    const REST: Duration = Duration::from_millis(120);

    pub(super) fn follow(href: &str) {
        if let Some(window) = window() {
            let _ = window.location().set_href(href);
        }
    }

    /// Asks for suggestions once the field has rested; an answer to an older text is dropped.
    pub(super) fn ask(
        typed: String,
        suggestions: RwSignal<Vec<Suggestion>>,
        open: RwSignal<bool>,
        field: NodeRef<leptos::html::Input>,
    ) {
        if typed.trim().chars().count() < 2 {
            open.set(false);
            return;
        }
        let current =
            move |typed: &str| field.get_untracked().is_some_and(|field| field.value() == typed);
        set_timeout(
            move || {
                if !current(&typed) {
                    return;
                }
                leptos::task::spawn_local(async move {
                    let address = format!(
                        "/api/suggest?query={}",
                        String::from(js_sys::encode_uri_component(&typed))
                    );
                    let found =
                        get_text(&address).await.and_then(|body| js_sys::JSON::parse(&body).ok());
                    if let Some(found) = found.filter(|_| current(&typed)) {
                        suggestions.set(read(&found));
                        open.set(true);
                    }
                });
            },
            REST,
        );
    }

    fn read(found: &JsValue) -> Vec<Suggestion> {
        let queries =
            list(found, "queries").into_iter().filter_map(|query| query.as_string()).map(|query| {
                Suggestion {
                    kind: "query",
                    href: format!(
                        "/search?q={}",
                        String::from(js_sys::encode_uri_component(&query))
                    ),
                    label: query,
                    note: String::new(),
                }
            });
        let categories = list(found, "categories").into_iter().map(|category| Suggestion {
            kind: "category",
            label: text(&category, "name"),
            note: "Department".to_owned(),
            href: format!("/c/{}", text(&category, "slug")),
        });
        let products = list(found, "products").into_iter().map(|product| Suggestion {
            kind: "product",
            label: text(&product, "title"),
            note: price(&member(&product, "price")),
            href: format!("/p/{}", text(&product, "slug")),
        });
        queries.chain(categories).chain(products).collect()
    }

    /// Minor units as shown to a shopper.
    fn price(money: &JsValue) -> String {
        let currency = kernel::Currency::parse(&text(money, "currency")).ok();
        let amount = member(money, "amount").as_f64().map(|amount| amount as i64);
        match (amount, currency) {
            (Some(amount), Some(currency)) => kernel::Money::new(amount, currency)
                .map(|money| money.to_string())
                .unwrap_or_default(),
            _ => String::new(),
        }
    }
}
