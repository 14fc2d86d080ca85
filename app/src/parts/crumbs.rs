//! The way from the home page to here.

use leptos::prelude::*;
use storefront::product::CategoryLink;

/// Links to the categories above; `here` is the page itself, where it is no category.
pub(crate) fn crumbs(above: &[CategoryLink], here: Option<&str>) -> AnyView {
    let above: Vec<_> = above
        .iter()
        .map(|link| view! { <li><a href=format!("/c/{}", link.slug)>{link.name.clone()}</a></li> })
        .collect();
    view! {
        <nav class="crumbs" aria-label="Breadcrumb">
            <ol><li><a href="/">"Shop"</a></li>{above}{here.map(|title| view! { <li aria-current="page">{title.to_owned()}</li> })}</ol>
        </nav>
    }
    .into_any()
}
