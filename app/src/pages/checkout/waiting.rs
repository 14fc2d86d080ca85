//! Submitted, and whether it is paid is not known yet.

use leptos::prelude::*;
use storefront::checkout::{CheckoutView, Submitted};

use super::{super::Page, address, frame, sums};
use crate::islands::look_again::LookAgain;

/// Seconds until the page looks again by itself.
const AGAIN: u32 = 3;

pub(super) fn draw(view: &CheckoutView, submitted: Option<&Submitted>) -> Page {
    match submitted {
        Some(Submitted::ActionNeeded(_, bank)) => asked(view, bank),
        Some(Submitted::Paid(order)) => {
            let order = order.id.to_string();
            let body = view! { <p>"It is paid."</p><p><a class="button" href=format!("/orders/{order}")>"See your order"</a></p> };
            frame::closed("Thank you", body.into_any())
        }
        Some(Submitted::Waiting(_)) | None => unknown(view),
    }
}

fn unknown(view: &CheckoutView) -> Page {
    let body = view! {
        <p role="status">"We are asking your bank. This takes a few seconds."</p>
        <p>"The page looks again by itself. You pay once, however often it does, and nothing is lost if you close it: we write to you."</p>
        <LookAgain address=address(view) seconds=AGAIN/>
        {bought(view)}
    };
    let mut page = frame::closed("Your payment is on its way", body.into_any());
    page.again_in = Some(AGAIN);
    page
}

/// The bank wants to see the shopper. The address is the provider's; anything that is no web page
/// is not followed.
fn asked(view: &CheckoutView, bank: &str) -> Page {
    if !(bank.starts_with("https://") || bank.starts_with("http://")) {
        return unknown(view);
    }
    let body = view! {
        <p>"Your bank wants to know that it is you. You come back here afterwards."</p>
        <p><a class="button" href=bank.to_owned()>"Go to your bank"</a></p>
        <p>"You have been there already? "<a href=address(view)>"Look again"</a></p>
        {bought(view)}
    };
    frame::closed("One more step at your bank", body.into_any())
}

fn bought(view: &CheckoutView) -> AnyView {
    view! {
        <section class="over-lines" aria-labelledby="what">
            <h2 id="what">"What you buy"</h2>
            {sums::lines(view)}
            {sums::sums(view)}
        </section>
    }
    .into_any()
}
