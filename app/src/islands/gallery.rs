//! The pictures of a product.
#![allow(missing_docs, reason = "what the island macro makes of the arguments carries no comment")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A picture in the gallery.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Picture {
    /// Address of the picture 960 pixels wide.
    pub src: String,
    /// Every width.
    pub srcset: String,
    /// Address of the thumbnail.
    pub small: String,
    /// What it shows.
    pub alt: String,
}

/// One large picture and a row of small ones. Each small one is a link to the page that shows it
/// large; with scripts it changes in place, by the arrow keys too.
#[island]
pub fn Gallery(
    /// The pictures, at least one.
    pictures: Vec<Picture>,
    /// The one to show first.
    chosen: usize,
    /// The page's address with a query, to which `&image=` is added.
    address: String,
) -> impl IntoView {
    let shown = RwSignal::new(chosen);
    let root = NodeRef::<leptos::html::Div>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            super::browser::mark_alive(&root);
        }
    });
    let count = pictures.len();
    let step = move |event: leptos::ev::KeyboardEvent| {
        let next = match event.key().as_str() {
            "ArrowRight" => (shown.get_untracked() + 1) % count,
            "ArrowLeft" => (shown.get_untracked() + count - 1) % count,
            _ => return,
        };
        event.prevent_default();
        shown.set(next);
    };
    let large = pictures.clone();
    let part = move |part: fn(&Picture) -> &String| {
        large.get(shown.get()).map(part).cloned().unwrap_or_default()
    };
    let (src, srcset, alt) = (part.clone(), part.clone(), part);
    let thumbnails = pictures.into_iter().enumerate().map(|(place, picture)| {
        view! {
            <li>
                <a
                    href=format!("{address}&image={place}")
                    aria-label=format!("Picture {} of {count}: {}", place + 1, picture.alt)
                    aria-current=move || (shown.get() == place).then_some("true")
                    on:click=move |event| { event.prevent_default(); shown.set(place); }
                >
                    <img src=picture.small alt="" width="80" height="80"/>
                </a>
            </li>
        }
    });
    view! {
        <div class="gallery" node_ref=root data-island="gallery" on:keydown=step>
            <img class="gallery-large" src=move || src(|picture| &picture.src) srcset=move || srcset(|picture| &picture.srcset) sizes="(min-width: 60rem) 36rem, 92vw" alt=move || alt(|picture| &picture.alt) width="960" height="960" fetchpriority="high"/>
            {(count > 1).then(|| view! { <ul class="gallery-row">{thumbnails.collect_view()}</ul> })}
        </div>
    }
}
