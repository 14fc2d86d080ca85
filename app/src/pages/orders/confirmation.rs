//! What the page of an order says right after it was placed.

use leptos::prelude::*;
use storefront::orders::{OrderStatus, OrderView};

use crate::{context::Visitor, pages::encode};

/// The heading for who has just ordered.
pub(super) fn heading(view: &OrderView) -> String {
    let name = view.contact.as_ref().map(|contact| contact.name.trim()).unwrap_or_default();
    let thanks =
        if name.is_empty() { "Thank you".to_owned() } else { format!("Thank you, {name}") };
    let placed = match view.summary.status {
        OrderStatus::PendingPayment => "We have your order",
        _ => "Your order is placed",
    };
    format!("{thanks}. {placed}")
}

/// Whether there is something to be thanked for still.
pub(super) const fn fits(status: OrderStatus) -> bool {
    !matches!(status, OrderStatus::Cancelled | OrderStatus::Returned)
}

/// Where letters go, and for guests how they find the order again.
pub(super) fn aside(view: &OrderView, visitor: &Visitor, token: &str) -> AnyView {
    let letter = view.contact.as_ref().map(|contact| {
        let email = contact.email.as_str().to_owned();
        view! { <p>"We write to "<strong>{email}</strong>" about it, with a link to this page. You do not have to note anything down."</p> }
    });
    let register = format!("/register?next={}", encode(&format!("/orders/{token}")));
    let offer = visitor.account.is_none().then(|| {
        view! {
            <div class="order-offer">
                <p>"With an account you find this order whenever you sign in, on every device. You need none: the link in our letter leads here too."</p>
                <p><a class="button button-quiet" href=register>"Create an account"</a></p>
            </div>
        }
    });
    view! { <div class="order-thanks">{letter}{offer}</div> }.into_any()
}
