//! A product in a list of one's own.

use leptos::prelude::*;
use storefront::{image::Image, profile::Glimpse};

/// A product that is sold, with what can be done about it in this list.
pub(crate) fn glimpse(item: &Glimpse, deed: Option<AnyView>) -> AnyView {
    let price = item.price.map(
        |price| view! { <p class="price"><span class="price-now">{price.to_string()}</span></p> },
    );
    view! {
        <article class="card">
            {picture(item.image.as_ref())}
            <h3 class="card-title"><a href=format!("/p/{}", item.slug)>{item.title.clone()}</a></h3>
            {price}
            {deed}
        </article>
    }
    .into_any()
}

/// A product that cannot be shown, and why not.
pub(crate) fn absent(title: &str, why: &'static str, deed: Option<AnyView>) -> AnyView {
    view! {
        <article class="card card-absent">
            {picture(None)}
            <h3 class="card-title">{title.to_owned()}</h3>
            <p class="card-note">{why}</p>
            {deed}
        </article>
    }
    .into_any()
}

fn picture(image: Option<&Image>) -> AnyView {
    let image = image.map(|image| {
        view! { <img src=image.src(320) srcset=format!("{} 320w, {} 640w", image.src(320), image.src(640)) sizes="(min-width: 40rem) 17rem, 45vw" alt="" width="320" height="320" loading="lazy"/> }
    });
    view! { <div class="card-picture">{image}</div> }.into_any()
}
