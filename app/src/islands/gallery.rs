//! The pictures of a product.
#![allow(missing_docs, reason = "what the island macro makes of the arguments carries no comment")]

use leptos::prelude::*;
use storefront::image::Image;

/// One large picture and a row of small ones. Each small one is a link to the page that shows it
/// large; with scripts it changes in place, by the arrow keys too.
#[island]
pub fn Gallery(
    /// The pictures, at least one.
    pictures: Vec<Image>,
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
    let part = move |part: fn(&Image) -> String| large.get(shown.get()).map(part);
    let (src, srcset, alt) = (part.clone(), part.clone(), part);
    let before = address + "&image=";
    let thumbnails = pictures.into_iter().enumerate().map(|(place, picture)| {
        view! {
            <li>
                <a
                    href=format!("{before}{place}")
                    aria-label=format!("Picture {} of {count}: {}", place + 1, picture.alt)
                    aria-current=move || (shown.get() == place).then_some("true")
                    on:click=move |event| { event.prevent_default(); shown.set(place); }
                >
                    <img src=picture.src(160) alt="" width="80" height="80"/>
                </a>
            </li>
        }
    });
    view! {
        <div class="gallery" node_ref=root data-island="gallery" on:keydown=step>
            <img class="gallery-large" src=move || src(|picture| picture.src(960)) srcset=move || srcset(Image::srcset) sizes="(min-width: 56rem) 38rem, 92vw" alt=move || alt(|picture| picture.alt.clone()) width="960" height="960" fetchpriority="high"/>
            {(count > 1).then(|| view! { <ul class="gallery-row">{thumbnails.collect_view()}</ul> })}
        </div>
    }
}
