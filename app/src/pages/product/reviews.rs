//! What others say of a product.

use leptos::prelude::*;
use storefront::product::{Product, Reviews};

use crate::parts::stars::stars;

/// The distribution and the newest reviews.
pub(super) fn section(product: &Product, reviews: &Reviews) -> AnyView {
    let total: u32 = reviews.distribution.iter().sum();
    let Some(rating) = product.rating.filter(|_| total > 0) else {
        return view! { <section class="reviews" aria-labelledby="reviews"><h2 id="reviews">"Reviews"</h2><p class="quiet">"Nobody has reviewed this yet."</p></section> }.into_any();
    };
    let bars: Vec<_> = (1..=5_usize)
        .rev()
        .map(|number| {
            let count = reviews.distribution[number - 1];
            // Twentieths: styles may not be written into the markup, so each width is a class.
            let width = (count * 20 + total / 2) / total;
            let label = if number == 1 { "1 star".to_owned() } else { format!("{number} stars") };
            view! { <tr><th scope="row">{label}</th><td class="bar-cell"><span class=format!("bar bar-{width}")></span></td><td class="bar-count">{count}</td></tr> }
        })
        .collect();
    let newest: Vec<_> = reviews
        .newest
        .iter()
        .map(|review| {
            let (year, month, day) = review.published_at.date();
            view! {
                <li class="review">
                    <p class="rating"><span class=format!("stars stars-{}", review.stars * 2) aria-hidden="true"></span><span class="hidden">{format!("{} of 5 stars", review.stars)}</span></p>
                    <h3>{review.title.clone()}</h3>
                    <p>{review.body.clone()}</p>
                    <p class="quiet">{review.author.clone()}", "<time datetime=format!("{year:04}-{month:02}-{day:02}")>{format!("{day} {} {year}", MONTHS[month as usize - 1])}</time>{review.verified.then_some(" · bought it here")}</p>
                </li>
            }
        })
        .collect();
    view! {
        <section class="reviews" aria-labelledby="reviews">
            <h2 id="reviews">"Reviews"</h2>
            <div class="reviews-sum">
                {stars(rating)}
                <table class="bars"><caption class="hidden">"Reviews by number of stars"</caption><tbody>{bars}</tbody></table>
            </div>
            <ul class="reviews-list">{newest}</ul>
        </section>
    }
    .into_any()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
