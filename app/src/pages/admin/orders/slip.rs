//! The packing slip: what goes into the parcel and where it goes, without prices.

use leptos::prelude::*;
use storefront::{
    orders::{OrderLine, OrderStatus, OrderView},
    staff::StaffMember,
};

use super::super::frame;
use crate::{
    context::FormState,
    pages::{
        Page,
        orders::{
            detail::{forgotten, lines_of},
            lines::options,
        },
    },
    parts::moment::day,
};

pub(super) fn draw(member: &StaffMember, order: &OrderView) -> Page {
    let summary = &order.summary;
    let number = summary.id.to_string();
    let address = order.shipping_address.as_ref().map_or_else(forgotten, lines_of);
    let rows: Vec<_> = summary.lines.iter().map(row).collect();
    let units: u32 = summary.lines.iter().map(|line| line.quantity.units()).sum();
    let warning = warning(summary.status).map(|words| view! { <p class="notice">{words}</p> });
    let body = view! {
        <p class="quiet slip-hint"><a href=format!("/admin/orders/{number}")>"Back to the order"</a>". To have it on paper, print this page."</p>
        {warning}
        <div class="slip">
            <dl class="facts-list">
                <div><dt>"Order"</dt><dd>{number.clone()}</dd></div>
                <div><dt>"Ordered on"</dt><dd>{day(summary.ordered_at)}</dd></div>
                <div><dt>"Delivery"</dt><dd>{order.delivery.title.clone()}</dd></div>
                <div><dt>"Units"</dt><dd>{units}</dd></div>
            </dl>
            <section aria-labelledby="to">
                <h2 id="to">"To"</h2>
                {address}
            </section>
            <div class="table-scroll room-table" role="region" aria-label="What goes into the parcel" tabindex="0">
                <table>
                    <caption class="hidden">"What goes into the parcel"</caption>
                    <thead><tr><th scope="col" class="number">"Units"</th><th scope="col">"SKU"</th><th scope="col">"What"</th><th scope="col">"Packed"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    };
    let heading = format!("Packing slip {number}");
    frame::inside("/admin/orders", &heading, member, &FormState::default(), body.into_any())
}

/// Why nothing is to be packed, if so.
fn warning(status: OrderStatus) -> Option<&'static str> {
    match status {
        OrderStatus::PendingPayment => Some("It is not paid yet. Do not send it."),
        OrderStatus::Cancelled => Some("It is cancelled. Do not send it."),
        OrderStatus::Shipped | OrderStatus::Delivered | OrderStatus::Returned => {
            Some("It was sent already.")
        }
        OrderStatus::Paid | OrderStatus::Allocated => None,
    }
}

fn row(line: &OrderLine) -> AnyView {
    let options = options(line);
    view! {
        <tr>
            <td class="number">{line.quantity.units()}</td>
            <th scope="row"><code>{line.sku.to_string()}</code></th>
            <td>{line.title.clone()}{(!options.is_empty()).then(|| view! { <span class="quiet">", "{options}</span> })}</td>
            <td><span class="slip-box" aria-hidden="true"></span></td>
        </tr>
    }
    .into_any()
}
