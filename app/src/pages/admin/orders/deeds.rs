//! What a member of staff can do to an order now.

use leptos::prelude::*;
use storefront::{
    order_room::RoomView,
    orders::OrderStatus,
    staff::{Permission, StaffMember},
};

use crate::{
    context::FormState,
    parts::form::{Field, field, hidden, part},
};

/// The id of a field that was refused.
pub(super) fn place(form: &FormState, field: &str) -> String {
    match (form.form, field) {
        // The key is nobody's to put right, but what goes with it is.
        ("refund", "key") => "refund-amount".to_owned(),
        // A summary leads to the first of several choices.
        ("found", "what") => "found-what-taken".to_owned(),
        ("refused", "what") => "refused-what-again".to_owned(),
        (form, field) => format!("{form}-{field}"),
    }
}

/// The key of a form: the one that it was refused with, or a new one.
pub(super) fn key(form: &FormState, new: &str, name: &str) -> AnyView {
    let sent = Some(form.value("key")).filter(|key| !key.is_empty());
    let sent = sent.filter(|_| form.error("key").is_none());
    hidden("key", sent.unwrap_or_else(|| format!("{new}-{name}")))
}

/// Everything that is possible now. `new` is what new keys of forms are made of.
pub(super) fn list(view: &RoomView, member: &StaffMember, form: &FormState, new: &str) -> AnyView {
    let (order, id) = (&view.order, &view.order.summary.id);
    let status = order.summary.status;
    let may = |permission| member.may(permission);
    let at = |deed: &str| format!("/admin/orders/{id}/{deed}");
    let sent = matches!(status, OrderStatus::Paid | OrderStatus::Allocated);
    let ship = (sent && may(Permission::Fulfil)).then(|| ship(&part(form, "ship"), at("ship")));
    let deliver = (status == OrderStatus::Shipped && may(Permission::Fulfil)).then(|| {
        view! { <form method="post" action=at("deliver")><button class="button">"It has arrived"</button></form> }
    });
    let slip = view! { <a class="button button-quiet" href=at("slip")>"Packing slip"</a> };
    let refunding = status != OrderStatus::Cancelled && view.left.amount() > 0;
    let refund = (refunding && may(Permission::Refund))
        .then(|| refund(view, &part(form, "refund"), at("refund"), new));
    let cancel = (order.cancellable && may(Permission::EditOrders))
        .then(|| cancel(&part(form, "cancel"), at("cancel")));
    let resend = (order.contact.is_some() && may(Permission::EditOrders)).then(|| {
        view! {
            <form method="post" action=at("resend")>
                {key(&part(form, "resend"), new, "resend")}
                <button class="button button-quiet">"Send the letter again"</button>
            </form>
        }
    });
    view! { <div class="order-deeds">{ship}{deliver}{slip}{resend}{refund}{cancel}</div> }
        .into_any()
}

/// Something that is opened first, and done then.
pub(super) fn folded(label: &'static str, form: &FormState, inside: AnyView) -> AnyView {
    let refused = !form.errors.is_empty();
    view! {
        <details class="order-deed" open=refused>
            <summary class="button button-quiet">{label}</summary>
            <div class="order-deed-inside">{inside}</div>
        </details>
    }
    .into_any()
}

fn ship(form: &FormState, action: String) -> AnyView {
    let carrier =
        Field { name: "carrier", id: Some("ship-carrier"), label: "Carrier", ..Field::default() };
    let tracking = Field {
        name: "tracking",
        id: Some("ship-tracking"),
        label: "Number of the parcel",
        optional: true,
        ..Field::default()
    };
    let page = Field {
        name: "tracking_url",
        id: Some("ship-tracking_url"),
        label: "The carrier’s page for it",
        kind: "url",
        hint: "It begins with https://. The letter to its buyer leads there.",
        optional: true,
        ..Field::default()
    };
    let inside = view! {
        <form method="post" action=action novalidate>
            {field(form, carrier, "")}
            {field(form, tracking, "")}
            {field(form, page, "")}
            <button class="button">"It is on its way"</button>
        </form>
    };
    folded("Send it off", form, inside.into_any())
}

fn refund(view: &RoomView, form: &FormState, action: String, new: &str) -> AnyView {
    let amount = Field {
        name: "amount",
        id: Some("refund-amount"),
        label: "Amount",
        kind: "amount",
        hint: "An amount like 12.50.",
        ..Field::default()
    };
    let reason = Field {
        name: "reason",
        id: Some("refund-reason"),
        label: "Why",
        hint: "It is kept as a note for staff. Its buyer does not read it.",
        ..Field::default()
    };
    let outside = view.payments.iter().any(|payment| payment.outside.is_some());
    let way = match outside {
        true => "It was paid outside the shop, so it waits here to be paid back by hand.",
        false => "It goes back by the way it was paid.",
    };
    let most = format!("{} of what was paid is left. {way}", view.left);
    let inside = view! {
        <p>{most}</p>
        <form method="post" action=action novalidate>
            {key(form, new, "refund")}
            {field(form, amount, "")}
            {field(form, reason, "")}
            <button class="button">"Pay back"</button>
        </form>
    };
    folded("Pay something back", form, inside.into_any())
}

fn cancel(form: &FormState, action: String) -> AnyView {
    let reason = Field {
        name: "reason",
        id: Some("cancel-reason"),
        label: "Why",
        hint: "Its buyer reads it.",
        ..Field::default()
    };
    let inside = view! {
        <p>"The whole order is given up: its units are free again, and what was paid goes back. That cannot be undone."</p>
        <form method="post" action=action novalidate>
            {field(form, reason, "")}
            <button class="button button-grave">"Yes, cancel the order"</button>
        </form>
    };
    folded("Cancel this order", form, inside.into_any())
}

/// The form for a note, for who may write one.
pub(super) fn note(
    view: &RoomView,
    member: &StaffMember,
    form: &FormState,
    new: &str,
) -> Option<AnyView> {
    let form = part(form, "note");
    let text = Field {
        name: "text",
        id: Some("note-text"),
        label: "A new note",
        kind: "area",
        hint: "Its buyer never reads it. At most 2,000 characters.",
        ..Field::default()
    };
    member.may(Permission::EditOrders).then(|| {
        view! {
            <form class="room-noting" method="post" action=format!("/admin/orders/{}/note", view.order.summary.id) novalidate>
                {key(&form, new, "note")}
                {field(&form, text, "")}
                <button class="button button-quiet">"Keep the note"</button>
            </form>
        }
        .into_any()
    })
}
