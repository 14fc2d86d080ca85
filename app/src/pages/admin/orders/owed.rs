//! What was paid outside the shop and has to be paid back by hand.

use leptos::prelude::*;
use storefront::{
    order_room::{OwedRefund, RoomView},
    staff::{Permission, StaffMember},
};

use crate::{
    context::FormState,
    parts::{
        form::{Field, field, part},
        moment::moment,
    },
};

/// All that waits; nothing where nothing does. The oldest is paid back first.
pub(super) fn list(view: &RoomView, member: &StaffMember, form: &FormState) -> Option<AnyView> {
    if view.owed.is_empty() {
        return None;
    }
    let may = member.may(Permission::Refund);
    let entries: Vec<_> = view
        .owed
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let form = (at == 0 && may).then(|| paid(view, one, &part(form, "paid-back")));
            view! {
                <li>
                    <p><strong>{format!("{} to be paid back", one.amount)}</strong></p>
                    <p class="quiet">"Asked for on "{moment(one.asked_at)}</p>
                    {form}
                </li>
            }
        })
        .collect();
    Some(
        view! {
            <section aria-labelledby="owed">
                <h2 id="owed">"To be paid back by hand"</h2>
                <p>"It was paid outside the shop, and goes back outside it. Pay it back, and note here how."</p>
                <ol class="order-returns">{entries}</ol>
            </section>
        }
        .into_any(),
    )
}

fn paid(view: &RoomView, one: &OwedRefund, form: &FormState) -> AnyView {
    let action = format!("/admin/orders/{}/refunds/{}/paid", view.order.summary.id, one.id);
    let reference = Field {
        name: "reference",
        id: Some("paid-back-reference"),
        label: "How it was paid back",
        hint: "By what it is found: the transfer, or the number of the receipt. It is kept as a note for staff. No names.",
        ..Field::default()
    };
    view! {
        <form class="room-noting" method="post" action=action novalidate>
            {field(form, reference, "")}
            <button class="button">"Paid back"</button>
        </form>
    }
    .into_any()
}
