//! What stands for the shop at the head of a page.

use leptos::prelude::*;
use storefront::{logo::Logo, shop::ShopIdentity};

/// The logo; the flag and the name where there is none.
pub(crate) fn mark(identity: &ShopIdentity) -> AnyView {
    match &identity.logo {
        Some(logo) => picture(logo, &identity.name),
        None => view! { <span class="flag" aria-hidden="true"></span>{identity.name.clone()} }
            .into_any(),
    }
}

/// A logo at the size at which pages show it.
pub(crate) fn picture(logo: &Logo, alt: &str) -> AnyView {
    let (image, (width, height)) = (logo.image(alt), logo.size());
    let class = if logo.see_through { "logo logo-see-through" } else { "logo" };
    // Sharp at three pixels of a screen for one of CSS.
    let widths = [160, 320, 640].map(|width| format!("{} {width}w", image.src(width))).join(", ");
    let sizes = format!("{width}px");
    view! { <img class=class src=image.src(320) srcset=widths sizes=sizes alt=image.alt.clone() width=width.to_string() height=height.to_string()/> }
        .into_any()
}
