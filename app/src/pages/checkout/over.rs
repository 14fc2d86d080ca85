//! What stands there when a checkout is over.

use leptos::prelude::*;
use storefront::checkout::{CheckoutState, CheckoutView};

use super::{super::Page, address, frame, sums};
use crate::{
    context::FormState,
    parts::form::{summary, title},
};

/// It is an order.
pub(super) fn ordered(view: &CheckoutView) -> Page {
    let link = match &view.order {
        Some(order) => {
            view! { <a class="button" href=format!("/orders/{order}")>"See your order"</a> }
                .into_any()
        }
        None => view! { <a class="button" href="/orders">"See your orders"</a> }.into_any(),
    };
    let body = view! {
        <p>"Thank you. This checkout has become an order, and nothing of it can be changed here."</p>
        <p>{link}</p>
    };
    frame::closed("This is ordered", body.into_any())
}

/// Its end came, or the shopper gave it up: what was held, and how it is held again.
pub(super) fn let_go(view: &CheckoutView, form: &FormState) -> Page {
    let (heading, sentence) = if view.state == CheckoutState::Cancelled {
        ("You cancelled this checkout", "These units are not held for you any more.")
    } else {
        ("The time is over", "These units are not held for you any more, and others can buy them.")
    };
    let body = view! {
        {summary(form, ToOwned::to_owned)}
        <p>{sentence}" Nothing was charged. What you entered is kept, and you can hold the same again."</p>
        <div class="checkout-deeds">
            <form method="post" action=format!("{}/again", address(view))><button class="button">"Hold them again"</button></form>
            <a class="button button-quiet" href="/cart">"Back to your cart"</a>
        </div>
        <section class="over-lines" aria-labelledby="what">
            <h2 id="what">"What was held"</h2>
            {sums::lines(view)}
        </section>
    };
    let mut page = frame::closed(heading, body.into_any());
    page.title = title(form, &page.title);
    page
}
