//! Returns of an order: what was asked for, and the forms that decide on it.

use kernel::Money;
use leptos::prelude::*;
use storefront::{
    order_room::RoomView,
    orders::{OrderLine, ReturnState, ReturnView},
    staff::{Permission, StaffMember},
};

use crate::{
    context::FormState,
    parts::{
        choices::tick_box,
        form::{Field, field, hidden, part},
        moment::moment,
    },
};

/// Everything that was sent back or is to be; nothing for an order of which nothing is. The oldest
/// that waits is decided on first.
pub(super) fn list(view: &RoomView, member: &StaffMember, form: &FormState) -> Option<AnyView> {
    let returns = &view.order.returns;
    if returns.is_empty() {
        return None;
    }
    let first = returns.iter().find(|one| one.state == ReturnState::Requested);
    let first = first.filter(|_| member.may(Permission::Fulfil));
    let entries: Vec<_> = returns
        .iter()
        .map(|one| {
            let forms = first.filter(|first| first.id == one.id);
            entry(one, view, forms.map(|one| decide(one, view, member, form)))
        })
        .collect();
    Some(
        view! {
            <section aria-labelledby="returns">
                <h2 id="returns">"Sent back"</h2>
                <ol class="order-returns">{entries}</ol>
            </section>
        }
        .into_any(),
    )
}

fn entry(one: &ReturnView, view: &RoomView, forms: Option<AnyView>) -> AnyView {
    let things: Vec<_> = one
        .lines
        .iter()
        .map(|back| {
            let line = bought(view, back.sku.as_str());
            let title = line.map_or_else(|| back.sku.to_string(), |line| line.title.clone());
            view! { <li>{back.quantity}" × "{title}</li> }
        })
        .collect();
    let reason =
        (!one.reason.is_empty()).then(|| view! { <p>"Its buyer says: "{one.reason.clone()}</p> });
    view! {
        <li>
            <p><strong>{standing(one)}</strong></p>
            <ul class="order-returned">{things}</ul>
            {reason}
            <p class="quiet">"Asked for on "{moment(one.asked_at)}</p>
            {forms}
        </li>
    }
    .into_any()
}

fn bought<'a>(view: &'a RoomView, sku: &str) -> Option<&'a OrderLine> {
    view.order.summary.lines.iter().find(|line| line.sku.as_str() == sku)
}

/// Where a return stands.
fn standing(one: &ReturnView) -> String {
    match (one.state, one.refund) {
        (ReturnState::Requested, _) => "To be decided.".to_owned(),
        (ReturnState::Approved, Some(refund)) if refund.amount() > 0 => {
            format!("Agreed. {refund} goes back for it.")
        }
        (ReturnState::Approved, _) => "Agreed. Nothing goes back for it.".to_owned(),
        (ReturnState::Refused, _) => "Not agreed.".to_owned(),
    }
}

/// What the units of a return cost their buyer, as far as so much is left.
fn worth(one: &ReturnView, view: &RoomView) -> Money {
    let cost = view.order.worth_of(one.lines.iter().map(|back| (&back.sku, back.quantity)));
    cost.filter(|cost| cost.amount() <= view.left.amount()).unwrap_or(view.left)
}

fn decide(one: &ReturnView, view: &RoomView, member: &StaffMember, form: &FormState) -> AnyView {
    let at =
        |deed: &str| format!("/admin/orders/{}/returns/{}/{deed}", view.order.summary.id, one.id);
    let (agree, refuse) = (part(form, "approve"), part(form, "refuse"));
    let refund = Field {
        name: "refund",
        id: Some("approve-refund"),
        label: "Amount that goes back",
        kind: "amount",
        hint: "An amount like 12.50, or 0 for nothing. What was paid for its units stands there first: without their share of a coupon, with tax that came on top, without delivery.",
        ..Field::default()
    };
    let amount = if member.may(Permission::Refund) {
        let most = format!("At most {} is left of what was paid.", view.left);
        view! { <p>{most}</p>{field(&agree, refund, &worth(one, view).decimal())} }.into_any()
    } else {
        view! { <p>"No money goes back: none of your roles gives any."</p>{hidden("refund", "0")} }
            .into_any()
    };
    let reason = Field {
        name: "reason",
        id: Some("refuse-reason"),
        label: "Why not",
        hint: "Its buyer reads it.",
        ..Field::default()
    };
    let (agreeing, refusing) = (!agree.errors.is_empty(), !refuse.errors.is_empty());
    view! {
        <div class="order-deeds">
            <details class="order-deed" open=agreeing>
                <summary class="button button-quiet">"Agree to it"</summary>
                <div class="order-deed-inside">
                    <form method="post" action=at("approve") novalidate>
                        {amount}
                        {tick_box(&agree, "restock", "The units can be sold again", "They are free again at once.", true)}
                        <button class="button">"Agree to the return"</button>
                    </form>
                </div>
            </details>
            <details class="order-deed" open=refusing>
                <summary class="button button-quiet">"Do not agree"</summary>
                <div class="order-deed-inside">
                    <form method="post" action=at("refuse") novalidate>
                        {field(&refuse, reason, "")}
                        <button class="button button-grave">"Refuse the return"</button>
                    </form>
                </div>
            </details>
        </div>
    }
    .into_any()
}
