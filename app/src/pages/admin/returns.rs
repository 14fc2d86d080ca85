//! Returns that wait for being decided.

use leptos::prelude::*;
use storefront::{
    Shop,
    order_room::{A_PAGE, WaitingReturn},
    staff::StaffMember,
};

use super::{super::Page, frame, orders::failed};
use crate::{context::FormState, parts::moment::moment};

pub(super) async fn draw(shop: &Shop, member: &StaffMember) -> Page {
    let mut waiting = match shop.order_room.waiting_returns(member).await {
        Ok(waiting) => waiting,
        Err(error) => return failed(&error),
    };
    let more = waiting.len() > A_PAGE as usize;
    waiting.truncate(A_PAGE as usize);
    let body = view! {
        {list(&waiting)}
        {more.then(|| view! { <p class="quiet">"There are more. They stand here as soon as these are decided."</p> })}
    };
    frame::inside("/admin/returns", "Returns", member, &FormState::default(), body.into_any())
}

fn list(waiting: &[WaitingReturn]) -> AnyView {
    if waiting.is_empty() {
        return view! { <div class="empty"><p class="empty-head">"Nothing waits"</p><p>"What shoppers ask to send back stands here until somebody decides on it."</p></div> }.into_any();
    }
    let rows: Vec<_> = waiting.iter().map(row).collect();
    view! {
        <div class="table-scroll room-table" role="region" aria-label="Returns" tabindex="0">
            <table>
                <caption class="hidden">"Returns that wait, the oldest first"</caption>
                <thead><tr><th scope="col">"Order"</th><th scope="col">"Asked for"</th><th scope="col">"Why"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(one: &WaitingReturn) -> AnyView {
    let href = format!("/admin/orders/{}#returns", one.order);
    let reason = if one.reason.is_empty() {
        view! { <span class="quiet">"Nothing was said"</span> }.into_any()
    } else {
        one.reason.clone().into_any()
    };
    view! {
        <tr>
            <th scope="row"><a href=href>{one.order.to_string()}</a></th>
            <td>{moment(one.asked_at)}</td>
            <td>{reason}</td>
        </tr>
    }
    .into_any()
}
