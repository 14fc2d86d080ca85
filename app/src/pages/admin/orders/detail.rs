//! The page of an order for staff.

use leptos::prelude::*;
use storefront::{
    order_room::RoomView,
    orders::{OrderStatus, OrderView, Shipment},
    staff::{Permission, StaffMember},
};

use super::{
    super::{audit, frame},
    deciding, deeds, doubt, facts, owed, sending_back,
};
use crate::{
    context::{FormState, PageRequest, Visitor},
    pages::{
        Page, encode,
        orders::{
            detail::{forgotten, lines_of},
            figures,
        },
    },
    parts::{
        form::{done, summary},
        moment::{day, moment},
    },
};

const DONE: [(&str, &str); 13] = [
    ("looked-into", "It is noted, and the order goes on by it."),
    ("taken", "The order is taken and paid. Letters tell its buyer."),
    ("paid-back", "It is noted that this was paid back."),
    ("noted", "The note is kept."),
    ("shipped", "The order is on its way. A letter tells its buyer."),
    ("delivered", "The order has arrived."),
    ("cancelled", "The order is cancelled. What was paid goes back."),
    (
        "cancel-asked",
        "Cancelling is asked for. It ends as soon as it is known what became of the payment.",
    ),
    ("refunded", "The money goes back. It stands under what happened once it has."),
    ("resent", "The letter is on its way."),
    ("return-asked", "The return is noted. A letter tells its buyer."),
    ("return-approved", "The return is agreed to."),
    ("return-refused", "The return is not agreed to. The reason stands under what happened."),
];

pub(super) fn draw(
    request: &PageRequest,
    visitor: &Visitor,
    member: &StaffMember,
    form: &FormState,
    view: &RoomView,
) -> Page {
    let order = &view.order;
    let heading = format!("Order {}", order.summary.id);
    let logged = audit::of(member, &format!("order {}", order.summary.id));
    let body = view! {
        <div class="order-page">
            {done(&request.query, &DONE)}
            {summary(form, |field| deeds::place(form, field))}
            <section class="order-standing" aria-labelledby="standing">
                <h2 id="standing" class="order-status">{order.summary.status.label()}</h2>
                {standing(order)}
            </section>
            <div class="order-columns">
                <div class="order-main">
                    <section aria-labelledby="bought">
                        <h2 id="bought">"What was bought"</h2>
                        {facts::lines(&order.summary.lines)}
                        {figures::list(order)}
                    </section>
                    {deciding::list(view, member, form)}
                    {facts::payments(view)}
                    {doubt::list(view, member, form)}
                    {owed::list(view, member, form)}
                    <section aria-labelledby="notes">
                        <h2 id="notes">"Notes for staff"</h2>
                        {facts::notes(&view.notes)}
                        {deeds::note(view, member, form, &visitor.form_key)}
                    </section>
                </div>
                <div class="order-side">
                    {deeds::list(view, member, form, &visitor.form_key)}
                    {sending_back::ask(order, member, form, &visitor.form_key)}
                    <section aria-labelledby="happened">
                        <h2 id="happened">"What happened"</h2>
                        {facts::timeline(&order.timeline)}
                        {logged.map(|link| view! { <p>{link}</p> })}
                    </section>
                </div>
                <div class="order-places">
                    <section aria-labelledby="delivery">
                        <h2 id="delivery">"Delivery"</h2>
                        {delivery(order)}
                    </section>
                    <section aria-labelledby="invoice-to">
                        <h2 id="invoice-to">"Invoice and letters"</h2>
                        {billing(order)}
                        {customer(view, member)}
                    </section>
                </div>
            </div>
        </div>
    };
    frame::inside("/admin/orders", &heading, member, form, body.into_any())
}

fn standing(order: &OrderView) -> AnyView {
    let waits =
        order.pay_by.map(|until| view! { <p>"Its units are held until "{moment(until)}"."</p> });
    let paid = order.paid_at.map(|at| view! { <p>"Paid on "{moment(at)}"."</p> });
    let sent = order.shipment.as_ref().map(|shipment| sent(shipment, order.summary.status));
    view! { <p>"Placed on "{moment(order.summary.ordered_at)}"."</p>{waits}{paid}{sent} }.into_any()
}

fn sent(shipment: &Shipment, status: OrderStatus) -> AnyView {
    let under_way = status == OrderStatus::Shipped;
    let words = if under_way { "On its way with " } else { "It was sent with " };
    let number = (!shipment.tracking.is_empty())
        .then(|| view! { ", parcel "<code>{shipment.tracking.clone()}</code> });
    let link = shipment.tracking_url.clone().map(
        |href| view! { <p><a href=href rel="noopener noreferrer">"Follow it at the carrier"</a></p> },
    );
    view! { <p>{words}{shipment.carrier.clone()}{number}"."</p>{link} }.into_any()
}

fn delivery(order: &OrderView) -> AnyView {
    let latest = order.delivery.latest.map(|at| view! { <p>"By "{day(at)}</p> });
    let address = match &order.shipping_address {
        Some(address) => {
            let phone = (!address.phone.is_empty())
                .then(|| view! { <p>"Phone "{address.phone.clone()}</p> });
            view! { {lines_of(address)}{phone} }.into_any()
        }
        None => forgotten(),
    };
    view! { <p>{order.delivery.title.clone()}</p>{latest}{address} }.into_any()
}

fn billing(order: &OrderView) -> AnyView {
    let address = match (&order.billing_address, &order.shipping_address) {
        (Some(address), _) => lines_of(address),
        (None, Some(_)) => view! { <p>"The invoice goes to the same address."</p> }.into_any(),
        (None, None) => forgotten(),
    };
    let contact = order.contact.as_ref().map(|contact| {
        let (name, email) = (contact.name.clone(), contact.email.as_str().to_owned());
        view! { <p class="order-contact">"Letters go to "{name}", "{email}</p> }
    });
    view! { {address}{contact} }.into_any()
}

/// Where its buyer is found among customers, for those who may see them. Guests have no account.
fn customer(view: &RoomView, member: &StaffMember) -> Option<AnyView> {
    let account = view.buyer.as_ref().filter(|_| member.may(Permission::ReadCustomers))?;
    let href = format!("/admin/customers/{}", encode(account.as_str()));
    Some(view! { <p><a href=href>"What is known of this customer"</a></p> }.into_any())
}
