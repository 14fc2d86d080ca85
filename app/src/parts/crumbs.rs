//! The way from the home page to here.

use leptos::prelude::*;
use storefront::product::CategoryLink;

/// Links to the categories above; `here` is the page itself, where it is no category.
pub(crate) fn crumbs(above: &[CategoryLink], here: Option<&str>) -> AnyView {
    let above: Vec<_> =
        above.iter().map(|link| (format!("/c/{}", link.slug), link.name.clone())).collect();
    trail(&above, here)
}

/// Links to the pages above, each with its name; `here` is the page itself.
pub(crate) fn trail(above: &[(String, String)], here: Option<&str>) -> AnyView {
    let above: Vec<_> = above
        .iter()
        .map(|(href, name)| view! { <li><a href=href.clone()>{name.clone()}</a></li> })
        .collect();
    view! {
        <nav class="crumbs" aria-label="Breadcrumb">
            <ol><li><a href="/">"Shop"</a></li>{above}{here.map(|title| view! { <li aria-current="page">{title.to_owned()}</li> })}</ol>
        </nav>
    }
    .into_any()
}
