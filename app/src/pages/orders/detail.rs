//! The page of an order.

use kernel::{Clock, SystemClock};
use leptos::prelude::*;
use storefront::{
    orders::{Delivery, OrderStatus, OrderView, Shipment},
    profile::Address,
};

use super::{
    super::Page, around::way, confirmation, deeds, figures, lines, returns, timeline, words,
};
use crate::{
    context::{FormState, PageRequest, Visitor},
    pages::parameter,
    parts::{
        form::{done, summary, title},
        moment::{day, moment},
    },
};

const DONE: [(&str, &str); 5] = [
    ("cancelled", "The order is cancelled."),
    (
        "cancel-asked",
        "You have asked to cancel the order. It ends as soon as your bank has answered.",
    ),
    (
        "reordered-in-part",
        "What there still is of it is in your cart. The rest cannot be bought just now.",
    ),
    ("reordered-nothing", "Nothing of this order can be bought just now. Your cart is as it was."),
    ("return-asked", "You have asked to send things back. We answer by letter."),
];

pub(super) fn draw(
    request: &PageRequest,
    visitor: &Visitor,
    form: &FormState,
    token: &str,
    view: &OrderView,
) -> Page {
    let order = &view.summary;
    let number = format!("Order {}", order.id);
    let placed = parameter(&request.query, "placed").is_some() && confirmation::fits(order.status);
    let heading = if placed { confirmation::heading(view) } else { number.clone() };
    let thanks = placed.then(|| confirmation::aside(view, visitor, token));
    let body = view! {
        {way(visitor, None, &number)}
        <article class="order-page">
            <header class="order-head">
                <h1>{heading.clone()}</h1>
                <p class="quiet">{if placed { format!("{number}, placed on ") } else { "Placed on ".to_owned() }}{moment(order.ordered_at)}</p>
            </header>
            {done(&request.query, &DONE)}
            {summary(form, ToOwned::to_owned)}
            <section class="order-standing" aria-labelledby="standing">
                <h2 id="standing" class="order-status">{order.status.label()}</h2>
                <p>{words::standing(view, SystemClock.now())}</p>
                {view.shipment.as_ref().map(|shipment| followed(shipment, order.status))}
            </section>
            {thanks}
            <div class="order-columns">
                <div class="order-main">
                    <section aria-labelledby="bought">
                        <h2 id="bought">"What you bought"</h2>
                        {lines::list(&order.lines)}
                        {figures::list(view)}
                    </section>
                    {returns::list(view)}
                </div>
                <div class="order-side">
                    {deeds::list(view, form, token, &visitor.form_key)}
                    <section aria-labelledby="happened">
                        <h2 id="happened">"What happened"</h2>
                        {timeline::list(&view.timeline)}
                    </section>
                </div>
                <div class="order-places">
                    <section aria-labelledby="delivery">
                        <h2 id="delivery">"Delivery"</h2>
                        {delivery(view)}
                    </section>
                    <section aria-labelledby="invoice-to">
                        <h2 id="invoice-to">"Invoice and letters"</h2>
                        {billing(view)}
                    </section>
                </div>
            </div>
            <p class="quiet">"Something is not right? "<a href="/pages/contact">"Write to us"</a>" and name "{order.id.to_string()}"."</p>
        </article>
    };
    Page::unlisted(title(form, &heading), body.into_any())
}

/// Where the parcel is followed. That matters most while it is on its way.
fn followed(shipment: &Shipment, status: OrderStatus) -> AnyView {
    let class = if status == OrderStatus::Shipped { "button" } else { "button button-quiet" };
    let number = (!shipment.tracking.is_empty())
        .then(|| view! { <p class="quiet">"Number of the parcel: "<code>{shipment.tracking.clone()}</code></p> });
    let link = shipment.tracking_url.clone().map(|href| {
        let label = format!("Follow it at {}", shipment.carrier);
        // The address of this page may be all that keeps it private, so it is not passed on.
        view! { <p><a class=class href=href rel="noopener noreferrer">{label}</a></p> }
    });
    view! { {link}{number} }.into_any()
}

fn delivery(view: &OrderView) -> AnyView {
    let Delivery { title, earliest, latest, .. } = &view.delivery;
    let days = match (earliest, latest) {
        (Some(earliest), Some(latest)) if earliest.date() != latest.date() => {
            Some(view! { <p>"Between "{day(*earliest)}" and "{day(*latest)}</p> }.into_any())
        }
        (_, Some(latest)) => Some(view! { <p>"By "{day(*latest)}</p> }.into_any()),
        _ => None,
    };
    let address = match &view.shipping_address {
        Some(address) => lines_of(address),
        None => forgotten(),
    };
    view! { <p>{title.clone()}</p>{days}{address} }.into_any()
}

fn billing(view: &OrderView) -> AnyView {
    let address = match (&view.billing_address, &view.shipping_address) {
        (Some(address), _) => lines_of(address),
        (None, Some(_)) => view! { <p>"The invoice goes to the same address."</p> }.into_any(),
        (None, None) => forgotten(),
    };
    let contact = view.contact.as_ref().map(|contact| {
        let (name, email) = (contact.name.clone(), contact.email.as_str().to_owned());
        view! { <p class="order-contact">"Letters go to "{name}", "{email}</p> }
    });
    view! { {address}{contact} }.into_any()
}

/// What stands where an address was.
pub(in crate::pages) fn forgotten() -> AnyView {
    view! { <p class="quiet">"Name and address were erased, as was asked of us."</p> }.into_any()
}

/// An address, a line each.
pub(in crate::pages) fn lines_of(address: &Address) -> AnyView {
    let place = format!("{} {}", address.postcode, address.city);
    let lines: Vec<_> = [
        address.line1.as_str(),
        &address.line2,
        place.trim(),
        &address.region,
        address.country.name(),
    ]
    .into_iter()
    .filter(|line| !line.is_empty())
    .map(|line| view! { <span>{line.to_owned()}</span> })
    .collect();
    view! { <address class="address-lines"><strong>{address.name.clone()}</strong>{lines}</address> }
        .into_any()
}
