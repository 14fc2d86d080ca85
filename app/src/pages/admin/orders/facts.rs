//! What is known of an order: its lines, its payments, what happened, what staff noted.

use leptos::prelude::*;
use storefront::{
    order_room::{OrderNote, RoomView},
    orders::{Happening, OrderLine, TimelineEntry, Who},
    payment::PaymentView,
};

use crate::{
    pages::orders::{lines::options, words::units},
    parts::moment::moment,
};

pub(super) fn lines(lines: &[OrderLine]) -> AnyView {
    let rows: Vec<_> = lines.iter().map(line).collect();
    view! {
        <div class="table-scroll room-table" role="region" aria-label="Lines of the order" tabindex="0">
            <table>
                <caption class="hidden">"What was bought"</caption>
                <thead><tr><th scope="col">"What"</th><th scope="col" class="number">"Units"</th><th scope="col" class="number">"Each"</th><th scope="col" class="number">"Together"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(line: &OrderLine) -> AnyView {
    let options = options(line);
    let back = (line.returned > 0).then(
        || view! { <p class="order-mark">{format!("{} sent back", units(line.returned))}</p> },
    );
    view! {
        <tr>
            <th scope="row">{line.title.clone()}{(!options.is_empty()).then(|| view! { <span class="quiet">", "{options}</span> })}<p class="quiet"><code>{line.sku.to_string()}</code></p>{back}</th>
            <td class="number">{line.quantity.units()}</td>
            <td class="number">{line.unit_price.to_string()}</td>
            <td class="number">{line.line_total.to_string()}</td>
        </tr>
    }
    .into_any()
}

/// What was tried to pay it; nothing for an order that nobody tried to pay.
pub(super) fn payments(view: &RoomView) -> Option<AnyView> {
    if view.payments.is_empty() {
        return None;
    }
    let going = view.payments.iter().any(|one| one.refunding != one.refunded);
    let rows: Vec<_> = view.payments.iter().map(|one| payment(one, going)).collect();
    Some(
        view! {
            <section aria-labelledby="payments">
                <h2 id="payments">"Payments"</h2>
                <div class="table-scroll room-table" role="region" aria-label="Attempts to pay" tabindex="0">
                    <table>
                        <caption class="hidden">"What was tried to pay it, the first attempt first"</caption>
                        <thead><tr><th scope="col">"Attempt"</th><th scope="col">"State"</th><th scope="col" class="number">"Amount"</th>{going.then(|| view! { <th scope="col" class="number">"Going back"</th> })}<th scope="col" class="number">"Paid back"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}

/// `going` is whether something of any attempt is on its way back.
fn payment(payment: &PaymentView, going: bool) -> AnyView {
    let state = payment.state.as_str().replace('_', " ");
    let reason =
        payment.decline_reason.clone().map(|reason| view! { <p class="quiet">{reason}</p> });
    let outside = payment.outside.as_ref().map(|reference| {
        view! { <p class="quiet">{format!("Paid outside the shop: {reference}")}</p> }
    });
    let under_way = payment.refunding.amount() - payment.refunded.amount();
    let under_way = kernel::Money::new(under_way, payment.amount.currency());
    let under_way = under_way.map(|amount| amount.to_string()).unwrap_or_default();
    view! {
        <tr>
            <th scope="row">{payment.attempt}</th>
            <td>{state}<p class="quiet">{moment(payment.changed_at)}</p>{reason}{outside}</td>
            <td class="number">{payment.amount.to_string()}</td>
            {going.then(|| view! { <td class="number">{under_way}</td> })}
            <td class="number">{payment.refunded.to_string()}</td>
        </tr>
    }
    .into_any()
}

pub(super) fn notes(notes: &[OrderNote]) -> AnyView {
    if notes.is_empty() {
        return view! { <p class="quiet">"Nothing is noted."</p> }.into_any();
    }
    let notes: Vec<_> = notes
        .iter()
        .map(|note| {
            view! {
                <li>
                    <p class="room-note">{note.text.clone()}</p>
                    <p class="quiet">{note.signed.clone()}", "{moment(note.at)}</p>
                </li>
            }
        })
        .collect();
    view! { <ol class="order-returns">{notes}</ol> }.into_any()
}

/// Everything that happened in its order, the oldest first.
pub(super) fn timeline(entries: &[TimelineEntry]) -> AnyView {
    let entries: Vec<_> = entries.iter().map(happened).collect();
    view! { <ol class="timeline">{entries}</ol> }.into_any()
}

fn happened(entry: &TimelineEntry) -> AnyView {
    let note = (!entry.note.is_empty()).then(|| entry.note.clone());
    let amount = entry.amount.map_or_else(String::new, |amount| format!(": {amount}"));
    let what = format!("{}{}{amount}", entry.what.label(), by(entry));
    view! {
        <li>
            <p class="timeline-what">{what}</p>
            <p class="quiet">{moment(entry.at)}</p>
            {note.map(|note| view! { <p>{note}</p> })}
        </li>
    }
    .into_any()
}

/// Who did it, where that is of interest.
fn by(entry: &TimelineEntry) -> &'static str {
    match (entry.who, entry.what) {
        (Who::Staff, _) => " by staff",
        (Who::Shopper, Happening::Placed | Happening::Paid) | (Who::Shop, _) => "",
        (Who::Shopper, _) => " by its buyer",
    }
}
