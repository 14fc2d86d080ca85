//! The whole order once more, and the button that places it.

use leptos::prelude::*;
use storefront::checkout::CheckoutView;

use super::{
    address::shown,
    free,
    steps::{Step, href},
    sums,
};
use crate::parts::{arrival::arrival, form::hidden};

pub(super) fn draw(view: &CheckoutView, ready: bool) -> AnyView {
    let free = free(view);
    let label =
        if free { "Place the order".to_owned() } else { format!("Pay {}", view.totals.total) };
    let submit = format!("{}/submit", super::address(view));
    view! {
        <dl class="review">
            {contact(view)}
            {to(view)}
            {invoice(view)}
            {delivery(view)}
            {(!free).then(|| card(view, ready))}
        </dl>
        <section class="review-lines" aria-labelledby="what">
            <h2 id="what">"What you buy"</h2>
            {sums::lines(view)}
            {sums::sums(view)}
        </section>
        <p class="review-terms">"With this order you agree to the "<a href="/pages/terms">"terms of sale"</a>". What we do with your data is in "<a href="/pages/privacy">"privacy"</a>"."</p>
        <form class="checkout-form" method="post" action=submit>
            {hidden("key", view.submit_key.as_str())}
            <button class="button review-submit">{label}</button>
        </form>
    }
    .into_any()
}

/// One part, with the way to change it.
fn row(name: &'static str, body: AnyView, change: Option<(String, &'static str)>) -> AnyView {
    let change = change.map(|(href, label)| {
        let about = format!(": {name}");
        view! { <a href=href>{label}<span class="hidden">{about}</span></a> }
    });
    view! { <div><dt>{name}</dt><dd>{body}</dd><dd class="review-deed">{change}</dd></div> }
        .into_any()
}

fn to_step(view: &CheckoutView, step: Step) -> Option<(String, &'static str)> {
    step.reachable(view).then(|| (href(view, step), "Change"))
}

fn contact(view: &CheckoutView) -> Option<AnyView> {
    let contact = view.contact.as_ref()?;
    let body = view! { <p>{contact.name.clone()}</p><p>{contact.email.to_string()}</p> };
    Some(row("Contact", body.into_any(), to_step(view, Step::Details)))
}

fn to(view: &CheckoutView) -> Option<AnyView> {
    let shipping = view.shipping_address.as_ref()?;
    Some(row("Address", shown(shipping), to_step(view, Step::Details)))
}

fn invoice(view: &CheckoutView) -> Option<AnyView> {
    let billing = view.billing_address.as_ref()?;
    Some(row("Invoice", shown(billing), to_step(view, Step::Details)))
}

fn delivery(view: &CheckoutView) -> Option<AnyView> {
    let code = view.delivery_method.as_ref()?;
    let option = view.delivery_options.iter().find(|option| option.code == *code)?;
    let days = format!("Arrives {}", arrival(option.earliest, option.latest));
    let body = view! { <p>{option.name.clone()}</p><p>{days}</p> };
    Some(row("Delivery", body.into_any(), to_step(view, Step::Delivery)))
}

fn card(view: &CheckoutView, ready: bool) -> AnyView {
    let href = format!("{}/card", super::address(view));
    let (body, label) = if ready {
        let said = view! { <p role="status">"Your card is stored for this order."</p> };
        (said.into_any(), "Use another card")
    } else {
        let said = view! { <p>"The card that you entered at our payment provider."</p> };
        (said.into_any(), "Enter a card")
    };
    row("Payment", body, Some((href, label)))
}
