//! Waiting for something that the server will know soon.
#![allow(missing_docs, reason = "what the island macro makes of the arguments carries no comment")]

use leptos::prelude::*;

/// A link to the page that it stands on. With scripts the page is asked for every so many seconds,
/// and loaded once nothing is waited for there any more: whoever listens is not interrupted.
#[island]
pub fn LookAgain(
    /// The page.
    address: String,
    /// How often, in seconds.
    seconds: u32,
) -> impl IntoView {
    let root = NodeRef::<leptos::html::P>::new();
    #[cfg(feature = "hydrate")]
    let page = address.clone();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            live::begin(page.clone(), seconds);
            super::browser::mark_alive(&root);
        }
    });
    view! {
        <p node_ref=root data-island="look-again" data-seconds=seconds>
            <a class="button button-quiet" href=address>"Look again"</a>
        </p>
    }
}

#[cfg(feature = "hydrate")]
mod live {
    use std::time::Duration;

    use leptos::prelude::*;

    use super::super::browser::{get_text, window};

    /// What the page holds as long as it waits.
    const MARK: &str = "data-island=\"look-again\"";

    pub(super) fn begin(address: String, seconds: u32) {
        let busy = StoredValue::new(false);
        let look = move || {
            if busy.get_value() {
                return;
            }
            busy.set_value(true);
            let address = address.clone();
            leptos::task::spawn_local(async move {
                // A page that does not come is asked for again the next time.
                let waits = get_text(&address).await.is_none_or(|page| page.contains(MARK));
                if !waits && let Some(window) = window() {
                    let _ = window.location().set_href(&address);
                }
                busy.set_value(false);
            });
        };
        set_interval(look, Duration::from_secs(seconds.into()));
    }
}
