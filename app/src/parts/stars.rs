//! A mean of reviews, drawn and in words.

use leptos::prelude::*;
use storefront::product::Rating;

/// Stars to a half, then the mean and the count.
pub(crate) fn stars(rating: Rating) -> AnyView {
    let tenths = (rating.hundredths + 5) / 10;
    let mean = format!("{}.{}", tenths / 10, tenths % 10);
    let words = format!(
        "{mean} of 5 stars, {} {}",
        rating.count,
        if rating.count == 1 { "review" } else { "reviews" }
    );
    view! {
        <p class="rating">
            <span class=format!("stars stars-{}", halves(rating.hundredths)) aria-hidden="true"></span>
            <span class="hidden">{words}</span>
            <span class="rating-count" aria-hidden="true">{format!("{mean} ({})", rating.count)}</span>
        </p>
    }
    .into_any()
}

/// Hundredths of a star to the nearest half, 2 to 10.
pub(crate) const fn halves(hundredths: u16) -> u16 {
    (hundredths + 25) / 50
}
