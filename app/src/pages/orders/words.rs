//! What is said of an order, in plain sentences.

use kernel::{Money, Timestamp};
use storefront::orders::{
    Happening, OrderStatus, OrderSummary, OrderView, ReturnState, ReturnView, TimelineEntry, Who,
};

use crate::parts::moment::{written, written_day};

/// A day, in milliseconds.
const DAY: i64 = 86_400_000;

/// Where an order stands and what happens next.
pub(super) fn standing(view: &OrderView, now: Timestamp) -> String {
    match view.summary.status {
        OrderStatus::PendingPayment => waiting(view),
        OrderStatus::Paid => {
            format!("It is paid{}. Next we pack it, and write to you when it leaves.", due(view))
        }
        OrderStatus::Allocated => format!(
            "It is paid and being packed{}. Next the carrier takes it, and we write to you when that is so.",
            due(view)
        ),
        OrderStatus::Shipped => under_way(view, now),
        OrderStatus::Delivered => arrived(view),
        OrderStatus::Cancelled => given_up(view),
        OrderStatus::Returned => {
            format!("All of it is back with us. {}", going_back(view))
        }
    }
}

/// Nobody pays twice because a page did not say that it waits.
fn waiting(view: &OrderView) -> String {
    let happened = |what| view.timeline.iter().any(|entry| entry.what == what);
    if happened(Happening::CancelRequested) {
        return "It is being cancelled, and its payment is called off. As soon as your bank has answered it ends and we write to you; what was paid all the same goes back. You need not do anything.".to_owned();
    }
    let declined = happened(Happening::PaymentDeclined);
    let known = if declined {
        "A payment was declined and took nothing. Whether another went through is not known yet."
    } else {
        "Whether it is paid is not known yet. That can take a few minutes."
    };
    let end = match view.pay_by {
        Some(end) => format!(
            " What you chose is held for you until {}; if it is not paid by then, the order ends by itself.",
            written(end)
        ),
        None => String::new(),
    };
    format!(
        "{known} You need not do anything twice: as soon as your bank has answered, it stands here and we write to you.{end}"
    )
}

/// By when it should be there, as the end of a sentence's first part.
fn due(view: &OrderView) -> String {
    let day = view.delivery.latest.map(written_day);
    day.map(|day| format!(" and should be with you by {day}")).unwrap_or_default()
}

fn under_way(view: &OrderView, now: Timestamp) -> String {
    let carrier = view.shipment.as_ref().map(|shipment| shipment.carrier.as_str());
    let with = carrier.filter(|carrier| !carrier.is_empty());
    let with = with.map(|carrier| format!(" with {carrier}")).unwrap_or_default();
    match view.delivery.latest {
        // The whole of the last day is still in time.
        Some(latest) if now.millis() >= latest.millis() + DAY => format!(
            "It is on its way{with} and should have been there by {}. If it does not come, write to us: we look for it.",
            written_day(latest)
        ),
        Some(latest) => {
            format!("It is on its way{with} and should be with you by {}.", written_day(latest))
        }
        None => format!("It is on its way{with}."),
    }
}

fn arrived(view: &OrderView) -> String {
    let came = match view.summary.arrival_at {
        Some(at) => format!("It arrived on {}.", written_day(at)),
        None => "It has arrived.".to_owned(),
    };
    match view.returnable_until {
        Some(until) => {
            format!("{came} You can ask to send things back until {}.", written_day(until))
        }
        None => came,
    }
}

fn given_up(view: &OrderView) -> String {
    if view.paid_at.is_none() {
        return "It was cancelled before it was paid, and nothing will be sent. If your bank shows a payment all the same, it goes back by itself.".to_owned();
    }
    format!("It was cancelled, and nothing will be sent. {}", going_back(view))
}

/// What has become of the money of an order that is over.
fn going_back(view: &OrderView) -> String {
    let (back, total) = (view.refunded, view.totals.total);
    if total.amount() == 0 {
        "There was nothing to pay back.".to_owned()
    } else if back.amount() >= total.amount() {
        format!("{back} was paid back, by the way you paid.")
    } else if back.amount() > 0 {
        format!("{back} of {total} was paid back so far, by the way you paid.")
    } else {
        "What is owed to you goes back by the way you paid, which can take a few days.".to_owned()
    }
}

/// When it comes or came, in a list; nothing where that is not known or does not matter.
pub(super) fn arrival(summary: &OrderSummary) -> Option<(&'static str, Timestamp)> {
    let words = match summary.status {
        OrderStatus::Paid | OrderStatus::Allocated | OrderStatus::Shipped => "Should arrive by",
        OrderStatus::Delivered => "Arrived on",
        OrderStatus::PendingPayment | OrderStatus::Cancelled | OrderStatus::Returned => {
            return None;
        }
    };
    summary.arrival_at.map(|at| (words, at))
}

/// What happened, and by whom where that is of interest.
pub(super) fn happened(entry: &TimelineEntry) -> String {
    let by = match (entry.what, entry.who) {
        (
            Happening::Cancelled | Happening::CancelRequested | Happening::ReturnRequested,
            Who::Shopper,
        ) => " by you",
        (Happening::Cancelled | Happening::CancelRequested, Who::Staff) => " by us",
        _ => "",
    };
    format!("{}{by}", entry.what.label())
}

/// Where a return stands.
pub(super) fn returning(view: &ReturnView) -> String {
    match (view.state, view.refund) {
        (ReturnState::Requested, _) => "Asked for. We write to you with our answer.".to_owned(),
        (ReturnState::Approved, Some(refund)) if refund.amount() > 0 => {
            format!("Agreed. For it {refund} goes back, by the way you paid.")
        }
        (ReturnState::Approved, _) => "Agreed.".to_owned(),
        (ReturnState::Refused, _) => {
            "Not agreed. The reason stands under what happened.".to_owned()
        }
    }
}

/// What cancelling does, before it is done.
pub(super) fn cancelling(view: &OrderView) -> String {
    let money = if view.paid_at.is_none() {
        "If a payment of it goes through all the same, it is paid back.".to_owned()
    } else if view.totals.total.amount() == 0 {
        "There was nothing to pay, so nothing has to go back.".to_owned()
    } else {
        format!("The {} that you paid goes back by the way you paid.", view.totals.total)
    };
    format!(
        "The whole order is given up. {money} It cannot be taken up again, but you can order anew."
    )
}

/// What a delivery, a discount or a tax costs; nothing is free.
pub(super) fn price(amount: Money) -> String {
    if amount.amount() == 0 { "Free".to_owned() } else { amount.to_string() }
}

/// So many of something.
pub(in crate::pages) fn units(number: u32) -> String {
    if number == 1 { "1 unit".to_owned() } else { format!("{number} units") }
}

/// What the lines of an order are called, as one line of text.
pub(super) fn contents(summary: &OrderSummary) -> String {
    match summary.lines.as_slice() {
        [] => String::new(),
        [only] => only.title.clone(),
        [first, second] => format!("{} and {}", first.title, second.title),
        [first, rest @ ..] => format!("{} and {} other things", first.title, rest.len()),
    }
}

#[cfg(test)]
pub(super) mod tests;
