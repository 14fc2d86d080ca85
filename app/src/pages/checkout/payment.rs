//! How it is paid. Cards are entered at the provider alone.

use leptos::prelude::*;
use storefront::checkout::CheckoutView;

use super::{
    address,
    steps::{Step, href},
};

pub(super) fn draw(view: &CheckoutView, ready: bool) -> AnyView {
    let total = view.totals.total.to_string();
    let card = format!("{}/card", address(view));
    let review = href(view, Step::Review);
    let next = if ready {
        view! {
            <p class="notice" role="status">"Your card is stored for this order."</p>
            <p class="checkout-deeds"><a class="button" href=format!("{review}&card=ready")>"Continue to review"</a><a class="button button-quiet" href=card>"Use another card"</a></p>
        }
        .into_any()
    } else {
        let label = if view.declined > 0 { "Enter another card" } else { "Enter your card" };
        view! {
            <p class="checkout-deeds"><a class="button" href=card>{label}</a></p>
            <p>"You have entered it already? "<a href=review>"Continue to review"</a></p>
        }
        .into_any()
    };
    view! {
        <p class="checkout-amount">"To be paid: "<strong>{total}</strong></p>
        <p>"Nothing is charged yet. You see the whole order once more, and pay with its last button."</p>
        <p>"Your card is entered at our payment provider. Its number never reaches this shop."</p>
        {next}
    }
    .into_any()
}
