//! What stands around every step.

use leptos::prelude::*;
use storefront::checkout::CheckoutView;

use super::{
    super::Page,
    address, coupon, delivery,
    steps::{self, Step},
    sums,
};
use crate::{
    context::FormState,
    islands::countdown::Countdown,
    parts::form::{summary, title},
};

/// A step with its heading, what is held and until when.
pub(super) fn open(view: &CheckoutView, step: Step, form: &FormState, body: AnyView) -> Page {
    let left = view.expires_at.millis() - view.now.millis();
    let field = |name: &str| match name {
        "deliveryMethod" => delivery::first_id(view),
        name => name.to_owned(),
    };
    // The last step has lines and sums in its midst.
    let beside = (step != Step::Review).then(|| sums::beside(view));
    let cancel = format!("{}/cancel", address(view));
    let body = view! {
        <div class="checkout">
            {steps::list(view, step)}
            <div class="checkout-hold"><Countdown address=address(view) step=step.name().to_owned() ends_at=view.expires_at.millis() left=left extensions=view.extensions_left/></div>
            {beside}
            <section class="checkout-main">
                <h1>{step.heading()}</h1>
                {summary(form, field)}
                {(!view.confirmed).then(unconfirmed)}
                {body}
            </section>
            {view.order.is_none().then(|| coupon::draw(view, step, form))}
            <form class="checkout-cancel" method="post" action=cancel>
                <button class="button-text">"Cancel, and let these units go"</button>
            </form>
        </div>
    };
    enclosed(&title(form, step.heading()), body.into_any())
}

/// PostgreSQL does not answer: this is a copy.
fn unconfirmed() -> AnyView {
    view! { <p class="notice notice-warn" role="status">"We cannot go on with your order just now. Nothing was charged, and nothing you typed is lost: send it again in a moment."</p> }
        .into_any()
}

/// A page of a checkout of which nothing can be entered any more.
pub(super) fn closed(heading: &str, body: AnyView) -> Page {
    let body = view! { <div class="checkout-over"><h1>{heading.to_owned()}</h1>{body}</div> };
    enclosed(heading, body.into_any())
}

fn enclosed(title: &str, body: AnyView) -> Page {
    let mut page = Page::unlisted(format!("{title} · Checkout"), body);
    page.enclosed = true;
    page
}
