//! Money of an order that somebody has to look into: refunds that the provider refused, and payments that
//! nobody knows the end of.

use leptos::prelude::*;
use storefront::{
    order_room::RoomView,
    payment::{PaymentState, PaymentView},
    payment_room::{AfterRefusal, Found, RefusedRefund},
    staff::{Permission, StaffMember},
};

use crate::{
    context::FormState,
    parts::{
        choices::{Choice, Group, radios},
        form::{Field, field, hidden, part},
        moment::moment,
    },
};

/// All that waits; nothing where nothing does. The oldest of each kind is looked into first.
pub(super) fn list(view: &RoomView, member: &StaffMember, form: &FormState) -> Option<AnyView> {
    let in_doubt: Vec<_> =
        view.payments.iter().filter(|one| one.state == PaymentState::NeedsReview).collect();
    if in_doubt.is_empty() && view.refused.is_empty() {
        return None;
    }
    let may = member.may(Permission::Refund);
    let payments: Vec<_> =
        in_doubt.iter().enumerate().map(|(at, one)| payment(one, at == 0 && may, form)).collect();
    let refunds = view.refused.iter().enumerate();
    let refunds: Vec<_> =
        refunds.map(|(at, one)| refund(view, one, at == 0 && may, form)).collect();
    Some(
        view! {
            <section aria-labelledby="doubt">
                <h2 id="doubt">"To look into"</h2>
                <ol class="order-returns">{payments}{refunds}</ol>
            </section>
        }
        .into_any(),
    )
}

fn payment(one: &PaymentView, asked: bool, form: &FormState) -> AnyView {
    let action = format!("/admin/orders/{}/payments/{}/found", one.order, one.id);
    let choices = vec![
        Choice::new(
            Found::Taken.as_str(),
            "The money was taken",
            "The order is paid by it. One that is cancelled gets it back.",
        ),
        Choice::new(
            Found::NotTaken.as_str(),
            "No money was taken, or it was given back there",
            "An order that waits for it is given up, and its units are free again. One that is paid by it stays: cancel it, unless it is to be sent all the same.",
        ),
    ];
    let group = Group {
        name: "what",
        id: "found-what".to_owned(),
        legend: "What the provider’s own pages show".to_owned(),
        choices,
    };
    let form = asked.then(|| {
        looked(
            &of(&part(form, "found"), one.id.as_str()),
            one.id.as_str(),
            action,
            group,
            "found-reference",
        )
    });
    view! {
        <li>
            <p><strong>{format!("{} may have been taken, attempt {}", one.amount, one.attempt)}</strong></p>
            <p class="quiet">"In doubt since "{moment(one.changed_at)}". Look for it at the provider."</p>
            {form}
        </li>
    }
    .into_any()
}

fn refund(view: &RoomView, one: &RefusedRefund, asked: bool, form: &FormState) -> AnyView {
    let action = format!("/admin/orders/{}/refunds/{}/refused", view.order.summary.id, one.id);
    let choices = vec![
        Choice::new(AfterRefusal::Again.as_str(), "Ask the provider again", ""),
        Choice::new(
            AfterRefusal::ByHand.as_str(),
            "It was paid back in another way",
            "It counts as paid back.",
        ),
        Choice::new(AfterRefusal::LetBe.as_str(), "Nothing goes back for it", ""),
    ];
    let group = Group {
        name: "what",
        id: "refused-what".to_owned(),
        legend: "What becomes of it".to_owned(),
        choices,
    };
    let form = asked.then(|| {
        looked(&of(&part(form, "refused"), &one.id), &one.id, action, group, "refused-reference")
    });
    view! {
        <li>
            <p><strong>{format!("{} did not go back: the provider refused it", one.amount)}</strong></p>
            <p class="quiet">"Refused on "{moment(one.refused_at)}</p>
            {form}
        </li>
    }
    .into_any()
}

/// What was sent for one thing, which is not filled in for another.
fn of(form: &FormState, what: &str) -> FormState {
    if form.value("of") == what { form.clone() } else { FormState::default() }
}

fn looked(form: &FormState, what: &str, action: String, group: Group, id: &'static str) -> AnyView {
    let reference = Field {
        name: "reference",
        id: Some(id),
        label: "How you know",
        hint: "By what it is found: a transfer, a number at the provider, who decided it. It is kept as a note for staff. No names.",
        ..Field::default()
    };
    view! {
        <form class="room-noting" method="post" action=action novalidate>
            {hidden("of", what)}
            {radios(form, group, "")}
            {field(form, reference, "")}
            <button class="button">"Note it"</button>
        </form>
    }
    .into_any()
}
