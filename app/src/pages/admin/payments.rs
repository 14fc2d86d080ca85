//! Money that somebody has to look into, of all orders.

use leptos::prelude::*;
use storefront::{
    Shop,
    payment_room::{MOST_TO_LOOK_INTO, Matter, ToLookInto},
    staff::StaffMember,
};

use super::{super::Page, frame, orders::failed};
use crate::{context::FormState, parts::moment::moment};

pub(super) async fn draw(shop: &Shop, member: &StaffMember) -> Page {
    let mut waiting = match shop.payment_room.to_look_into(member).await {
        Ok(waiting) => waiting,
        Err(error) => return failed(&error),
    };
    let more = waiting.len() > MOST_TO_LOOK_INTO as usize;
    waiting.truncate(MOST_TO_LOOK_INTO as usize);
    let body = view! {
        {list(&waiting)}
        {more.then(|| view! { <p class="quiet">"There is more. It stands here as soon as this is looked into."</p> })}
    };
    let heading = "Payments to look into";
    frame::inside("/admin/payments", heading, member, &FormState::default(), body.into_any())
}

fn list(waiting: &[ToLookInto]) -> AnyView {
    if waiting.is_empty() {
        return view! { <div class="empty"><p class="empty-head">"Nothing waits"</p><p>"A refund that a provider refused stands here, and a payment that nobody knows the end of, until somebody has looked into it."</p></div> }.into_any();
    }
    let rows: Vec<_> = waiting.iter().map(row).collect();
    view! {
        <div class="table-scroll room-table" role="region" aria-label="Payments" tabindex="0">
            <table>
                <caption class="hidden">"What waits for somebody, the oldest first"</caption>
                <thead><tr><th scope="col">"Order"</th><th scope="col">"What"</th><th scope="col">"Since"</th><th scope="col" class="number">"Amount"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(one: &ToLookInto) -> AnyView {
    let href = format!("/admin/orders/{}#doubt", one.order);
    let what = match one.matter {
        Matter::Payment => "A payment that nobody knows the end of",
        Matter::Refund => "A refund that the provider refused",
    };
    view! {
        <tr>
            <th scope="row"><a href=href>{one.order.to_string()}</a></th>
            <td>{what}</td>
            <td>{moment(one.since)}</td>
            <td class="number">{one.amount.to_string()}</td>
        </tr>
    }
    .into_any()
}
